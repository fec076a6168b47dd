import { MingaError } from '../../errors/index.ts';
import type { Feeds, RuntimeTensor, TensorDescription } from '../../runtime/index.ts';
import type { TokenSpan } from './text-pooling.ts';
import type { Side } from './tokenizer-files.ts';

/** How token ids become the inputs of one model. */
export interface FeedRules {
  /** The path of the `.onnx` file, for errors. */
  readonly model: string;
  readonly padId: number;
  readonly padSide: Side;
  /** Every text is padded to so many tokens; `null` pads to the longest of the batch. */
  readonly length: number | null;
  /** Padding is not hidden from the model. */
  readonly attendAll: boolean;
  /** Of what a decoder keeps of earlier tokens, where the graph does not say it. */
  readonly cache: { readonly heads: number | undefined; readonly size: number | undefined };
  /** The side of the blank picture that a whole pair is fed. */
  readonly pictureSize: number | undefined;
}

/** A batch of texts as a model takes it. */
export interface FeedBatch {
  readonly feeds: Feeds;
  /** Where each text stands in its row of tokens. */
  readonly spans: readonly TokenSpan[];
}

/** Texts and their padding, before they are brought to a model's types. */
interface Grid {
  readonly rows: number;
  readonly length: number;
  readonly spans: readonly TokenSpan[];
  readonly ids: Int32Array;
}

type Fill = (grid: Grid) => RuntimeTensor;

/**
 * Prepares the feeding of a text model: what it is given as each of its inputs.
 *
 * - `input_ids`, `attention_mask`, `token_type_ids` (zeros), `position_ids` (from 0 at the first
 *   token of a text);
 * - `past_key_values.*` of a decoder: nothing, [batch, heads, 0, head size]; `use_cache_branch`: no;
 * - `pixel_values` of a whole pair: one black picture, whose vector nobody reads.
 *
 * @throws E_MODEL where the model has no `input_ids`, or an input that a text cannot fill
 */
export function textFeeder(
  inputs: readonly TensorDescription[],
  rules: FeedRules,
): (texts: readonly ArrayLike<number>[]) => FeedBatch {
  const input = inputs.find(({ name }) => name === 'input_ids');
  if (input === undefined) throw unfit(inputs, rules.model, 'input_ids');
  const [fixedRows, fixedLength] = input.shape;
  const length = isFixed(fixedLength) ? fixedLength : rules.length;
  const fills = inputs.map(each => ({
    name: each.name,
    fill: filling(each, input, inputs, rules),
  }));

  return texts => {
    const rows = isFixed(fixedRows) ? fixedRows : texts.length;
    const grid = gridOf(texts, rows, length, rules);
    return {
      feeds: Object.fromEntries(fills.map(({ name, fill }) => [name, fill(grid)])),
      spans: grid.spans.slice(0, texts.length),
    };
  };
}

/** Whether a dimension is a number, not a name. */
export function isFixed(size: number | string | undefined): size is number {
  return typeof size === 'number' && size > 0;
}

function gridOf(
  texts: readonly ArrayLike<number>[],
  rows: number,
  fixedLength: number | null,
  { padId, padSide }: FeedRules,
): Grid {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 1);
  const length = fixedLength ?? longest;
  const ids = new Int32Array(rows * length).fill(padId);
  const spans = Array.from({ length: rows }, (_, i): TokenSpan => {
    // Rows that a fixed batch leaves over hold one token, so that no row is all padding.
    const tokens = texts[i] ?? [padId];
    const from = padSide === 'left' ? length - tokens.length : 0;
    ids.set(tokens, i * length + from);
    return { from, to: from + tokens.length };
  });
  return { rows, length, spans, ids };
}

function filling(
  description: TensorDescription,
  ids: TensorDescription,
  inputs: readonly TensorDescription[],
  rules: FeedRules,
): Fill {
  const { name, type } = description;
  const whole = (numbers: (grid: Grid) => Int32Array): Fill => {
    if (type !== 'int64' && type !== 'int32') throw unfit(inputs, rules.model, `${name} of int64`);
    return grid => ({
      ...wholeNumbers(numbers(grid), type),
      shape: [grid.rows, grid.length],
    });
  };
  switch (name) {
    case 'input_ids':
      return whole(grid => grid.ids);
    case 'attention_mask':
      return whole(grid => maskOf(grid, rules.attendAll));
    case 'token_type_ids':
      return whole(grid => new Int32Array(grid.rows * grid.length));
    case 'position_ids':
      return whole(positionsOf);
    case 'use_cache_branch':
      return () => ({ type: 'bool', shape: [1], data: Uint8Array.of(0) });
    case 'pixel_values':
      return blankPicture(description, ids, inputs, rules);
    default:
      if (name.startsWith('past_key_values.')) return emptyCache(description, inputs, rules);
      throw unfit(inputs, rules.model, `no ${name}`);
  }
}

function wholeNumbers(numbers: Int32Array, type: 'int64' | 'int32') {
  return type === 'int32'
    ? { type, data: numbers }
    : { type, data: BigInt64Array.from(numbers, BigInt) };
}

function maskOf({ rows, length, spans }: Grid, all: boolean): Int32Array {
  const mask = new Int32Array(rows * length);
  if (all) return mask.fill(1);
  spans.forEach(({ from, to }, i) => {
    mask.fill(1, i * length + from, i * length + to);
  });
  return mask;
}

function positionsOf({ rows, length, spans }: Grid): Int32Array {
  const positions = new Int32Array(rows * length);
  spans.forEach(({ from, to }, i) => {
    for (let token = from; token < to; token++) positions[i * length + token] = token - from;
  });
  return positions;
}

function emptyCache(
  { name, type, shape }: TensorDescription,
  inputs: readonly TensorDescription[],
  { cache, model }: FeedRules,
): Fill {
  const heads = isFixed(shape[1]) ? shape[1] : cache.heads;
  const size = isFixed(shape[3]) ? shape[3] : cache.size;
  if (shape.length !== 4 || heads === undefined || size === undefined) {
    throw unfit(inputs, model, `${name} of shape [batch, heads, tokens, head size]`);
  }
  const empty = nothing(type);
  if (empty === null) throw unfit(inputs, model, `${name} of float32 or float16`);
  return ({ rows }) => ({ ...empty, shape: [rows, heads, 0, size] });
}

function blankPicture(
  { name, type, shape }: TensorDescription,
  ids: TensorDescription,
  inputs: readonly TensorDescription[],
  { pictureSize, model }: FeedRules,
): Fill {
  const height = isFixed(shape[2]) ? shape[2] : pictureSize;
  const width = isFixed(shape[3]) ? shape[3] : pictureSize;
  if (shape.length !== 4 || height === undefined || width === undefined) {
    throw unfit(
      inputs,
      model,
      `${name} of shape [batch, 3, height, width], its size in config.json`,
    );
  }
  if (type !== 'float32' && type !== 'float16') {
    throw unfit(inputs, model, `${name} of float32 or float16`);
  }
  return ({ rows }) => {
    // One will do, unless the model counts pictures and texts together.
    const pictures = isFixed(shape[0]) ? shape[0] : shape[0] === ids.shape[0] ? rows : 1;
    const count = pictures * 3 * height * width;
    const size = [pictures, 3, height, width];
    return type === 'float32'
      ? { type, shape: size, data: new Float32Array(count) }
      : { type, shape: size, data: new Uint16Array(count) };
  };
}

function nothing(type: string) {
  if (type === 'float32') return { type, data: new Float32Array(0) } as const;
  return type === 'float16' ? ({ type, data: new Uint16Array(0) } as const) : null;
}

function unfit(inputs: readonly TensorDescription[], model: string, expected: string): MingaError {
  const said = inputs.map(({ name, type, shape }) => `${name} ${type} [${shape.join(', ')}]`);
  return new MingaError('E_MODEL', {
    found: `${model}: inputs ${said.join('; ')}`,
    expected,
    fix: 'export the text part alone, for feature extraction',
  });
}
