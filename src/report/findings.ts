import type { Cell, Results } from '../study/index.ts';
import { alignmentFindings } from './alignment-findings.ts';
import { bestCells } from './cells.ts';
import { intervalPhrase, metricPhrase } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { formatEstimate, formatMany, formatRange, listed } from './format.ts';
import { fusionFindings } from './fusion-findings.ts';
import { headName, headPhrase, pairName, withAligner } from './names.ts';
import { shownMetrics } from './shown-metrics.ts';
import { findingSentences, tellsClasses } from './task/index.ts';
import { findingsWords } from './words/findings.ts';
import type { Language } from './words/languages.ts';

/** The study in sentences: how well the best head did, what fusion did, what alignment did. */
export function findings(results: Results, language: Language = 'en'): Finding[] {
  if (!tellsClasses(results)) {
    return findingSentences(results, language).map(text => ({ text, details: [] }));
  }
  const { fused, single } = bestCells(results);
  const best = fused ?? single;
  return [
    ...(best === null ? [] : [performance(best, results, language)]),
    ...fusionFindings(results, language),
    ...alignmentFindings(results, language),
    selection(results, language),
  ];
}

/** The study in one sentence. */
export function summary(results: Results, language: Language): string {
  const words = findingsWords[language];
  const { fused, single } = bestCells(results);
  const { select, testRows } = results.evaluation;
  const rows = words.onRows(formatMany(testRows, 'test row', language), results.dataset.name);
  const phrase = (cell: Cell) => headPhrase(cell, results, language);
  const reached = ({ test }: Cell) =>
    words.reached(
      metricPhrase(select, language),
      formatEstimate(test[select], language),
      `${intervalPhrase(results, language)} ${formatRange(test[select], language)}`,
    );
  if (fused !== null && single !== null) {
    return words.both(rows, phrase(fused), reached(fused), phrase(single), reached(single));
  }
  const only = fused ?? single;
  return only === null ? words.none(rows) : words.only(rows, phrase(only), reached(only));
}

function performance(cell: Cell, results: Results, language: Language): Finding {
  const words = findingsWords[language];
  const figures = shownMetrics(results).map(name =>
    words.reached(
      metricPhrase(name, language),
      formatEstimate(cell.test[name], language),
      formatRange(cell.test[name], language),
    ),
  );
  const isFused = cell.image !== null && cell.text !== null;
  const best = words.best({
    head: headPhrase(cell, results, language),
    pair: pairName(cell, results, language),
    aligned: isFused ? ` ${withAligner(cell.aligner, language)}` : '',
    isFused,
  });
  const reached = words.bestFigures(
    formatMany(results.evaluation.testRows, 'test row', language),
    listed(figures, language),
    intervalPhrase(results, language),
  );
  return { text: `${best} ${reached}`, details: [] };
}

function selection(results: Results, language: Language): Finding {
  const words = findingsWords[language];
  const { single } = bestCells(results);
  const sentences = [
    words.chosen(metricPhrase(results.evaluation.select, language)),
    ...(single === null
      ? []
      : [
          words.standsFor(
            `${headName(single, results, language)}, ${pairName(single, results, language)}`,
          ),
        ]),
    words.noTestRows,
  ];
  return { text: sentences.join(' '), details: [] };
}
