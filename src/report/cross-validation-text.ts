import { type MetricName, metrics } from '../evaluate/index.ts';
import type { CrossValidation } from '../study/index.ts';
import { formatDifferenceWithInterval, formatWithInterval } from './format.ts';

const shown: readonly MetricName[] = ['accuracy', 'macroF1', 'auroc'];

/** What cross-validation found, as Markdown that a terminal can show too. */
export function crossValidationText(found: CrossValidation): string {
  const { kind, folds, repeats, parts, level, ratio, group, fitsNow } = found;
  const lines = [
    `${kind === 'nested' ? 'Nested' : 'Repeated'} cross-validation: ${folds} folds × ${repeats}` +
      `${group === null ? '' : `, grouped by ${group}`}, ${parts.length} tests`,
    '',
    ...(kind === 'nested' ? procedureTable(found) : cellTable(found)),
    '',
    ...differenceTable(found),
    '',
    `Mean over the folds with its ${Math.round(level * 100)} % interval, corrected for training sets that`,
    `overlap (Nadeau and Bengio 2003: s² × (1/${parts.length} + ${ratio.toFixed(3)}), ${parts.length - 1} degrees of freedom).`,
    `${fitsNow} cells were trained now.`,
    ...found.warnings.map(message => `Warning: ${message}`),
  ];
  return lines.join('\n');
}

function cellTable({ cells }: CrossValidation): string[] {
  return table(
    ['cell', ...shown.map(name => metrics[name].label)],
    cells.map(({ id, figures }) => [
      id,
      ...shown.map(name => formatWithInterval(figures[name], 'en')),
    ]),
  );
}

function procedureTable({ procedures, parts }: CrossValidation): string[] {
  const named = { fused: 'best fused', single: 'best single', any: 'best of all' } as const;
  return [
    ...table(
      ['what is chosen', ...shown.map(name => metrics[name].label)],
      procedures.map(({ name, figures }) => [
        named[name],
        ...shown.map(metric => formatWithInterval(figures[metric], 'en')),
      ]),
    ),
    '',
    ...table(
      ['what is chosen', 'cell', 'folds'],
      procedures.flatMap(({ name, chosen }) =>
        Object.entries(chosen)
          .sort(([, a], [, b]) => b - a)
          .map(([cell, count]) => [named[name], cell, `${count} of ${parts.length}`]),
      ),
    ),
  ];
}

function differenceTable({ comparisons }: CrossValidation): string[] {
  return table(
    ['difference', ...shown.map(name => metrics[name].label)],
    comparisons.map(({ a, b, differences }) => [
      `${a} − ${b}`,
      ...shown.map(name => formatDifferenceWithInterval(differences[name], 'en')),
    ]),
  );
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)];
}
