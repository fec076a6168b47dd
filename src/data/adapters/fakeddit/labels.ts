import type { LabelRule } from '../declaration.ts';

/**
 * What the numbers mean, as an author of the set says (entitize/Fakeddit, issue 14). In the column of
 * two labels 1 is true, in the others 0 is.
 */
const meanings = {
  '2_way_label': ['fake', 'true'],
  '3_way_label': ['true', 'fake with true text', 'fake with false text'],
  '6_way_label': [
    'true',
    'satire',
    'false connection',
    'imposter content',
    'manipulated content',
    'misleading content',
  ],
} as const;

type LabelColumn = keyof typeof meanings;

export const labelColumns: readonly LabelColumn[] = ['2_way_label', '3_way_label', '6_way_label'];

export const fakedditLabels: Readonly<Record<'2-way' | '3-way' | '6-way', LabelRule>> = {
  '2-way': rule('2_way_label'),
  '3-way': rule('3_way_label'),
  '6-way': rule('6_way_label'),
};

function rule(column: LabelColumn): LabelRule {
  const names = meanings[column];
  const list = names.map((name, number) => `${number} ${name}`).join(', ');
  return {
    kind: 'class',
    rule: `${column}: ${list}`,
    columns: [column],
    of: ([cell]) => names[wholeNumber(cell)] ?? null,
  };
}

/** `1` and `1.0` are both 1; −1 where the cell is no whole number. */
function wholeNumber(cell: string): number {
  return /^\d(\.0+)?$/.test(cell) ? Number(cell) : -1;
}
