import type { Results } from '../../../study/index.ts';
import * as english from '../english.ts';
import { heading, paragraph, table } from './blocks.ts';

interface Bounds {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

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

const means = {
  nothing: 'nothing is missing',
  learned: 'a stand-in learned with the head',
  mean: 'the training mean',
  single: 'the head of the other modality',
} as const;

function missingnessBlocks({ missingness, evaluation }: Results): string[] {
  if (missingness === undefined) return [];
  const { select } = evaluation;
  return [
    heading(2, 'A missing image or record'),
    paragraph(
      `${missingness.cell}, the head of seed ${missingness.seed}, with a modality taken from every test case. The means marked best is so on validation rows.`,
    ),
    table(
      ['Missing', 'Answered by', english.metricLabel(select), english.metricLabel('macroF1')],
      missingness.patterns.flatMap(({ missing, ways, best }) =>
        ways.map(({ by, test }) => [
          missing,
          `${means[by]}${by === best && ways.length > 1 ? ' (best)' : ''}`,
          bounded(test[select]),
          bounded(test.macroF1),
        ]),
      ),
    ),
  ];
}

function explanationBlocks({ explanations }: Results): string[] {
  if (explanations === undefined) return [];
  const { cell, seed, select, modalities, fields } = explanations;
  const contribution = modalities?.metrics[select];
  return [
    heading(2, 'What the scores come from'),
    paragraph(
      `${cell}, the head of seed ${seed}. An absent modality is replaced by its training mean. Nothing is trained anew: this tells what this head uses, not what another could do without.`,
    ),
    ...(contribution === undefined
      ? []
      : [
          table(
            ['Neither', 'Image', 'Record', 'Both', 'Image contributes', 'Record contributes'],
            [
              [
                english.number(contribution.none),
                english.number(contribution.image),
                english.number(contribution.text),
                english.number(contribution.both),
                bounded(contribution.shapley.image),
                bounded(contribution.shapley.text),
              ],
            ],
          ),
        ]),
    ...(fields === null
      ? []
      : [
          table(
            ['Field left out', 'Change of the figure', 'Predictions that flip'],
            fields.fields.map(({ field, differences, flipped }) => [
              field,
              differences[select] === undefined
                ? '–'
                : english.differenceWithInterval(differences[select]),
              bounded(flipped),
            ]),
          ),
        ]),
  ];
}

function crossValidationBlocks({ crossValidation }: Results): string[] {
  if (crossValidation === undefined) return [];
  const { kind, folds, repeats, select, cells, procedures } = crossValidation;
  const rows =
    kind === 'repeated'
      ? cells.map(({ id, figures }) => [id, bounded(figures[select]), bounded(figures.macroF1)])
      : procedures.map(({ name, figures, chosen }) => [
          `${name}; chosen: ${Object.entries(chosen)
            .map(([cell, times]) => `${cell} (${times})`)
            .join(', ')}`,
          bounded(figures[select]),
          bounded(figures.macroF1),
        ]);
  return [
    heading(2, kind === 'repeated' ? 'Cross-validation' : 'Nested cross-validation'),
    paragraph(
      `${english.many(folds, 'fold')}, ${english.many(repeats, 'time')}; the interval is corrected for training rows that folds share (Nadeau and Bengio 2003).`,
    ),
    table([kind === 'repeated' ? 'Cell' : 'Selection', select, 'macroF1'], rows),
  ];
}

function searchBlocks({ search }: Results): string[] {
  if (search === undefined) return [];
  const { select, best, default: usual, optimism, trials } = search;
  return [
    heading(2, 'Search for settings'),
    paragraph(
      `${english.many(trials.length, 'trial')} on validation rows. Their best figure, ${english.number(optimism.best)}, is the best of many; corrected it is ${english.number(optimism.corrected)}.`,
    ),
    table(
      ['Settings', 'Hidden', 'Rate', 'Weight decay', 'Dropout', 'Test rows'],
      [settingsRow('found', best, select), settingsRow('usual', usual, select)],
    ),
  ];
}

function settingsRow(
  name: string,
  { settings, test }: NonNullable<Results['search']>['default'],
  select: string,
): string[] {
  const { hidden, rate, weightDecay, dropout } = settings;
  return [
    name,
    english.count(hidden),
    rate.toPrecision(2),
    weightDecay.toPrecision(2),
    english.number(dropout, 2),
    bounded(test[select]),
  ];
}

function baselineBlocks({ baselines }: Results): string[] {
  if (baselines === undefined) return [];
  return [
    heading(2, 'Training on raw data'),
    paragraph(
      `At most ${english.many(baselines.epochs, 'epoch')}; head ${baselines.head.name}. Times and memory are of the first seed, each way in a process of its own.`,
    ),
    table(
      ['Way', 'Accuracy', 'Macro F1', 'AUROC', 'Before training', 'Training', 'Peak memory'],
      baselines.ways.map(({ way, test, fits: [{ costs }] }) => [
        way,
        bounded(test.accuracy),
        bounded(test.macroF1),
        bounded(test.auroc),
        english.seconds(costs.preparation.wallSeconds),
        english.seconds(costs.training.wallSeconds),
        english.bytes(costs.memory.peakResidentBytes),
      ]),
    ),
    table(
      ['Raw ÷ embeddings', 'An epoch, extraction left out (the paper’s)', 'All until trained'],
      baselines.ratios.map(({ raw, paper, honest }) => [
        raw,
        english.number(paper, 1),
        english.number(honest, 1),
      ]),
    ),
  ];
}

function bounded(interval: Bounds | undefined): string {
  return interval === undefined ? '–' : english.withInterval(interval);
}
