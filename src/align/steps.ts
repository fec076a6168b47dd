import type { Value } from '../graph/index.ts';
import { add, gemm, l2Normalize, mul } from '../graph/index.ts';
import { type Products, plainProducts } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import {
  type Aligner,
  type AlignerState,
  checkDimensions,
  type PairDimensions,
} from './aligner.ts';
import type { Matching } from './dimensions.ts';
import { checkPair, type EmbeddingPair, shiftRows, unitRows } from './pair.ts';
import type { AlignerSettings } from './settings.ts';
import { type Transport, transportRows, writeTransport } from './transport-step.ts';

/** `factor · vector`, added to each row. */
export interface Offset {
  readonly vector: Float32Array;
  readonly factor: number;
}

/** x ↦ (x + before)·map + after, at whose end rows are brought to unit length. */
export interface AffineStep {
  readonly before?: Offset;
  /** [d, k] */
  readonly map?: Matrix;
  /** A number in place of a map. */
  readonly scale?: number;
  readonly after?: Offset;
}

/** An entropic barycentric map, at whose end rows are brought to unit length. */
export interface TransportStep {
  readonly transport: Transport;
}

export type Step = AffineStep | TransportStep;

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
  for (const step of steps) current = unitRows(await taken(step, current, products));
  return current;
}

function taken(step: Step, rows: Matrix, products: Products): Promise<Matrix> {
  if ('transport' in step) return transportRows(rows, step.transport, products);
  return affine(rows, step, products);
}

async function affine(rows: Matrix, { before, map, scale, after }: AffineStep, products: Products) {
  const moved = before === undefined ? rows : shiftRows(rows, before.vector, before.factor);
  const mapped = map === undefined ? moved : await products.multiply(moved, map);
  const scaled = scale === undefined ? mapped : scaleRows(mapped, scale);
  return after === undefined ? scaled : shiftRows(scaled, after.vector, after.factor);
}

function scaleRows({ rows, columns, data }: Matrix, factor: number): Matrix {
  const scaled = Matrix.zeros(rows, columns);
  for (let k = 0; k < data.length; k++) scaled.data[k] = data[k] * factor;
  return scaled;
}

function writeSteps(x: Value, steps: readonly Step[]): Value {
  return steps.reduce(
    (current, step) =>
      l2Normalize(
        'transport' in step ? writeTransport(current, step.transport) : writeAffine(current, step),
      ),
    x,
  );
}

function writeAffine(x: Value, { before, map, scale, after }: AffineStep): Value {
  const { graph } = x;
  const constantOf = ({ vector, factor }: Offset) =>
    graph.constant(
      vector.map(value => value * factor),
      [1, vector.length],
    );
  const moved = before === undefined ? x : add(x, constantOf(before));
  const mapped =
    map === undefined ? moved : gemm(moved, graph.constant(map.data, [map.rows, map.columns]));
  const scaled = scale === undefined ? mapped : mul(mapped, graph.constant([scale], []));
  return after === undefined ? scaled : add(scaled, constantOf(after));
}

function widthAfter(steps: readonly Step[], width: number): number {
  return steps.reduce(
    (current, step) => ('map' in step ? (step.map?.columns ?? current) : current),
    width,
  );
}
