import { latexText } from './escape.ts';

/** A text, or two of which the second stands below the first: a figure and its interval. */
export type LatexCell = string | readonly [string, string];

export interface LatexTable {
  /** What stands after `tab:` in its label; letters and dashes. */
  readonly label: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly LatexCell[])[];
  /** How many columns hold words: they stand to the left. Default 1. */
  readonly words?: number;
}

/** A table with the rules of the package booktabs; all its texts are escaped here. */
export function latexTable({ label, caption, columns, rows, words = 1 }: LatexTable): string {
  const isStacked = rows.some(cells => cells.some(cell => typeof cell !== 'string'));
  const line = (cells: readonly LatexCell[], end = '') =>
    `    ${cells.map(latexCell).join(' & ')} \\\\${end}`;
  return [
    '\\begin{table*}[htbp]',
    '  \\centering',
    '  \\footnotesize',
    '  \\setlength{\\tabcolsep}{4pt}',
    `  \\caption{${latexText(caption)}}`,
    `  \\label{tab:${label}}`,
    `  \\begin{tabular}{${'l'.repeat(words)}${'r'.repeat(columns.length - words)}}`,
    '    \\toprule',
    line(columns),
    '    \\midrule',
    ...rows.map(cells => line(cells, isStacked ? ' \\addlinespace[2pt]' : '')),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table*}',
  ].join('\n');
}

function latexCell(cell: LatexCell): string {
  return typeof cell === 'string'
    ? latexText(cell)
    : `\\begin{tabular}[t]{@{}r@{}}${cell.map(latexText).join('\\\\')}\\end{tabular}`;
}
