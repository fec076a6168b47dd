import * as z from 'zod';
import type { RecordValue } from './dataset.ts';
import { decimalMark, readNumber } from './number-text.ts';

const missingWords = z
  .array(z.string())
  .describe(
    'Texts that mean "missing" in this column, besides an empty cell (default: NA, N/A, NaN, null, unknown; case does not matter)',
  );

/** How the cells of one column are to be read; part of a plan. */
export const cellTypeSchema = z
  .discriminatedUnion('type', [
    z
      .strictObject({
        type: z.literal('number').describe('Cells are decimal numbers'),
        min: z.number().optional().describe('The smallest value that can be right'),
        max: z.number().optional().describe('The largest value that can be right'),
        decimal: z
          .enum(['point', 'comma'])
          .optional()
          .describe(
            'The sign before decimals; the other one, or a space, may set thousands apart (default: found out from the cells)',
          ),
        missing: missingWords.optional(),
      })
      .describe('A column of numbers; a row with another cell is skipped'),
    z
      .strictObject({
        type: z.literal('text').describe('Cells are taken as they stand'),
        missing: missingWords.optional(),
      })
      .describe('A column of words, or of codes that only look like numbers'),
  ])
  .describe('How the cells of a column are read');

export type CellType = z.infer<typeof cellTypeSchema>;

const missingByDefault = ['NA', 'N/A', 'NaN', 'null', 'unknown'];

/** True for an empty cell and for a text that means "missing" in a column of this type. */
export function isMissing(text: string, type?: CellType): boolean {
  if (text === '') return true;
  const words = type?.missing ?? missingByDefault;
  return words.some(word => word.trim().toLowerCase() === text.toLowerCase());
}

/** A cell's value, or what was expected of it where it cannot be read. */
export function readCell(
  text: string,
  type: CellType,
): { readonly value: RecordValue } | { readonly expected: string } {
  if (isMissing(text, type)) return { value: null };
  if (type.type === 'text') return { value: text };
  const { min = -Infinity, max = Infinity } = type;
  const value = readNumber(text, type.decimal);
  if (Number.isFinite(value) && value >= min && value <= max) return { value };
  return { expected: `a number${rangeText(type.min, type.max)}` };
}

/**
 * The type of a column that the plan says nothing of: numbers where every cell that is not missing
 * is one and none has a leading zero (a code, then), words otherwise. `strays` are the places of the
 * texts that stand in the way where nearly all cells (95 %) are numbers: probably slips of the pen.
 *
 * @param counts how many cells hold each text; one each where undefined
 */
export function inferType(
  texts: readonly string[],
  counts?: ArrayLike<number>,
): {
  readonly type: CellType;
  readonly strays: readonly number[];
} {
  const cellsOf = (places: readonly number[]) =>
    counts === undefined ? places.length : places.reduce((sum, place) => sum + counts[place], 0);
  const present = texts.flatMap((text, place) => (isMissing(text) ? [] : [place]));
  const mark = decimalMark(
    present.map(place => texts[place]),
    i => counts?.[present[i]] ?? 1,
  );
  const strays = present.filter(place => Number.isNaN(readNumber(texts[place], mark)));
  const coded = present.some(place => /^0\d/.test(texts[place]));
  if (coded || present.length === 0) return { type: { type: 'text' }, strays: [] };
  if (strays.length === 0) {
    return {
      type: mark === undefined ? { type: 'number' } : { type: 'number', decimal: mark },
      strays,
    };
  }
  const few = cellsOf(strays) <= cellsOf(present) * 0.05;
  return { type: { type: 'text' }, strays: few ? strays : [] };
}

function rangeText(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return ` ${min}–${max}`;
  if (min !== undefined) return ` of ${min} or more`;
  return max === undefined ? '' : ` of ${max} or less`;
}
