import { headlineMetrics } from '../evaluate/index.ts';
import type { Cell, Results } from '../study/index.ts';
import { alignmentFindings } from './alignment-findings.ts';
import { bestCells } from './cells.ts';
import { intervalPhrase, metricPhrase } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { formatEstimate, formatMany, formatRange, listed } from './format.ts';
import { fusionFindings } from './fusion-findings.ts';
import { alignerPhrase, headName, headPhrase, pairName } from './names.ts';
import type { Language } from './words/languages.ts';

/** The study in sentences: how well the best head did, what fusion did, what alignment did. */
export function findings(results: Results, language: Language = 'en'): Finding[] {
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
  const { fused, single } = bestCells(results);
  const { select, testRows } = results.evaluation;
  const rows = `On ${formatMany(testRows, 'test row', language)} of ${results.dataset.name}`;
  const reached = (cell: Cell) => {
    const figure = cell.test[select];
    return `${metricPhrase(select, language)} ${formatEstimate(figure, language)} (${intervalPhrase(results, language)} ${formatRange(figure, language)})`;
  };
  if (fused !== null && single !== null) {
    return `${rows}, ${headPhrase(fused, results, language)} of image and record reached ${reached(fused)}; ${headPhrase(single, results, language)} reached ${reached(single)}.`;
  }
  const only = fused ?? single;
  return only === null
    ? `${rows}, no head was trained.`
    : `${rows}, ${headPhrase(only, results, language)} reached ${reached(only)}.`;
}

function performance(cell: Cell, results: Results, language: Language): Finding {
  const figures = headlineMetrics.map(
    name =>
      `${metricPhrase(name, language)} ${formatEstimate(cell.test[name], language)} (${formatRange(cell.test[name], language)})`,
  );
  const aligned = cell.image !== null && cell.text !== null;
  const how = aligned ? ` with ${alignerPhrase(cell.aligner, language)}` : '';
  const kind = aligned ? 'fused head' : 'head';
  const { testRows } = results.evaluation;
  return {
    text: `The ${kind} with the best validation figure is ${headPhrase(cell, results, language)} of ${pairName(cell, results, language)}${how}. On ${formatMany(testRows, 'test row', language)} it reached ${listed(figures, language)}, each with its ${intervalPhrase(results, language)}.`,
    details: [],
  };
}

function selection(results: Results, language: Language): Finding {
  const { select } = results.evaluation;
  const { single } = bestCells(results);
  const against =
    single === null
      ? ''
      : ` ${headName(single, results, language)}, ${pairName(single, results, language)}, stands for the single modalities for the same reason.`;
  return {
    text: `Epochs, λ, alignments and the heads named here were chosen on validation rows only, by ${metricPhrase(select, language)} (epochs by loss).${against} No choice used test rows.`,
    details: [],
  };
}
