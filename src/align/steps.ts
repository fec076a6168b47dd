import type { Value } from '../graph/index.ts';
import { add, gemm, l2Normalize, mul } from '../graph/index.ts';
import { type Products, plainProducts } from '../linear-algebra/index.ts';
import type { Matrix } from '../tensor/index.ts';
import {
  type Aligner,
  type AlignerState,
  checkDimensions,
  type PairDimensions,
} from './aligner.ts';
import type { Matching } from './dimensions.ts';
import { checkPair, type EmbeddingPair, shiftRows, unitRows } from './pair.ts';
import type { AlignerSettings } from './settings.ts';

/** `factor · vector`, added to each row. */
export interface Offset {
  readonly vector: Float32Array;
  readonly factor: number;
}

/** One affine step, x ↦ (x + before)·map + after, at whose end rows are brought to unit length. */
export interface Step {
  readonly before?: Offset;
  /** [d, k] */
  readonly map?: Matrix;
  /** A number in place of a map. */
  readonly scale?: number;
  readonly after?: Offset;
}

/** The steps of each modality, at least one. */
export interface StepPair {
  readonly image: readonly Step[];
  readonly text: readonly Step[];
}

/** `unit`: rows come to unit length before the dimension rule; `raw`: they stay as they are. */
export type Start = 'unit' | 'raw';

/** What an aligner of steps is made from. */
export interface SteppedAligner extends StepPair {
  readonly settings: Required<AlignerSettings>;
  readonly inputs: PairDimensions;
  readonly state: AlignerState;
  readonly start: Start;
  readonly matching: Matching;
}

/**
 * The aligner that starts rows, matches their dimensions, and takes each modality through its steps.
 * A row of zeros at the end of a step stays one.
 */
export function steppedAligner(parts: SteppedAligner): Aligner {
  const { settings, inputs, state, start, matching } = parts;
  return {
    settings,
    inputs,
    outputs: {
      image: widthAfter(parts.image, matching.outputs.image),
      text: widthAfter(parts.text, matching.outputs.text),
    },
    state,
    async transform(pair, products = plainProducts) {
      checkPair(pair);
      checkDimensions(inputs, pair);
      const { image, text } = await matching.apply(startRows(pair, start), products);
      return {
        image: await throughSteps(image, parts.image, products),
        text: await throughSteps(text, parts.text, products),
      };
    },
    write({ image, text }) {
      const unit = start === 'unit' ? l2Normalize : (x: Value) => x;
      const matched = matching.write({ image: unit(image), text: unit(text) });
      return {
        image: writeSteps(matched.image, parts.image),
        text: writeSteps(matched.text, parts.text),
      };
    },
  };
}

/** Rows as an aligner's dimension rule gets them. */
export function startRows(pair: EmbeddingPair, start: Start): EmbeddingPair {
  if (start === 'raw') return pair;
  return { image: unitRows(pair.image), text: unitRows(pair.text) };
}

/** Rows through every step. */
export async function throughSteps(
  rows: Matrix,
  steps: readonly Step[],
  products: Products,
): Promise<Matrix> {
  let current = rows;
  for (const step of steps) current = unitRows(await affine(current, step, products));
  return current;
}

async function affine(rows: Matrix, { before, map, scale, after }: Step, products: Products) {
  const moved = before === undefined ? rows : shiftRows(rows, before.vector, before.factor);
  const mapped = map === undefined ? moved : await products.multiply(moved, map);
  const scaled = scale === undefined ? mapped : scaleRows(mapped, scale);
  return after === undefined ? scaled : shiftRows(scaled, after.vector, after.factor);
}

function scaleRows(rows: Matrix, factor: number): Matrix {
  const scaled = rows.take(Array.from({ length: rows.rows }, (_, i) => i));
  for (let i = 0; i < scaled.data.length; i++) scaled.data[i] *= factor;
  return scaled;
}

function writeSteps(x: Value, steps: readonly Step[]): Value {
  const { graph } = x;
  const constantOf = ({ vector, factor }: Offset) =>
    graph.constant(
      vector.map(value => value * factor),
      [1, vector.length],
    );
  return steps.reduce((current, { before, map, scale, after }) => {
    const moved = before === undefined ? current : add(current, constantOf(before));
    const mapped =
      map === undefined ? moved : gemm(moved, graph.constant(map.data, [map.rows, map.columns]));
    const scaled = scale === undefined ? mapped : mul(mapped, graph.constant([scale], []));
    return l2Normalize(after === undefined ? scaled : add(scaled, constantOf(after)));
  }, x);
}

function widthAfter(steps: readonly Step[], width: number): number {
  return steps.reduce((current, { map }) => map?.columns ?? current, width);
}
