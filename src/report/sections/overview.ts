import { metrics } from '../../evaluate/index.ts';
import type { Cell, Results } from '../../study/index.ts';
import { type IntervalMark, intervalPlot, sharedDomain } from '../charts/interval-plot.ts';
import { intervalPhrase, metricPhrase } from '../difference-sentence.ts';
import { figure } from '../elements/figure.ts';
import { formatEstimate, formatRange, shortened } from '../format.ts';
import type { Markup } from '../markup.ts';
import { alignmentName, encoderName, headName, isSingle, pairName } from '../names.ts';

/** The cells' figures that the study chose by, with their intervals, on one scale. */
export function overview(cells: readonly Cell[], results: Results): Markup | null {
  const { select } = results.evaluation;
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = isSingle(cell) ? 'Single modalities' : `Fused: ${pairName(cell, results)}`;
    groups.set(name, [...(groups.get(name) ?? []), cell]);
  }
  const drawn = [...groups]
    .map(([heading, group]) => ({
      heading,
      marks: group.flatMap(cell => markOf(cell, results)),
      description: group.map(cell => describe(cell, results)).join('; '),
    }))
    .filter(({ marks }) => marks.length > 0);
  if (drawn.length === 0) return null;
  const domain = sharedDomain(drawn.flatMap(({ marks }) => marks));
  const { label } = metrics[select];
  return figure({
    caption: `Test ${metricPhrase(select)} of each head`,
    note: `With ${intervalPhrase(results)}s; all panels share one scale. The table below has the same figures.`,
    panels: drawn.map(({ heading, marks, description }, k) => ({
      heading,
      chart: intervalPlot(
        { id: `overview-${k}`, title: `${label} on test rows: ${heading}`, description },
        marks,
        { axis: label, domain },
      ),
    })),
    tables: null,
  });
}

function markOf(cell: Cell, results: Results): IntervalMark[] {
  const figures = cell.test[results.evaluation.select];
  const { estimate, low, high } = figures;
  if (estimate === null || low === null || high === null) return [];
  const detail = isSingle(cell) ? encoderOf(cell, results) : alignmentName(cell.aligner);
  const label = shortened(`${headName(cell, results)} · ${detail}`, 50);
  return [{ label, value: formatEstimate(figures), estimate, low, high, filled: true }];
}

function encoderOf({ image, text }: Cell, results: Results): string {
  return encoderName(image ?? text ?? '', results);
}

function describe(cell: Cell, results: Results): string {
  const figures = cell.test[results.evaluation.select];
  return `${headName(cell, results)} ${formatEstimate(figures)} (${formatRange(figures)})`;
}
