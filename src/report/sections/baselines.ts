import { headlineMetrics } from '../../evaluate/index.ts';
import type {
  BaselineResult,
  BaselinesResult,
  CallTimes,
  Costs,
  Results,
} from '../../study/index.ts';
import { type Bar, bars } from '../charts/bars.ts';
import { intervalPhrase, metricLabel } from '../difference-sentence.ts';
import { figure, type Panel } from '../elements/figure.ts';
import { inEnglish } from '../elements/in-english.ts';
import { differenceCell, intervalCell } from '../elements/interval-cell.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import {
  formatBytes,
  formatCount,
  formatMany,
  formatNumber,
  formatSeconds,
  lowerFirst,
  undefinedFigure,
  upperFirst,
} from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { baselinesWords } from '../words/baselines.ts';
import { differencesWords } from '../words/differences.ts';
import type { Language } from '../words/languages.ts';

/** Training on raw data beside training on embeddings: how good each way is, and what it costs. */
export function baselinesSection(results: Results, language: Language): Markup | null {
  const { baselines } = results;
  if (baselines === undefined) return null;
  const words = baselinesWords[language];
  const { rows, epochs, ways, agreement } = baselines;
  const intro = words.intro(
    formatMany(rows.train, 'training row', language),
    formatMany(epochs, 'epoch', language),
    formatMany(ways[0].fits.length, 'seed', language),
  );
  return section({
    id: 'baselines',
    title: words.title,
    content: html`<p>${intro} ${rows.test < fewRows ? words.few(formatMany(rows.test, 'test row', language)) : null}</p>
<ul>
${ways.map(
  way => html`<li><strong>${words.ways[way.way]}</strong>: ${words.explained[way.way]}. ${augmentation(way, language)}</li>
`,
)}</ul>
${figuresTable(baselines, language)}${differencesTable(baselines, results, language)}${costFigure(baselines, language)}${costsTable(baselines, language)}${ratiosTable(baselines, language)}${
  agreement === null
    ? null
    : html`<p>${words.agreement(formatTiny(agreement.largestDifference), formatCount(agreement.otherClass, language))}</p>
`
}${methods(baselines, language)}`,
  });
}

/** Below it a difference of a few cases is most of an interval. */
const fewRows = 300;

function augmentation({ settings }: BaselineResult, language: Language): string | null {
  const { augment } = settings;
  const { augmented } = baselinesWords[language];
  return augment === 'none' || augment === 'flip' ? augmented[augment] : null;
}

function figuresTable({ ways }: BaselinesResult, language: Language): Markup {
  const words = baselinesWords[language];
  return table({
    id: 'baseline-figures',
    caption: words.figuresCaption,
    columns: [words.way, ...headlineMetrics.map(name => metricLabel(name, language))],
    rows: ways.map(({ way, test }) => ({
      heading: words.ways[way],
      cells: headlineMetrics.map(name => intervalCell(test[name], language)),
    })),
  });
}

function costFigure({ ways }: BaselinesResult, language: Language): Markup {
  const words = baselinesWords[language];
  const barsOf = (of: (costs: Costs) => number, text: (value: number) => string): Bar[] =>
    ways.map(way => {
      const value = meanCost(way, of);
      return { label: words.ways[way.way], value, text: text(value) };
    });
  const time = barsOf(untilTrained, value => formatSeconds(value, language));
  const memory = barsOf(
    ({ memory: { peakResidentBytes } }) => peakResidentBytes,
    value => formatBytes(value, language),
  );
  return figure(
    {
      caption: words.chartCaption,
      note: words.chartNote,
      panels: [
        panel('baseline-time', words.chartTime, time),
        panel('baseline-memory', words.chartMemory, memory),
      ],
      // The table beneath it holds them.
      tables: null,
    },
    language,
  );
}

function panel(id: string, heading: string, content: readonly Bar[]): Panel {
  const description = content.map(({ label, text }) => `${label}: ${text}`).join('; ');
  return { heading, chart: bars({ id, title: heading, description }, content) };
}

/** Paired, of every two ways that predict by themselves; nothing where there are none. */
function differencesTable(
  { differences }: BaselinesResult,
  results: Results,
  language: Language,
): Markup | null {
  if (differences.length === 0) return null;
  const words = baselinesWords[language];
  return table({
    id: 'baseline-differences',
    caption: differencesWords[language].caption(words.title, intervalPhrase(results, language)),
    columns: [words.way, ...headlineMetrics.map(name => metricLabel(name, language))],
    rows: differences.map(({ a, b, test }) => ({
      heading: `${words.ways[a]} − ${lowerFirst(words.ways[b])}`,
      cells: headlineMetrics.map(name => differenceCell(test[name], language)),
    })),
  });
}

function costsTable({ ways }: BaselinesResult, language: Language): Markup {
  const words = baselinesWords[language];
  const seconds = (of: (costs: Costs) => number) => (way: BaselineResult) =>
    formatSeconds(meanCost(way, of), language);
  const count = (value: number | null) =>
    value === null ? undefinedFigure : formatCount(value, language);
  const first = (of: (costs: Costs) => string) => (way: BaselineResult) => of(way.fits[0].costs);
  const bytes = (value: number | null) =>
    value === null ? undefinedFigure : formatBytes(value, language);
  const mebibytes = (value: number) => `${formatNumber(value, language, 2)} MiB`;
  const rows: readonly (readonly [string, (way: BaselineResult) => string])[] = [
    [words.preparation, seconds(({ preparation }) => preparation.wallSeconds)],
    [words.training, seconds(({ training }) => training.wallSeconds)],
    [
      words.epochs,
      way =>
        formatNumber(
          meanCost(way, ({ epochs }) => epochs),
          language,
          1,
        ),
    ],
    [words.epoch, seconds(({ training, epochs }) => training.wallSeconds / epochs)],
    [words.encoding, seconds(({ encodingSeconds }) => encodingSeconds)],
    [
      words.processor,
      seconds(
        ({ preparation, training }) => preparation.processorSeconds + training.processorSeconds,
      ),
    ],
    [words.rowsPerSecond, way => count(Math.round(meanCost(way, costs => costs.rowsPerSecond)))],
    [words.prediction, seconds(({ prediction }) => prediction.wallSeconds)],
    ...[0, 1].flatMap(i => callRows(ways, i, language)),
    [words.peak, first(({ memory }) => bytes(memory.peakResidentBytes))],
    [words.children, first(({ memory }) => bytes(memory.childrenBytes))],
    [words.paperModel, first(({ paperMemory }) => mebibytes(paperMemory.modelMiB))],
    [words.paperData, first(({ paperMemory }) => mebibytes(paperMemory.trainingMiB))],
    [words.modelFiles, first(({ bytesOnDisk }) => bytes(bytesOnDisk.models))],
    [words.vectors, first(({ bytesOnDisk }) => bytes(bytesOnDisk.vectors))],
    [words.trainedFile, first(({ bytesOnDisk }) => bytes(bytesOnDisk.trained))],
    [words.parameters, first(({ parameters }) => count(parameters.all))],
    [words.trainable, first(({ parameters }) => count(parameters.trained))],
    [words.encoderOperations, first(({ operations }) => count(operations.encoders))],
    [words.headOperations, first(({ operations }) => count(operations.head))],
    [words.energy, way => energyText(way, language)],
  ];
  return table({
    id: 'baseline-costs',
    caption: words.costsCaption,
    longHeadings: true,
    columns: [words.cost, ...ways.map(({ way }) => words.ways[way])],
    rows: rows.map(([heading, of]) => ({ heading, cells: ways.map(of) })),
  });
}

/** How long one call takes: the `i`-th size of a batch, from files, and from vectors. */
function callRows(
  ways: readonly BaselineResult[],
  i: number,
  language: Language,
): (readonly [string, (way: BaselineResult) => string])[] {
  const { latency, headLatency } = baselinesWords[language];
  const cases = (kind: 'whole' | 'head') => {
    const found = ways.flatMap(({ fits }) => fits[0].costs.latency[kind][i] ?? []);
    return found.length === 0 ? null : formatMany(found[0].batch, 'case', language);
  };
  const text = (kind: 'whole' | 'head') => (way: BaselineResult) =>
    callText(way.fits[0].costs.latency[kind][i], language);
  const [whole, head] = [cases('whole'), cases('head')];
  return [
    ...(whole === null ? [] : [[latency(whole), text('whole')] as const]),
    ...(head === null ? [] : [[headLatency(head), text('head')] as const]),
  ];
}

function callText(calls: CallTimes | undefined, language: Language): string {
  if (calls === undefined) return undefinedFigure;
  const { p50, p95, p99 } = calls;
  const decimals = p50 < 1 ? 2 : p50 < 10 ? 1 : 0;
  const times = [p50, p95, p99].map(time => formatNumber(time, language, decimals));
  // A line may end after a stroke alone.
  return `${times.join('\u00a0/ ')}\u00a0ms`;
}

function ratiosTable({ ratios }: BaselinesResult, language: Language): Markup | null {
  if (ratios.length === 0) return null;
  const words = baselinesWords[language];
  const times = (value: number | null) => `${formatNumber(value, language, 2)} ×`;
  const paidBack = (value: number | null) =>
    value === null ? words.never : formatNumber(value, language, 1);
  return table({
    id: 'baseline-ratios',
    caption: words.ratiosCaption,
    columns: [
      words.way,
      words.paperRatio,
      words.honestRatio,
      words.breakEvenEpochs,
      words.breakEvenFits,
    ],
    rows: ratios.map(({ raw, paper, honest, breakEvenEpochs, breakEvenFits }) => ({
      heading: words.ways[raw],
      cells: [times(paper), times(honest), paidBack(breakEvenEpochs), paidBack(breakEvenFits)],
    })),
  });
}

function methods({ ways }: BaselinesResult, language: Language): Markup {
  const [{ costs }] = ways[0].fits;
  const { memory, energy, operations } = costs;
  const text = baselinesWords[language].measured(memory.method, energy.note, operations.rule);
  const uncounted = [...new Set(ways.flatMap(({ fits }) => fits[0].costs.operations.uncounted))];
  return html`<p class="table-note">${inEnglish([text, ...uncounted.map(reason => `${upperFirst(reason)}.`)].join(' '), language)}</p>
`;
}

function untilTrained({ preparation, training }: Costs): number {
  return preparation.wallSeconds + training.wallSeconds;
}

function energyText(way: BaselineResult, language: Language): string {
  const joules = meanCost(way, ({ preparation, training }) =>
    preparation.joules === null || training.joules === null
      ? Number.NaN
      : preparation.joules + training.joules,
  );
  return Number.isNaN(joules) ? undefinedFigure : `${formatCount(Math.round(joules), language)} J`;
}

function meanCost({ fits }: BaselineResult, of: (costs: Costs) => number): number {
  return fits.reduce((sum, { costs }) => sum + of(costs), 0) / fits.length;
}

/** A difference that rounding makes, as a power of ten: `2e-7`, or 0. */
function formatTiny(value: number): string {
  return value === 0 ? '0' : value.toExponential(0);
}
