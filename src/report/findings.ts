import { metricNames } from '../evaluate/index.ts';
import type { Cell, Results } from '../study/index.ts';
import { alignmentFindings } from './alignment-findings.ts';
import { bestCells } from './cells.ts';
import { intervalPhrase, metricPhrase } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { formatEstimate, formatMany, formatRange, listed } from './format.ts';
import { fusionFindings } from './fusion-findings.ts';
import { alignerPhrase, headName, headPhrase, pairName } from './names.ts';

/** The study in sentences: how well the best head did, what fusion did, what alignment did. */
export function findings(results: Results): Finding[] {
  const { fused, single } = bestCells(results);
  const best = fused ?? single;
  return [
    ...(best === null ? [] : [performance(best, results)]),
    ...fusionFindings(results),
    ...alignmentFindings(results),
    selection(results),
  ];
}

/** The study in one sentence. */
export function summary(results: Results): string {
  const { fused, single } = bestCells(results);
  const { select, testRows } = results.evaluation;
  const rows = `On ${formatMany(testRows, 'test row')} of ${results.dataset.name}`;
  const reached = (cell: Cell) => {
    const figure = cell.test[select];
    return `${metricPhrase(select)} ${formatEstimate(figure)} (${intervalPhrase(results)} ${formatRange(figure)})`;
  };
  if (fused !== null && single !== null) {
    return `${rows}, ${headPhrase(fused, results)} of image and record reached ${reached(fused)}; ${headPhrase(single, results)} reached ${reached(single)}.`;
  }
  const only = fused ?? single;
  return only === null
    ? `${rows}, no head was trained.`
    : `${rows}, ${headPhrase(only, results)} reached ${reached(only)}.`;
}

function performance(cell: Cell, results: Results): Finding {
  const figures = metricNames.map(
    name =>
      `${metricPhrase(name)} ${formatEstimate(cell.test[name])} (${formatRange(cell.test[name])})`,
  );
  const aligned = cell.image !== null && cell.text !== null;
  const how = aligned ? ` with ${alignerPhrase(cell.aligner)}` : '';
  const kind = aligned ? 'fused head' : 'head';
  const { testRows } = results.evaluation;
  return {
    text: `The ${kind} with the best validation figure is ${headPhrase(cell, results)} of ${pairName(cell, results)}${how}. On ${formatMany(testRows, 'test row')} it reached ${listed(figures)}, each with its ${intervalPhrase(results)}.`,
    details: [],
  };
}

function selection(results: Results): Finding {
  const { select } = results.evaluation;
  const { single } = bestCells(results);
  const against =
    single === null
      ? ''
      : ` ${headName(single, results)}, ${pairName(single, results)}, stands for the single modalities for the same reason.`;
  return {
    text: `Epochs, λ, alignments and the heads named here were chosen on validation rows only, by ${metricPhrase(select)} (epochs by loss).${against} No choice used test rows.`,
    details: [],
  };
}
