import { metrics } from '../../evaluate/index.ts';
import type { Results } from '../../study/index.ts';
import { bestCells, cellOf } from '../cells.ts';
import { intervalPhrase, metricLabel, metricPhrase } from '../difference-sentence.ts';
import { cellHeading } from '../elements/cell-heading.ts';
import { differenceCell } from '../elements/interval-cell.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatMany, formatNumber, formatPercent } from '../format.ts';
import { formatPFigure } from '../joint-signal-finding.ts';
import { html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import { shownMetrics } from '../shown-metrics.ts';
import { differencesWords } from '../words/differences.ts';
import { jointSignalWords } from '../words/joint-signal.ts';
import type { Language } from '../words/languages.ts';
import { type AskedQuestion, forest } from './forest.ts';

/** Both questions of the study, answered by paired differences. */
export function differencesSection(results: Results, language: Language): Markup | null {
  const questions = questionsOf(results, language).filter(
    ({ comparisons }) => comparisons.length > 0,
  );
  if (questions.length === 0) return null;
  const words = differencesWords[language];
  const { select, level } = results.evaluation;
  const { length } = results.comparisons;
  const chance = formatNumber((1 - level) * length, language, 1);
  return section({
    id: 'differences',
    title: words.title,
    content: html`<p>${words.paired}</p>
${testsParagraph(results, language)}<p>${words.uncorrected(formatMany(length, 'comparison', language), chance, metricPhrase(select, language))}</p>
${forest(questions, results, language)}${questions.map(question => differenceTable(question, results, language))}`,
  });
}

/** What the p's of the tables are; nothing where the run has none. */
function testsParagraph({ comparisons, evaluation }: Results, language: Language): Markup | null {
  if (comparisons.every(({ tests }) => tests === undefined)) return null;
  const count = formatMany(comparisons.length, 'comparison', language);
  return html`<p>${jointSignalWords[language].corrected(count, metricPhrase(evaluation.select, language))}</p>
`;
}

function questionsOf(results: Results, language: Language): AskedQuestion[] {
  const words = differencesWords[language];
  const { single } = bestCells(results);
  const against = single === null ? words.aSingle : cellPhrase(single, results, language);
  const asked = (wanted: AskedQuestion['id']) =>
    results.comparisons.filter(({ question }) => question === wanted);
  return [
    { id: 'fusion', title: words.fusion(against), comparisons: asked('fusion') },
    { id: 'alignment', title: words.alignment, comparisons: asked('alignment') },
  ];
}

function differenceTable(
  { id, title, comparisons }: AskedQuestion,
  results: Results,
  language: Language,
): Markup {
  const words = differencesWords[language];
  const { select } = results.evaluation;
  const tests = jointSignalWords[language];
  const tested = comparisons.some(each => each.tests !== undefined);
  return table({
    id: `differences-${id}`,
    caption: words.caption(title, intervalPhrase(results, language)),
    columns: [
      words.head,
      ...shownMetrics(results).map(name =>
        metrics[name].direction === 'lower'
          ? words.lowerIsBetter(metricLabel(name, language))
          : metricLabel(name, language),
      ),
      words.above(metricPhrase(select, language)),
      ...(tested ? [tests.permutationColumn, tests.holmColumn] : []),
    ],
    rows: comparisons.map(({ a, differences, tests }) => ({
      heading: cellHeading(cellOf(results, a), results, language),
      cells: [
        ...shownMetrics(results).map(name => differenceCell(differences[name], language)),
        formatPercent(differences[select].shareAbove),
        ...(tested
          ? [tests?.permutation, tests?.holm].map(p => formatPFigure(p ?? null, language))
          : []),
      ],
    })),
  });
}
