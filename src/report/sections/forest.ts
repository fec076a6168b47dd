import { metrics } from '../../evaluate/index.ts';
import type { Comparison, Results } from '../../study/index.ts';
import { cellOf } from '../cells.ts';
import { type IntervalMark, intervalPlot, sharedDomain } from '../charts/interval-plot.ts';
import { intervalsPhrase, metricPhrase } from '../difference-sentence.ts';
import { figure, type Panel } from '../elements/figure.ts';
import { legend } from '../elements/legend.ts';
import { formatDifference, formatDifferenceWithInterval, shortened } from '../format.ts';
import type { Markup } from '../markup.ts';
import { cellLabel, pairName } from '../names.ts';
import { excludesZero } from '../verdict.ts';
import { differencesWords } from '../words/differences.ts';
import type { Language } from '../words/languages.ts';

/** Comparisons that answer one question. */
export interface AskedQuestion {
  readonly id: Comparison['question'];
  readonly title: string;
  readonly comparisons: readonly Comparison[];
}

/** A forest plot of each question; effects of different questions may differ tenfold in size. */
export function forest(
  questions: readonly AskedQuestion[],
  results: Results,
  language: Language,
): Markup {
  const words = differencesWords[language];
  const { select } = results.evaluation;
  const betterRight = metrics[select].direction === 'higher';
  return figure(
    {
      caption: words.forest(metricPhrase(select, language)),
      note: words.forestNote(intervalsPhrase(results, language), betterRight),
      panels: questions.flatMap(question => panelsOf(question, results, language)),
      legend: legend([
        ['clear', words.clear],
        ['unclear', words.unclear],
      ]),
      tables: null,
    },
    language,
  );
}

/** One panel for each pair of encoders, on the scale of the question. */
function panelsOf(
  { id, title, comparisons }: AskedQuestion,
  results: Results,
  language: Language,
): Panel[] {
  const axis = differencesWords[language].axis(metricPhrase(results.evaluation.select, language));
  const groups = new Map<string, Comparison[]>();
  for (const comparison of comparisons) {
    const pair = pairName(cellOf(results, comparison.a), results, language);
    groups.set(pair, [...(groups.get(pair) ?? []), comparison]);
  }
  const drawn = [...groups].map(([pair, group]) => ({
    heading: groups.size > 1 ? `${title}: ${pair}` : title,
    marks: group.flatMap(comparison => markOf(comparison, results, language)),
    description: group.map(comparison => describe(comparison, results, language)).join('; '),
  }));
  const domain = sharedDomain(
    drawn.flatMap(({ marks }) => marks),
    0,
  );
  return drawn.map(({ heading, marks, description }, k) => ({
    heading,
    chart: intervalPlot(
      { id: `forest-${id}-${k}`, title: `${axis}: ${heading}`, description },
      marks,
      { axis, reference: 0, domain },
      language,
    ),
  }));
}

function markOf(comparison: Comparison, results: Results, language: Language): IntervalMark[] {
  const difference = comparison.differences[results.evaluation.select];
  const { estimate, low, high } = difference;
  if (estimate === null || low === null || high === null) return [];
  return [
    {
      label: shortened(labelOf(comparison, results, language), 50),
      value: formatDifference(difference, language),
      estimate,
      low,
      high,
      filled: excludesZero(difference),
    },
  ];
}

function labelOf({ a }: Comparison, results: Results, language: Language): string {
  return cellLabel(cellOf(results, a), results, language);
}

function describe(comparison: Comparison, results: Results, language: Language): string {
  const difference = comparison.differences[results.evaluation.select];
  return `${labelOf(comparison, results, language)}: ${formatDifferenceWithInterval(difference, language)}`;
}
