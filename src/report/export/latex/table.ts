import { latexText } from './escape.ts';

export interface LatexTable {
  /** What stands after `tab:` in its label; letters and dashes. */
  readonly label: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table with the rules of the package booktabs; all its texts are escaped here. */
export function latexTable({ label, caption, columns, rows }: LatexTable): string {
  const line = (cells: readonly string[]) => `    ${cells.map(latexText).join(' & ')} \\\\`;
  return [
    '\\begin{table*}[htbp]',
    '  \\centering',
    '  \\footnotesize',
    '  \\setlength{\\tabcolsep}{4pt}',
    `  \\caption{${latexText(caption)}}`,
    `  \\label{tab:${label}}`,
    `  \\begin{tabular}{l${'r'.repeat(columns.length - 1)}}`,
    '    \\toprule',
    line(columns),
    '    \\midrule',
    ...rows.map(line),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table*}',
  ].join('\n');
}
