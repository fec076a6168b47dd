import type { CalibratedCell, ReliabilityBinResult, Results } from '../../study/index.ts';
import { cellOf } from '../cells.ts';
import { reliabilityDiagram } from '../charts/reliability-diagram.ts';
import { differenceSentence, metricLabel } from '../difference-sentence.ts';
import { figure, type Panel } from '../elements/figure.ts';
import { differenceCell, intervalCell } from '../elements/interval-cell.ts';
import { legend } from '../elements/legend.ts';
import { table } from '../elements/table.ts';
import { formatCount, formatMany, formatNumber, upperFirst } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import type { Language } from '../words/languages.ts';
import { reliabilityWords } from '../words/reliability.ts';
import { trustWords } from '../words/trust.ts';

/** Whether probabilities come true, before and after calibration. */
export function reliabilityPart(results: Results, language: Language): Markup {
  const cells = results.calibration?.cells ?? [];
  return cells.length === 0
    ? html``
    : html`${cells.map((cell, k) => calibrationTable(cell, k, results, language))}<ul>${cells.flatMap(
        cell => changes(cell, results, language).map(text => html`<li>${text}</li>`),
      )}</ul>
${diagrams(cells, results, language)}`;
}

/** A row a figure: before, after and change side by side fit a page. */
function calibrationTable(
  cell: CalibratedCell,
  k: number,
  results: Results,
  language: Language,
): Markup {
  const words = trustWords[language];
  const { method, before, after, change } = cell;
  const shown = ['logLoss', 'brier', 'ece', 'balancedAccuracy'] as const;
  return table({
    id: `trust-calibration-${k}`,
    caption: words.calibration(headOf(cell, results, language), words.methods[method]),
    columns: [words.metric, words.before, words.after, words.change],
    rows: shown.map(name => ({
      heading: metricLabel(name, language),
      cells: [
        intervalCell(before[name], language),
        intervalCell(after[name], language),
        differenceCell(change[name], language),
      ],
    })),
  });
}

/** What calibration changed, and whether it can change what is called. */
function changes(cell: CalibratedCell, results: Results, language: Language): string[] {
  const words = reliabilityWords[language];
  const { method, change, tried } = cell;
  const head = headOf(cell, results, language);
  if (method === 'none') return tried.length === 0 ? [] : [words.keptNone(head)];
  const action = words.calibrating(trustWords[language].methods[method], head);
  const told = (metric: keyof typeof change) =>
    differenceSentence(action, change[metric], metric, results, language);
  const figures = [told('logLoss'), told('brier'), told('ece')];
  return method === 'temperature'
    ? [...figures, words.movesNone]
    : [...figures, `${words.moves} ${told('balancedAccuracy')}`];
}

interface Diagram {
  readonly id: string;
  readonly name: string;
  readonly bins: readonly ReliabilityBinResult[];
}

function diagrams(cells: readonly CalibratedCell[], results: Results, language: Language): Markup {
  const words = reliabilityWords[language];
  const drawn = cells.flatMap((cell, k): Diagram[] => {
    const head = upperFirst(headOf(cell, results, language));
    const { before, after } = cell.reliability;
    const method = trustWords[language].methods[cell.method];
    return [
      { id: `reliability-${k}-before`, name: words.before(head), bins: before },
      ...(cell.method === 'none'
        ? []
        : [{ id: `reliability-${k}-after`, name: words.after(head, method), bins: after }]),
    ];
  });
  const ofClass = cells.some(({ reliability }) => reliability.of === 'class');
  return figure(
    {
      caption: words.caption,
      note: words.note(ofClass ? results.dataset.classes[1] : null),
      panels: drawn.map(diagram => panelOf(diagram, language)),
      size: 'third',
      legend: legend([
        ['clear', words.bin],
        ['chance', words.ideal],
      ]),
      tables: drawn.map(diagram => binTable(diagram, language)),
    },
    language,
  );
}

function panelOf({ id, name, bins }: Diagram, language: Language): Panel {
  const words = reliabilityWords[language];
  const points = bins.flatMap(({ rows, predicted, observed }) =>
    predicted === null
      ? []
      : [
          words.point(
            formatNumber(predicted, language, 2),
            formatNumber(observed.estimate, language, 2),
            formatMany(rows, 'row', language),
          ),
        ],
  );
  return {
    heading: name,
    chart: reliabilityDiagram(
      { id, title: words.diagram(name), description: `${upperFirst(points.join('; '))}.` },
      bins,
      language,
    ),
  };
}

function binTable({ id, name, bins }: Diagram, language: Language): Markup {
  const words = reliabilityWords[language];
  return table({
    id: `${id}-bins`,
    caption: words.table(name),
    columns: [words.band, words.rows, words.predicted, words.observed],
    rows: bins.map(({ low, high, rows, predicted, observed }) => ({
      heading: `${formatNumber(low, language, 1)}–${formatNumber(high, language, 1)}`,
      cells: [
        formatCount(rows, language),
        formatNumber(predicted, language),
        intervalCell(observed, language),
      ],
    })),
  });
}

function headOf({ cell }: CalibratedCell, results: Results, language: Language): string {
  return cellPhrase(cellOf(results, cell), results, language);
}
