import type { Results } from '../study/index.ts';
import { bestCells } from './cells.ts';
import { formatMany, formatPercent, listed } from './format.ts';
import type { Language } from './words/languages.ts';

/** With fewer test cases than this one case more or less moves a class's figure visibly. */
const fewCases = 30;

const divisions: Readonly<Record<Results['split']['method'], string>> = {
  grouped: 'made',
  folds: 'one fold of several, made',
  time: 'by time',
  site: 'by site, its validation rows drawn',
  given: 'the data set’s own, what it lacked drawn',
};

/** What the study does not allow one to conclude, in sentences. */
export function limits(results: Results, language: Language): string[] {
  const { split, dataset } = results;
  return [
    `There is one split, ${divisions[split.method]}${split.method === 'time' ? '' : ` with seed ${split.seed}`}. The intervals cover which cases came to be tested and which seed training was given; they do not cover which rows the split put where.`,
    seedLimit(results),
    ...classLimit(results, language),
    ...droppedLimit(results, language),
    ...convergenceLimit(results, language),
    ...(dataset.groupColumn === null
      ? ['No group was named: rows of one person or lesion may stand on both sides of the split.']
      : []),
    ...(split.straddling > 0
      ? [
          `${formatMany(split.straddling, 'group', language)} by ${dataset.groupColumn} ${split.straddling === 1 ? 'has' : 'have'} rows in more than one part of the split: the figures say little of groups that were never seen.`,
        ]
      : []),
    split.method === 'site'
      ? 'The test rows come from a site that no training row is from. Other sites may be harder or easier: only leaving out each in turn says how much they differ.'
      : 'The test rows come from the same source as the training rows. Nothing here says how a head fares on pictures from another clinic, another camera or other people.',
    'No choice of this run used test rows, but the page cannot know whether earlier studies looked at the same ones. Where a plan is changed after its test figures were seen, those figures drift upwards.',
    'Scores are not calibrated probabilities: how well they match frequencies was not measured.',
    `The head named best was the best of ${formatMany(results.cells.length, 'cell', language)} on ${formatMany(split.validation.rows, 'validation row', language)}: another draw of validation rows could have named another. A figure picked out of the grid because it is the best on test rows is too good to be true of new cases.`,
  ];
}

function seedLimit({ cells }: Results): string {
  const seeds = cells[0]?.fits.length ?? 0;
  if (seeds < 2) {
    return 'There is one seed: the intervals do not cover what training under another seed would change.';
  }
  return `With ${seeds} seeds the resamples show about ${formatPercent((seeds - 1) / seeds)} of the variance between seeds, so the intervals are a little too narrow.`;
}

function classLimit(
  { dataset: { classes }, split: { test } }: Results,
  language: Language,
): string[] {
  const few = classes
    .map(name => ({ name, count: test.classes[name] ?? 0 }))
    .filter(({ count }) => count < fewCases);
  if (few.length === 0) return [];
  const names = listed(
    few.map(({ name, count }) => `${name} (${count})`),
    language,
  );
  return [
    `Few test cases: ${names}. Their own figures, and the means over classes, which count every class alike, rest on them.`,
  ];
}

function convergenceLimit({ cells }: Results, language: Language): string[] {
  const stopped = cells.filter(({ fits }) =>
    fits.some(({ convex }) => convex?.converged === false),
  );
  if (stopped.length === 0) return [];
  return [
    `${formatMany(stopped.length, 'linear head', language)} did not reach the minimum of ${stopped.length === 1 ? 'its' : 'their'} loss: ${listed(
      stopped.map(({ id }) => id),
      language,
    )}. What an aligner gains there may be faster convergence and nothing else.`,
  ];
}

function droppedLimit(results: Results, language: Language): string[] {
  const { fused, single } = bestCells(results);
  const dropped = (fused ?? single)?.test.balancedAccuracy.dropped ?? 0;
  if (dropped === 0) return [];
  return [
    `${formatMany(dropped, 'resample', language)} of ${results.evaluation.resamples} had lost a class and ${dropped === 1 ? 'was' : 'were'} left out of the intervals of figures that average over classes, which makes those a little too narrow.`,
  ];
}
