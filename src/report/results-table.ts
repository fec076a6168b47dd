import { type MetricName, metrics } from '../evaluate/index.ts';
import {
  type AlignerResult,
  type Cell,
  type FigureInterval,
  headLabel,
  type Results,
} from '../study/index.ts';
import { chosenCells, meanOfFits } from './cells.ts';
import { intervalPhrase } from './difference-sentence.ts';
import { findings } from './findings.ts';
import { decimalsFor, formatEstimate, formatNumber } from './format.ts';
import { lambdaText, pairName } from './names.ts';
import { taskTable, tellsClasses } from './task/index.ts';
import { oneLine, wrapped } from './wrapped.ts';

const width = 100;
const headWidth = 12;
const alignerWidth = 8;
const shown: readonly MetricName[] = ['accuracy', 'balancedAccuracy', 'macroF1', 'auroc'];

/**
 * The chosen cells and the findings as plain text for a terminal, at most 100 columns wide: the
 * image, the text and each fused head under the alignment chosen on validation rows, with test
 * figures, their intervals and the training seconds of one seed (mean).
 *
 * @throws E_RUN where the results name a cell that they do not hold
 * @example
 * console.log(resultsTable(results));
 */
export function resultsTable(results: Results): string {
  if (!tellsClasses(results)) return taskTable(results);
  const groups = new Map<string, Cell[]>();
  for (const cell of chosenCells(results)) {
    const name = pairName(cell, results, 'en');
    groups.set(name, [...(groups.get(name) ?? []), cell]);
  }
  const rows = [...groups].flatMap(([name, cells]) => [
    oneLine(name, width),
    ...cells.map(cell => tableLine(cell)),
  ]);
  const note = `Test rows; estimate and ${intervalPhrase(results, 'en')}; s: training seconds of one seed.`;
  return [heading(), ...rows, '', note, '', ...findingLines(results), '', results.notice].join(
    '\n',
  );
}

function heading(): string {
  const columns = shown.map(name => metrics[name].label.padEnd(17));
  return [
    'head'.padEnd(headWidth),
    'aligned'.padEnd(alignerWidth),
    columns.join(' '),
    's'.padStart(5),
  ].join(' ');
}

function tableLine(cell: Cell): string {
  const figures = shown.map(name => figureText(cell.test[name]).padEnd(17));
  const seconds = meanOfFits(cell, 'trainingSeconds');
  return [
    `  ${headLabel(cell.head).slice(0, headWidth - 3)}`.padEnd(headWidth),
    alignerLabel(cell).padEnd(alignerWidth),
    figures.join(' '),
    seconds.toFixed(seconds < 100 ? 1 : 0).padStart(5),
  ].join(' ');
}

/** Names that fit their column. */
const shortNames: Readonly<Record<AlignerResult['kind'], string>> = {
  none: 'none',
  standardise: 'standard',
  center: 'center',
  shift: 'shift',
  'learned-shift': 'λ learnt',
  'orthogonal-shift': 'orthog.',
  realign: 'realign',
  procrustes: 'rotation',
  whiten: 'whiten',
  ridge: 'ridge',
  cca: 'cca',
  'optimal-transport': 'transp.',
};

function alignerLabel({ aligner }: Cell): string {
  return aligner.kind === 'shift'
    ? `λ ${lambdaText(aligner.lambda, 'en')}`
    : shortNames[aligner.kind];
}

function figureText(interval: FigureInterval): string {
  const decimals = decimalsFor(interval);
  const range = [interval.low, interval.high]
    .map(end => formatNumber(end, 'en', decimals))
    .join('–');
  return `${formatEstimate(interval, 'en')} ${range}`;
}

function findingLines(results: Results): string[] {
  const warnings = results.dataset.warnings.map(({ message }) => `Warning: ${message}`);
  const lines = findings(results, 'en').flatMap(({ text, details }) => [
    ...wrapped(text, '- ', '  ', width),
    ...details.flatMap(detail => wrapped(detail, '    ', '    ', width)),
  ]);
  return [...warnings.flatMap(text => wrapped(text, '! ', '  ', width)), ...lines];
}
