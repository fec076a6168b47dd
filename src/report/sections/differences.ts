import { headlineMetrics, metrics } from '../../evaluate/index.ts';
import type { Results } from '../../study/index.ts';
import { bestCells, cellOf } from '../cells.ts';
import { metricPhrase } from '../difference-sentence.ts';
import { cellHeading } from '../elements/cell-heading.ts';
import { differenceCell } from '../elements/interval-cell.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatMany, formatNumber, formatPercent } from '../format.ts';
import { formatP } from '../joint-signal-finding.ts';
import { html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import { jointSignalWords } from '../words/joint-signal.ts';
import type { Language } from '../words/languages.ts';
import { type AskedQuestion, forest } from './forest.ts';

/** Both questions of the study, answered by paired differences. */
export function differencesSection(results: Results, language: Language): Markup | null {
  const questions = questionsOf(results, language).filter(
    ({ comparisons }) => comparisons.length > 0,
  );
  if (questions.length === 0) return null;
  const { select, level } = results.evaluation;
  const { length } = results.comparisons;
  const chance = formatNumber((1 - level) * length, language, 1);
  return section({
    id: 'differences',
    title: 'Paired differences',
    content: html`<p>Both sides of a difference are measured on the same resamples of the same test rows, so that what makes a resample easy or hard for both drops out. An interval that holds 0 does not show that there is no difference; it shows how large one could still be.</p>
${testsParagraph(results, language)}<p>The intervals are not corrected for there being ${formatMany(length, 'comparison', language)}: if no difference existed at all, about ${chance} of these intervals would still exclude 0 in ${metricPhrase(select, language)} by chance.</p>
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
  const { single } = bestCells(results);
  const against = single === null ? 'a single modality' : cellPhrase(single, results, language);
  const asked = (wanted: AskedQuestion['id']) =>
    results.comparisons.filter(({ question }) => question === wanted);
  return [
    { id: 'fusion', title: `Fusion against ${against}`, comparisons: asked('fusion') },
    { id: 'alignment', title: 'Alignment against no alignment', comparisons: asked('alignment') },
  ];
}

function differenceTable(
  { id, title, comparisons }: AskedQuestion,
  results: Results,
  language: Language,
): Markup {
  const { select, level } = results.evaluation;
  const words = jointSignalWords[language];
  const tested = comparisons.some(({ tests }) => tests !== undefined);
  return table({
    id: `differences-${id}`,
    caption: `${title}: difference on test rows with its ${formatPercent(level)} interval, bold where that excludes 0`,
    columns: [
      'Head',
      ...headlineMetrics.map(name =>
        metrics[name].direction === 'lower'
          ? `${metrics[name].label}, lower is better`
          : metrics[name].label,
      ),
      `Resamples above 0 in ${metricPhrase(select, language)}`,
      ...(tested ? [words.permutationColumn, words.holmColumn] : []),
    ],
    rows: comparisons.map(({ a, differences, tests }) => ({
      heading: cellHeading(cellOf(results, a), results, language),
      cells: [
        ...headlineMetrics.map(name => differenceCell(differences[name], language)),
        formatPercent(differences[select].shareAbove),
        ...(tested
          ? [formatP(tests?.permutation ?? null, language), formatP(tests?.holm ?? null, language)]
          : []),
      ],
    })),
  });
}
