import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextColumn } from './text-column.ts';

it('gives back any texts, each kept once', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer({ max: 9 }).map(String));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 400 }), texts => {
      const column = new TextColumn();
      for (const one of texts) column.addText(one);
      column.close();
      const { distinct, codes } = column.column();
      expect(Array.from(codes, code => distinct[code])).toEqual(texts);
      expect(distinct).toEqual([...new Set(texts)]);
      expect(texts.map((_, row) => column.cell(row))).toEqual(texts);
    }),
  );
});

it('finds texts again among a hundred thousand', () => {
  const column = new TextColumn();
  const rows = 250_000;
  for (let row = 0; row < rows; row++) column.addText(`P${row % 100_000}`);
  column.close();
  const { distinct, codes } = column.column();
  expect(distinct).toHaveLength(100_000);
  expect(codes[rows - 1]).toBe((rows - 1) % 100_000);
  expect(distinct[codes[rows - 1]]).toBe(`P${(rows - 1) % 100_000}`);
});
