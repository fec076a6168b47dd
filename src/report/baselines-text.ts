import type { BaselineFit, BaselineResult, BaselinesResult, CostRatio } from '../study/index.ts';
import {
  formatBytes,
  formatCount,
  formatEstimate,
  formatMilliseconds,
  formatNumber,
  formatRange,
  formatSeconds,
  undefinedFigure,
} from './format.ts';
import { wrapped } from './wrapped.ts';

const width = 100;
const labelWidth = 34;
const columnWidth = 22;

/**
 * The baselines of a study as plain text for a terminal, at most 100 columns wide: how good each
 * way is on test rows, what it costs, and how much longer training on raw data takes.
 *
 * @example
 * console.log(baselinesText(await studyBaselines(plan)));
 */
export function baselinesText(results: BaselinesResult): string {
  const { ways, ratios, agreement, rows } = results;
  const lines = [
    `${formatCount(rows.train, 'en')} rows for training, ${formatCount(rows.validation, 'en')} for stopping, ${formatCount(rows.test, 'en')} for the figures; at most ${results.epochs} epochs`,
    line(
      '',
      ways.map(({ way }) => way),
    ),
    ...figureLines(ways),
    ...costRows.map(([label, of]) =>
      line(
        label,
        ways.map(({ fits }) => of(fits)),
      ),
    ),
    '',
    ...ratios.flatMap(ratioLines),
    ...(agreement === null
      ? []
      : wrapped(
          `Cached and uncached give the same predictions: they differ by at most ${agreement.largestDifference.toPrecision(2)} in any probability, and in ${agreement.otherClass} predicted classes.`,
          '- ',
          '  ',
          width,
        )),
  ];
  return lines.join('\n');
}

function figureLines(ways: readonly BaselineResult[]): string[] {
  const shown = [
    ['accuracy', 'accuracy'],
    ['macroF1', 'macro F1'],
    ['auroc', 'AUROC, mean over classes'],
  ] as const;
  return shown.map(([name, label]) =>
    line(
      label,
      ways.map(({ test }) => {
        const found = test[name];
        return found === undefined
          ? undefinedFigure
          : `${formatEstimate(found, 'en')} (${formatRange(found, 'en').replace(' to ', '–')})`;
      }),
    ),
  );
}

type CostRow = readonly [label: string, of: (fits: readonly BaselineFit[]) => string];

const costRows: readonly CostRow[] = [
  ['extraction or decoding, once', seconds(({ costs }) => costs.preparation.wallSeconds)],
  ['training', seconds(({ costs }) => costs.training.wallSeconds)],
  [
    '  epochs',
    fits =>
      formatNumber(
        mean(fits, ({ epochs }) => epochs),
        'en',
        1,
      ),
  ],
  ['  an epoch', seconds(({ costs, epochs }) => costs.training.wallSeconds / epochs)],
  [
    'processor, both',
    seconds(({ costs }) => costs.preparation.processorSeconds + costs.training.processorSeconds),
  ],
  ['all test rows', seconds(({ costs }) => costs.prediction.wallSeconds)],
  ['a case, p50 / p95 / p99', fits => callsText(fits[0].costs.latency.whole[0])],
  [
    'peak resident memory',
    fits => formatBytes(Math.max(...fits.map(({ costs }) => costs.memory.peakResidentBytes)), 'en'),
  ],
  ['parameters trained', fits => formatCount(fits[0].costs.parameters.trained, 'en')],
];

function seconds(of: (fit: BaselineFit) => number): CostRow[1] {
  return fits => formatSeconds(mean(fits, of), 'en');
}

function mean(fits: readonly BaselineFit[], of: (fit: BaselineFit) => number): number {
  return fits.reduce((sum, fit) => sum + of(fit), 0) / fits.length;
}

function callsText(calls: BaselineFit['costs']['latency']['whole'][number] | undefined): string {
  if (calls === undefined) return undefinedFigure;
  const [p50, p95] = [calls.p50, calls.p95].map(time => time.toFixed(time < 10 ? 1 : 0));
  return `${p50} / ${p95} / ${formatMilliseconds(calls.p99, 'en')}`;
}

function ratioLines({ raw, paper, honest, breakEvenEpochs, breakEvenFits }: CostRatio): string[] {
  const paidBack =
    breakEvenEpochs === null || breakEvenFits === null
      ? 'extraction is never paid back.'
      : `extraction is paid back after ${formatNumber(breakEvenEpochs, 'en', 1)} epochs, or ${formatNumber(breakEvenFits, 'en', 1)} trainings.`;
  return wrapped(
    `An epoch of ${raw} takes ${formatNumber(paper, 'en', 1)} times as long as one on embeddings, extraction left out as in the paper; with extraction and decoding counted once, the whole takes ${formatNumber(honest, 'en', 1)} times as long; ${paidBack}`,
    '- ',
    '  ',
    width,
  );
}

function line(label: string, cells: readonly string[]): string {
  return [label.padEnd(labelWidth), ...cells.map(cell => cell.padEnd(columnWidth))]
    .join('')
    .trimEnd();
}
