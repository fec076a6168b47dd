import type { Results } from '../study/index.ts';
import { bestCells, cellOf } from './cells.ts';
import { metricPhrase } from './difference-sentence.ts';
import {
  formatCount,
  formatMany,
  formatPercent,
  formatRange,
  formatSigned,
  listed,
} from './format.ts';
import { headPhrase } from './names.ts';
import { verdictOf } from './verdict.ts';
import type { Language } from './words/languages.ts';
import { limitsWords } from './words/limits.ts';

/** With fewer test cases than this one case more or less moves a class's figure visibly. */
const fewCases = 30;

type Limit = (results: Results, language: Language) => string[];

/** In the order in which they are told: what was not shown, then what the figures rest on. */
const told: readonly Limit[] = [
  fusionLimit,
  unclearLimit,
  splitLimit,
  seedLimit,
  classLimit,
  groupLimit,
  subgroupLimit,
  droppedLimit,
  convergenceLimit,
  sharedGroupLimit,
  sourceLimit,
  choiceLimit,
];

/** What the study does not allow one to conclude, in sentences. */
export function limits(results: Results, language: Language): string[] {
  return told.flatMap(limit => limit(results, language));
}

function fusionLimit(results: Results, language: Language): string[] {
  const { select } = results.evaluation;
  const { fused, single } = bestCells(results);
  const comparison = results.comparisons.find(
    ({ question, a, b }) => question === 'fusion' && a === fused?.id && b === single?.id,
  );
  if (comparison === undefined || verdictOf(comparison.differences[select], select) !== 'unclear') {
    return [];
  }
  return [
    limitsWords[language].fusionUnclear(
      metricPhrase(select, language),
      headPhrase(cellOf(results, comparison.b), results, language),
      formatRange(comparison.differences[select], language, formatSigned),
    ),
  ];
}

function unclearLimit({ comparisons, evaluation }: Results, language: Language): string[] {
  const { select } = evaluation;
  const open = comparisons.filter(
    ({ differences }) => verdictOf(differences[select], select) === 'unclear',
  ).length;
  if (open === 0) return [];
  return [
    limitsWords[language].unclear(
      formatCount(open, language),
      formatMany(comparisons.length, 'comparison', language),
      metricPhrase(select, language),
    ),
  ];
}

function splitLimit({ split, crossValidation }: Results, language: Language): string[] {
  const words = limitsWords[language];
  const division = words.divisions[split.method];
  return crossValidation === undefined
    ? [
        words.oneSplit(
          split.method === 'time' ? division : words.withSeed(division, String(split.seed)),
        ),
      ]
    : [words.folds(formatMany(crossValidation.parts.length, 'fold', language))];
}

function seedLimit({ cells }: Results, language: Language): string[] {
  const words = limitsWords[language];
  const seeds = cells[0]?.fits.length ?? 0;
  return seeds < 2
    ? [words.oneSeed]
    : [words.seeds(formatMany(seeds, 'seed', language), formatPercent((seeds - 1) / seeds))];
}

function classLimit(results: Results, language: Language): string[] {
  const { classes } = results.dataset;
  const few = classes
    .map(name => ({ name, count: results.split.test.classes[name] ?? 0 }))
    .filter(({ count }) => count < fewCases)
    .map(({ name, count }) => `${name} (${count})`);
  return few.length === 0 ? [] : [limitsWords[language].fewCases(listed(few, language))];
}

function groupLimit({ evaluation: { testGroups } }: Results, language: Language): string[] {
  if (testGroups >= fewCases) return [];
  return [limitsWords[language].fewGroups(formatMany(testGroups, 'test group', language))];
}

function subgroupLimit({ subgroups }: Results, language: Language): string[] {
  const groups = subgroups?.fields.flatMap(field => field.groups) ?? [];
  const small = groups.filter(group => group.small).length;
  if (small === 0) return [];
  return [
    limitsWords[language].smallSubgroups(
      formatCount(small, language),
      formatMany(groups.length, 'group', language),
    ),
  ];
}

function droppedLimit(results: Results, language: Language): string[] {
  const { fused, single } = bestCells(results);
  const figures = Object.values((fused ?? single)?.test ?? {});
  const dropped = Math.max(0, ...figures.map(figure => figure.dropped));
  if (dropped === 0) return [];
  return [
    limitsWords[language].dropped(
      dropped,
      formatMany(dropped, 'resample', language),
      formatCount(results.evaluation.resamples, language),
    ),
  ];
}

function convergenceLimit({ cells }: Results, language: Language): string[] {
  const stopped = cells.filter(({ fits }) =>
    fits.some(({ convex }) => convex?.converged === false),
  );
  if (stopped.length === 0) return [];
  return [
    limitsWords[language].notConverged(
      stopped.length,
      formatMany(stopped.length, 'linear head', language),
      listed(
        stopped.map(({ id }) => id),
        language,
      ),
    ),
  ];
}

function sharedGroupLimit({ dataset, split }: Results, language: Language): string[] {
  const words = limitsWords[language];
  if (dataset.groupColumn === null) return [words.noGroup];
  if (split.straddling === 0) return [];
  const groups = formatMany(split.straddling, 'group', language);
  return [words.straddling(split.straddling, groups, dataset.groupColumn)];
}

function sourceLimit({ split }: Results, language: Language): string[] {
  const words = limitsWords[language];
  return [split.method === 'site' ? words.otherSite : words.sameSource];
}

function choiceLimit({ paper, calibration, cells, split }: Results, language: Language): string[] {
  const words = limitsWords[language];
  return [
    words.earlierStudies,
    ...(paper.length > 0 ? [words.optimistic] : []),
    ...(calibration === undefined ? [words.notCalibrated] : []),
    words.bestOfMany(
      formatMany(cells.length, 'cell', language),
      formatMany(split.validation.rows, 'validation row', language),
    ),
  ];
}
