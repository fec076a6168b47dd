import { MingaError } from '../../errors/index.ts';
import {
  cast,
  clip as clipped,
  concat,
  encodeModel,
  equal,
  Graph,
  gather,
  mul,
  pad,
  sub,
  type Value,
} from '../../graph/index.ts';
import { codeNames, codeWidths, type TabularCodes } from './codes.ts';
import type { Feature } from './features.ts';
import type { FittedTabular } from './fitted-tabular.ts';

/** The codes as values of a graph; those of no columns are absent. */
export type TabularInputs = { readonly [Name in keyof TabularCodes]?: Value };

/** Some columns of the result, and where they belong in it. */
interface Block {
  readonly value: Value;
  readonly places: readonly number[];
}

/** The features as operators that every ONNX runtime has. */
export function writeFeatures(
  features: readonly Feature[],
  clip: number,
  inputs: TabularInputs,
): Value {
  const blocks = [
    numberBlock(features, clip, inputs),
    unrecordedBlock(features, inputs),
    categoryBlock(features, inputs),
  ].filter(block => block !== null);
  const places = blocks.flatMap(block => block.places);
  const joined = concat(
    blocks.map(({ value }) => value),
    1,
  );
  const ordered = columnsOf(
    joined,
    features.map((_, place) => places.indexOf(place)),
  );
  return pad(ordered, [0, 0, 0, 1], 1);
}

function numberBlock(
  features: readonly Feature[],
  clip: number,
  inputs: TabularInputs,
): Block | null {
  const own = features.filter(feature => feature.kind === 'number');
  if (own.length === 0) return null;
  const numbers = inputOf(inputs, 'numbers');
  const row = (values: readonly number[]) => numbers.graph.constant(values, [1, own.length]);
  const centred = sub(numbers, row(own.map(({ mean }) => mean)));
  const z = mul(centred, row(own.map(({ scale }) => scale)));
  return {
    value: mul(clipped(z, { min: -clip, max: clip }), inputOf(inputs, 'recorded')),
    places: own.map(feature => features.indexOf(feature)),
  };
}

function unrecordedBlock(features: readonly Feature[], inputs: TabularInputs): Block | null {
  const own = features.filter(feature => feature.kind === 'unrecorded');
  if (own.length === 0) return null;
  const recorded = columnsOf(
    inputOf(inputs, 'recorded'),
    own.map(({ at }) => at),
  );
  return {
    value: sub(1, recorded),
    places: own.map(feature => features.indexOf(feature)),
  };
}

function categoryBlock(features: readonly Feature[], inputs: TabularInputs): Block | null {
  const own = features.filter(feature => feature.kind === 'category');
  if (own.length === 0) return null;
  const read = columnsOf(
    inputOf(inputs, 'categories'),
    own.map(({ at }) => at),
  );
  const codes = own.map(({ code }) => code);
  const same = equal(read, read.graph.constant(codes, [1, codes.length]));
  return {
    value: cast(same, read.type),
    places: own.map(feature => features.indexOf(feature)),
  };
}

function columnsOf(x: Value, indices: readonly number[]): Value {
  return gather(x, x.graph.constant(indices, [indices.length], 'int64'), 1);
}

function inputOf(inputs: TabularInputs, name: keyof TabularCodes): Value {
  const value = inputs[name];
  if (value !== undefined) return value;
  throw new MingaError('E_TABULAR_INPUT', {
    found: `a graph without "${name}"`,
    expected: codeNames.join(', '),
  });
}

/**
 * The fitted encoder alone as an ONNX model: inputs `numbers`, `recorded` and `categories`, each
 * float32 [N, columns] and absent where it has none; output `vectors` [N, dimension].
 */
export function tabularModel(fitted: FittedTabular): Uint8Array {
  const graph = new Graph();
  const widths = codeWidths(fitted.columns);
  const inputs = codeNames
    .filter(name => widths[name] > 0)
    .map(name => [name, graph.input(name, graph.float, ['N', widths[name]])] as const);
  graph.output('vectors', fitted.write(Object.fromEntries(inputs)));
  return encodeModel(graph);
}
