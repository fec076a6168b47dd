import type { Cell } from '../../../study/index.ts';
import type { Matrix } from '../../../tensor/index.ts';

/** A column of texts, or of numbers in single precision. */
export type CaseColumn =
  | { readonly name: string; readonly kind: 'text'; readonly values: readonly string[] }
  | { readonly name: string; readonly kind: 'number'; readonly values: Float32Array };

/** What one cell said of one part's rows. */
export interface CaseBlock {
  readonly part: 'validation' | 'test';
  readonly cell: Cell;
  readonly chosen: string;
  readonly ids: readonly string[];
  readonly groups: readonly string[];
  /** The true class of each row; none where another thing is learnt. */
  readonly labels: Int32Array;
  /** Of several labels at once [n, C] of 0 and 1, of a number [n, 1]. */
  readonly targets: Matrix | null;
  /** Mean over seeds, n × C. */
  readonly mean: Matrix;
  readonly seeds: readonly Matrix[];
}

/** Truth and answers of all blocks, one below the other. */
export interface CaseAnswers {
  readonly truth: CaseColumn;
  readonly said: readonly CaseColumn[];
}

export function textColumn(
  name: string,
  blocks: readonly CaseBlock[],
  value: (block: CaseBlock, row: number) => string,
): CaseColumn {
  return {
    name,
    kind: 'text',
    values: blocks.flatMap(block => block.ids.map((_, row) => value(block, row))),
  };
}

export function numberColumn(
  name: string,
  blocks: readonly CaseBlock[],
  value: (block: CaseBlock, row: number) => number,
): CaseColumn {
  return {
    name,
    kind: 'number',
    values: Float32Array.from(
      blocks.flatMap(block => block.ids.map((_, row) => value(block, row))),
    ),
  };
}

/** All cells of a run have the plan's seeds. */
export function seedsOf([first]: readonly CaseBlock[]): number[] {
  return first === undefined ? [] : first.cell.fits.map(({ seed }) => seed);
}
