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
import { costsWords } from '../words/costs.ts';
import type { Language } from '../words/languages.ts';
import { nameWords } from '../words/names.ts';

/** What the study cost, the making of the embeddings included. */
export function costsSection(results: Results, language: Language): Markup {
  const words = costsWords[language];
  const { costs, cells, evaluation } = results;
  const training = trainingSeconds(cells);
  return section({
    id: 'costs',
    title: words.title,
    content: html`<p>${extractionSentence(results, language)} ${words.training(formatMany(cells.length, 'cell', language), formatSeconds(training, language))} ${thisRun(results, language)}</p>
${costCharts(results, training, language)}${facts([
  [words.wall, formatSeconds(costs.wallSeconds, language)],
  [words.processor, formatSeconds(costs.processorSeconds, language)],
  [words.peak, formatBytes(costs.peakResidentBytes, language)],
  [
    words.onDisk,
    formatBytes(sum(results.encoders.map(({ bytesOnDisk }) => bytesOnDisk)), language),
  ],
  ...bestHeadFacts(results, language),
])}${encoderTable(results, language)}${
  costs.headLatency === null
    ? null
    : html`<p class="table-note">${words.oneCase(formatMany(evaluation.testRows, 'test row', language))}</p>
`
}`,
  });
}

function extractionSentence({ encoders }: Results, language: Language): string {
  const vectors = sum(encoders.map(({ extraction }) => extraction.vectors));
  const seconds = sum(encoders.map(({ extraction }) => extraction.seconds));
  return costsWords[language].making(
    formatMany(vectors, 'embedding', language),
    formatSeconds(seconds, language),
  );
}

function thisRun({ costs, cells, encoders }: Results, language: Language): string {
  const words = costsWords[language];
  const made = sum(encoders.map(({ encodedNow }) => encodedNow));
  const all = sum(encoders.map(({ extraction }) => extraction.vectors));
  const rest = made === all && costs.cellsTrainedNow === cells.length ? '' : words.fromEarlier;
  const here = words.thisRun(
    formatMany(made, 'embedding', language),
    formatCount(costs.cellsTrainedNow, language),
    formatMany(cells.length, 'cell', language),
  );
  return `${here}${rest}.`;
}

function costCharts(results: Results, training: number, language: Language): Markup {
  const words = costsWords[language];
  const spent: Bar[] = [
    ...results.encoders.map(encoder => ({
      label: words.embeddings(
        `${nameWords[language][encoder.modality]} ${shortened(encoder.name, 26)}`,
      ),
      value: encoder.extraction.seconds,
      text: formatSeconds(encoder.extraction.seconds, language),
    })),
    { label: words.wholeGrid, value: training, text: formatSeconds(training, language) },
    ...bestTraining(results, language),
  ];
  const latency = latencyBars(results, language);
  const panels: Panel[] = [
    panelOf(words.timeSpent, 'cost-time', spent),
    ...(latency.length === 0 ? [] : [panelOf(words.newCase, 'cost-latency', latency)]),
  ];
  return figure(
    {
      caption: words.measured,
      note: words.scale,
      panels,
      tables: panelTables(
        [
          ['cost-time', words.timeSpent, spent],
          ['cost-latency', words.newCaseMedian, latency],
        ],
        language,
      ),
    },
    language,
  );
}

function panelOf(heading: string, id: string, content: readonly Bar[]): Panel {
  const description = content.map(({ label, text }) => `${label}: ${text}`).join('; ');
  return { heading, chart: bars({ id, title: heading, description }, content) };
}

function panelTables(
  entries: readonly (readonly [string, string, readonly Bar[]])[],
  language: Language,
): Markup[] {
  return entries
    .filter(([, , content]) => content.length > 0)
    .map(([id, caption, content]) =>
      table({
        id: `${id}-table`,
        caption,
        columns: costsWords[language].columns,
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
      label: costsWords[language].oneSeed(headPhrase(best, results, language)),
      value,
      text: formatSeconds(value, language),
    },
  ];
}

function latencyBars(results: Results, language: Language): Bar[] {
  const words = costsWords[language];
  const { fused } = bestCells(results);
  const parts: [string, LatencyFigures | null][] = [
    ...encodersOf(fused, results).map((encoder): [string, LatencyFigures | null] => [
      words.encode(encoder.modality, shortened(encoder.name, 26)),
      encoder.latency,
    ]),
    [words.classify, results.costs.headLatency],
  ];
  const known = parts.flatMap(([label, latency]) =>
    latency === null
      ? []
      : [{ label, value: latency.median, text: formatMilliseconds(latency.median, language) }],
  );
  if (known.length < parts.length) return known;
  const whole = sum(known.map(({ value }) => value));
  return [
    ...known,
    { label: words.together, value: whole, text: formatMilliseconds(whole, language) },
  ];
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
      costsWords[language].parameters(headPhrase(fused, results, language)),
      formatCount(fused.parameters, language),
    ],
  ];
}

function encoderTable({ encoders }: Results, language: Language): Markup {
  return table({
    id: 'encoders',
    caption: costsWords[language].encoders,
    columns: costsWords[language].encoderColumns,
    rows: encoders.map(encoder => ({
      heading: `${nameWords[language][encoder.modality]} ${encoder.name}`,
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
