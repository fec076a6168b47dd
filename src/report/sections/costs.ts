import type { Cell, EncoderResult, LatencyFigures, Results } from '../../study/index.ts';
import { bestCells, meanOfFits } from '../cells.ts';
import { type Bar, bars } from '../charts/bars.ts';
import { facts } from '../elements/facts.ts';
import { figure, type Panel } from '../elements/figure.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import {
  formatBytes,
  formatCount,
  formatMany,
  formatMilliseconds,
  formatSeconds,
  shortened,
  undefinedFigure,
} from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { headPhrase } from '../names.ts';
import type { Language } from '../words/languages.ts';

/** What the study cost, the making of the embeddings included. */
export function costsSection(results: Results, language: Language): Markup {
  const { costs, cells, evaluation } = results;
  const training = trainingSeconds(cells);
  return section({
    id: 'costs',
    title: 'What it cost',
    content: html`<p>${extractionSentence(results, language)} Training all ${formatMany(cells.length, 'cell', language)} of the grid under all seeds took ${formatSeconds(training, language)}. ${thisRun(results, language)}</p>
${costCharts(results, training, language)}${facts([
  ['This run, by the clock', formatSeconds(costs.wallSeconds, language)],
  ['This run, processor time', formatSeconds(costs.processorSeconds, language)],
  ['Peak resident memory', formatBytes(costs.peakResidentBytes, language)],
  [
    'Embeddings on disk',
    formatBytes(sum(results.encoders.map(({ bytesOnDisk }) => bytesOnDisk)), language),
  ],
  ...bestHeadFacts(results, language),
])}${encoderTable(results, language)}${
  costs.headLatency === null
    ? null
    : html`<p class="table-note">Times for one case are medians over cases taken one at a time after a warm-up, on this machine; the time for one case as a whole is the sum of the medians. Reading the file is not in it. Training and inference of each head are in the <a href="#results">results</a> (${formatMany(evaluation.testRows, 'test row', language)} at once).</p>
`
}`,
  });
}

function extractionSentence({ encoders }: Results, language: Language): string {
  const vectors = sum(encoders.map(({ extraction }) => extraction.vectors));
  const seconds = sum(encoders.map(({ extraction }) => extraction.seconds));
  return `Making ${formatMany(vectors, 'embedding', language)} took ${formatSeconds(seconds, language)}, over all runs that filled the store; they are made once and used by every head.`;
}

function thisRun({ costs, cells, encoders }: Results, language: Language): string {
  const made = sum(encoders.map(({ encodedNow }) => encodedNow));
  const all = sum(encoders.map(({ extraction }) => extraction.vectors));
  const rest =
    made === all && costs.cellsTrainedNow === cells.length
      ? ''
      : '; the rest was there from earlier';
  return `This run made ${formatMany(made, 'embedding', language)} and trained ${formatCount(costs.cellsTrainedNow, language)} of ${formatMany(cells.length, 'cell', language)}${rest}.`;
}

function costCharts(results: Results, training: number, language: Language): Markup {
  const spent: Bar[] = [
    ...results.encoders.map(encoder => ({
      label: `Embeddings: ${encoder.modality} ${shortened(encoder.name, 26)}`,
      value: encoder.extraction.seconds,
      text: formatSeconds(encoder.extraction.seconds, language),
    })),
    { label: 'Training, the whole grid', value: training, text: formatSeconds(training, language) },
    ...bestTraining(results, language),
  ];
  const latency = latencyBars(results, language);
  const panels: Panel[] = [
    panelOf('Where the time went', 'cost-time', spent),
    ...(latency.length === 0 ? [] : [panelOf('Time for one new case', 'cost-latency', latency)]),
  ];
  return figure(
    {
      caption: 'Time, measured on this machine',
      note: 'The bars of a panel start at 0 and share one scale.',
      panels,
      tables: panelTables([
        ['cost-time', 'Where the time went', spent],
        ['cost-latency', 'Time for one new case (median)', latency],
      ]),
    },
    language,
  );
}

function panelOf(heading: string, id: string, content: readonly Bar[]): Panel {
  const description = content.map(({ label, text }) => `${label}: ${text}`).join('; ');
  return { heading, chart: bars({ id, title: heading, description }, content) };
}

function panelTables(entries: readonly (readonly [string, string, readonly Bar[]])[]): Markup[] {
  return entries
    .filter(([, , content]) => content.length > 0)
    .map(([id, caption, content]) =>
      table({
        id: `${id}-table`,
        caption,
        columns: ['What', 'Time'],
        rows: content.map(({ label, text }) => ({ heading: label, cells: [text] })),
      }),
    );
}

function bestTraining(results: Results, language: Language): Bar[] {
  const { fused, single } = bestCells(results);
  const best = fused ?? single;
  if (best === null) return [];
  const value = meanOfFits(best, 'trainingSeconds');
  return [
    {
      label: `Training, ${headPhrase(best, results, language)}, one seed`,
      value,
      text: formatSeconds(value, language),
    },
  ];
}

function latencyBars(results: Results, language: Language): Bar[] {
  const { fused } = bestCells(results);
  const parts: [string, LatencyFigures | null][] = [
    ...encodersOf(fused, results).map((encoder): [string, LatencyFigures | null] => [
      `Encode the ${encoder.modality}: ${shortened(encoder.name, 26)}`,
      encoder.latency,
    ]),
    ['Align and classify', results.costs.headLatency],
  ];
  const known = parts.flatMap(([label, latency]) =>
    latency === null
      ? []
      : [{ label, value: latency.median, text: formatMilliseconds(latency.median, language) }],
  );
  if (known.length < parts.length) return known;
  const whole = sum(known.map(({ value }) => value));
  return [...known, { label: 'Together', value: whole, text: formatMilliseconds(whole, language) }];
}

/** The encoders that a fused head reads. */
function encodersOf(cell: Cell | null, { encoders }: Results): EncoderResult[] {
  return cell === null ? [] : encoders.filter(({ id }) => id === cell.image || id === cell.text);
}

function bestHeadFacts(results: Results, language: Language): [string, string][] {
  const { fused } = bestCells(results);
  if (fused === null) return [];
  return [
    [
      `Parameters, ${headPhrase(fused, results, language)}`,
      formatCount(fused.parameters, language),
    ],
  ];
}

function encoderTable({ encoders }: Results, language: Language): Markup {
  return table({
    id: 'encoders',
    caption: 'Encoders: the cost of the embeddings',
    columns: [
      'Encoder',
      'Numbers in a vector',
      'Vectors made',
      'Time',
      'Vectors a second',
      'On disk',
      'One case, median',
      'One case, 95th percentile',
    ],
    rows: encoders.map(encoder => ({
      heading: `${encoder.modality} ${encoder.name}`,
      cells: [
        formatCount(encoder.dimension, language),
        formatCount(encoder.extraction.vectors, language),
        formatSeconds(encoder.extraction.seconds, language),
        encoder.extraction.perSecond === null
          ? undefinedFigure
          : formatCount(encoder.extraction.perSecond, language),
        formatBytes(encoder.bytesOnDisk, language),
        encoder.latency === null
          ? undefinedFigure
          : formatMilliseconds(encoder.latency.median, language),
        encoder.latency === null
          ? undefinedFigure
          : formatMilliseconds(encoder.latency.p95, language),
      ],
    })),
  });
}

function trainingSeconds(cells: readonly Cell[]): number {
  return sum(cells.flatMap(({ fits }) => fits.map(fit => fit.trainingSeconds)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
