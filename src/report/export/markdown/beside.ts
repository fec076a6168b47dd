import type { MetricName } from '../../../evaluate/index.ts';
import type { Results } from '../../../study/index.ts';
import { halvingCaveat } from '../../halving-caveat.ts';
import { crossValidationWords } from '../../words/cross-validation.ts';
import { missingnessWords } from '../../words/missingness.ts';
import * as english from '../english.ts';
import { baselineBlocks } from './baselines.ts';
import { heading, list, paragraph, table } from './blocks.ts';

/** What a run tells beside its grid, where it was asked: each chapter that the results hold. */
export function besideChapters(results: Results): string[] {
  return [
    ...missingnessBlocks(results),
    ...explanationBlocks(results),
    ...crossValidationBlocks(results),
    ...searchBlocks(results),
    ...baselineBlocks(results),
  ];
}

function missingnessBlocks(results: Results): string[] {
  const { missingness } = results;
  if (missingness === undefined) return [];
  const { missing: without, means } = missingnessWords.en;
  const shown = shownHere(results);
  return [
    heading(2, 'A missing image or record'),
    paragraph(
      `${english.cellNamed(missingness.cell, results)}, the head of seed ${missingness.seed}, with a modality taken from every test case. The means marked best is so on validation rows. Each figure has its own interval; none is of a difference.`,
    ),
    table(
      ['Missing', 'Answered by', ...shown.map(english.metricLabel)],
      missingness.patterns.flatMap(({ missing, ways, best }) =>
        ways.map(({ by, test }) => [
          without[missing],
          `${means[by]}${by === best && ways.length > 1 ? ' (best)' : ''}`,
          ...shown.map(name => english.withInterval(test[name])),
        ]),
      ),
      2,
    ),
  ];
}

function explanationBlocks(results: Results): string[] {
  const { explanations } = results;
  if (explanations === undefined) return [];
  const { cell, seed } = explanations;
  return [
    heading(2, 'What the scores come from'),
    paragraph(
      `${english.cellNamed(cell, results)}, the head of seed ${seed}. An absent modality is replaced by its training mean. Nothing is trained anew: this tells what this head uses, not what another could do without.`,
    ),
    ...contributionTable(results),
    ...fieldTable(results),
  ];
}

function contributionTable({ explanations, evaluation: { select } }: Results): string[] {
  const contribution = explanations?.modalities?.metrics[select];
  if (contribution === undefined) return [];
  const { none, image, text, both, shapley } = contribution;
  return [
    table(
      ['Figure', 'Neither', 'Image', 'Record', 'Both', 'Image contributes', 'Record contributes'],
      [
        [
          english.metricLabel(select),
          ...[none, image, text, both].map(value => english.number(value)),
          english.differenceWithInterval(shapley.image),
          english.differenceWithInterval(shapley.text),
        ],
      ],
    ),
  ];
}

function fieldTable({ explanations, evaluation: { select } }: Results): string[] {
  const fields = explanations?.fields?.fields ?? [];
  if (fields.length === 0) return [];
  return [
    table(
      ['Field left out', `Change of ${english.metricLabel(select)}`, 'Predictions that flip'],
      fields.map(({ field, differences, flipped }) => [
        field,
        english.differenceWithInterval(differences[select]),
        english.withInterval(flipped),
      ]),
    ),
  ];
}

function crossValidationBlocks(results: Results): string[] {
  const { crossValidation } = results;
  if (crossValidation === undefined) return [];
  const { kind, folds, repeats, level, cells, procedures, comparisons, warnings } = crossValidation;
  const shown = shownHere(results);
  const labels = shown.map(english.metricLabel);
  const rows =
    kind === 'repeated'
      ? cells.map(({ id, figures }) => ({ name: english.cellNamed(id, results), figures }))
      : procedures.map(({ name, chosen, figures }) => {
          const counts = Object.entries(chosen).map(
            ([cell, times]) => `${english.cellNamed(cell, results)} (${times})`,
          );
          return { name: `${procedureOr(name, results)}; chosen: ${counts.join('; ')}`, figures };
        });
  return [
    heading(2, kind === 'repeated' ? 'Cross-validation' : 'Nested cross-validation'),
    paragraph(
      `${english.many(folds, 'fold')} × ${english.many(repeats, 'repeat')}: means over the folds with their ${english.percent(level)} intervals, corrected for training rows that folds share (Nadeau and Bengio 2003).`,
    ),
    table(
      [kind === 'repeated' ? 'Cell' : 'Selection', ...labels],
      rows.map(({ name, figures }) => [
        name,
        ...shown.map(metric => english.withInterval(figures[metric])),
      ]),
    ),
    ...(comparisons.length === 0
      ? []
      : [
          table(
            ['First − second, by fold', ...labels],
            comparisons.map(({ a, b, differences }) => [
              `${procedureOr(a, results)} − ${procedureOr(b, results)}`,
              ...shown.map(metric => english.differenceWithInterval(differences[metric])),
            ]),
          ),
        ]),
    list(warnings),
  ];
}

/** One of the two sides of a comparison over folds: a way to choose, or a cell. */
function procedureOr(name: string, results: Results): string {
  return name === 'fused' || name === 'single' || name === 'any'
    ? crossValidationWords.en.procedures[name]
    : english.cellNamed(name, results);
}

function searchBlocks(results: Results): string[] {
  const { search } = results;
  if (search === undefined) return [];
  const { best, default: usual, difference, optimism, trials } = search;
  const caveat = halvingCaveat(search, 'en');
  const { select } = results.evaluation;
  const metric = english.metricLabel(select);
  return [
    heading(2, 'Search for settings'),
    paragraph(
      [
        `${english.many(trials.length, 'trial')} on validation rows. Their best ${metric}, ${english.number(optimism.best)}, is the best of many; corrected it is ${english.number(optimism.corrected)}.`,
        ...(caveat === null ? [] : [caveat]),
      ].join(' '),
    ),
    table(
      ['Settings', 'Hidden', 'Rate', 'Weight decay', 'Dropout', `${metric}, test rows`],
      [
        settingsRow('found', best, select),
        settingsRow('usual', usual, select),
        [
          'found − usual, paired',
          '',
          '',
          '',
          '',
          english.differenceWithInterval(difference[select]),
        ],
      ],
    ),
  ];
}

function settingsRow(
  name: string,
  { settings, test }: NonNullable<Results['search']>['default'],
  select: MetricName,
): string[] {
  const { hidden, rate, weightDecay, dropout } = settings;
  return [
    name,
    english.count(hidden),
    rate.toPrecision(2),
    weightDecay.toPrecision(2),
    english.number(dropout, 2),
    english.withInterval(test[select]),
  ];
}

/** What was chosen by, and the figure that a rare class weighs most in. */
function shownHere({ evaluation: { select } }: Results): MetricName[] {
  return [...new Set<MetricName>([select, 'macroF1'])];
}
