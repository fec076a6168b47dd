import type { Cell, Results } from '../../study/index.ts';
import { type IntervalMark, intervalPlot, sharedDomain } from '../charts/interval-plot.ts';
import { intervalsPhrase, metricLabel, metricPhrase } from '../difference-sentence.ts';
import { figure } from '../elements/figure.ts';
import { formatEstimate, formatWithInterval, shortened } from '../format.ts';
import type { Markup } from '../markup.ts';
import { alignmentName, encoderName, headName, isSingle, pairName } from '../names.ts';
import type { Language } from '../words/languages.ts';
import { resultsWords } from '../words/results.ts';

/** The cells' figures that the study chose by, with their intervals, on one scale. */
export function overview(
  cells: readonly Cell[],
  results: Results,
  language: Language,
): Markup | null {
  const words = resultsWords[language];
  const { select } = results.evaluation;
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = isSingle(cell) ? words.single : words.fused(pairName(cell, results, language));
    groups.set(name, [...(groups.get(name) ?? []), cell]);
  }
  const drawn = [...groups]
    .map(([heading, group]) => ({
      heading,
      marks: group.flatMap(cell => markOf(cell, results, language)),
      description: group.map(cell => describe(cell, results, language)).join('; '),
    }))
    .filter(({ marks }) => marks.length > 0);
  if (drawn.length === 0) return null;
  const domain = sharedDomain(drawn.flatMap(({ marks }) => marks));
  const label = metricLabel(select, language);
  return figure(
    {
      caption: words.overview(metricPhrase(select, language)),
      note: words.overviewNote(intervalsPhrase(results, language)),
      panels: drawn.map(({ heading, marks, description }, k) => ({
        heading,
        chart: intervalPlot(
          { id: `overview-${k}`, title: words.onTestRows(label, heading), description },
          marks,
          { axis: label, domain },
          language,
        ),
      })),
      tables: null,
    },
    language,
  );
}

function markOf(cell: Cell, results: Results, language: Language): IntervalMark[] {
  const figures = cell.test[results.evaluation.select];
  const { estimate, low, high } = figures;
  if (estimate === null || low === null || high === null) return [];
  const detail = isSingle(cell) ? encoderOf(cell, results) : alignmentName(cell.aligner, language);
  const label = shortened(`${headName(cell, results, language)} · ${detail}`, 50);
  return [{ label, value: formatEstimate(figures, language), estimate, low, high, filled: true }];
}

function encoderOf({ image, text }: Cell, results: Results): string {
  return encoderName(image ?? text ?? '', results);
}

function describe(cell: Cell, results: Results, language: Language): string {
  const figures = cell.test[results.evaluation.select];
  return `${headName(cell, results, language)} ${formatWithInterval(figures, language)}`;
}
