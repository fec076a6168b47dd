import { describe, expect, it } from 'vitest';
import type { TensorDescription } from '../../runtime/index.ts';
import { type FeedRules, textFeeder } from './text-feeds.ts';

const rules: FeedRules = {
  model: 'model.onnx',
  padId: 0,
  padSide: 'left',
  length: null,
  attendAll: false,
  cache: { heads: 2, size: 4 },
  pictureSize: 8,
};

const input = (
  name: string,
  shape: TensorDescription['shape'] = ['batch', 'tokens'],
  type = 'int64',
): TensorDescription => ({ name, type, shape });

const ids = input('input_ids');

function fed(inputs: readonly TensorDescription[], change: Partial<FeedRules> = {}) {
  const { feeds, spans } = textFeeder(inputs, { ...rules, ...change })([[5, 6, 7], [8]]);
  const numbers = Object.entries(feeds).map(([name, { shape, data }]) => [
    name,
    { shape, data: Array.from(data, Number) },
  ]);
  return { feeds: Object.fromEntries(numbers), types: feeds, spans };
}

describe('textFeeder', () => {
  it('pads at the side of the tokenizer and hides the padding', () => {
    const left = fed([
      ids,
      input('attention_mask'),
      input('position_ids'),
      input('token_type_ids'),
    ]);
    expect(left.feeds).toEqual({
      input_ids: { shape: [2, 3], data: [5, 6, 7, 0, 0, 8] },
      attention_mask: { shape: [2, 3], data: [1, 1, 1, 0, 0, 1] },
      position_ids: { shape: [2, 3], data: [0, 1, 2, 0, 0, 0] },
      token_type_ids: { shape: [2, 3], data: [0, 0, 0, 0, 0, 0] },
    });
    expect(left.spans).toEqual([
      { from: 0, to: 3 },
      { from: 2, to: 3 },
    ]);
    const right = fed([ids, input('attention_mask')], { padSide: 'right', padId: 9 });
    expect(right.feeds.input_ids.data).toEqual([5, 6, 7, 8, 9, 9]);
    expect(right.feeds.attention_mask.data).toEqual([1, 1, 1, 1, 0, 0]);
  });

  it('fills a length of the model, hiding nothing where it was trained so', () => {
    const filled = fed([ids, input('attention_mask')], { length: 4, attendAll: true });
    expect(filled.feeds.input_ids).toEqual({ shape: [2, 4], data: [0, 5, 6, 7, 0, 0, 0, 8] });
    expect(filled.feeds.attention_mask.data).toEqual(new Array(8).fill(1));
  });

  it('fills up a fixed batch with rows that no one reads', () => {
    const fixed = fed([input('input_ids', [3, 4], 'int32')], { padSide: 'right' });
    expect(fixed.feeds.input_ids).toEqual({
      shape: [3, 4],
      data: [5, 6, 7, 0, 8, 0, 0, 0, 0, 0, 0, 0],
    });
    expect(fixed.types.input_ids.type).toBe('int32');
    expect(fixed.spans).toHaveLength(2);
  });

  it('gives a decoder an empty past, of the graph or of the config', () => {
    const past = input('past_key_values.0.key', ['batch', 'heads', 'past', 'size'], 'float16');
    expect(fed([ids, past]).types['past_key_values.0.key']).toEqual({
      type: 'float16',
      shape: [2, 2, 0, 4],
      data: new Uint16Array(0),
    });
    const own = input('past_key_values.0.value', ['batch', 3, 'past', 16], 'float32');
    const branch = input('use_cache_branch', [1], 'bool');
    const { types } = fed([ids, own, branch], { cache: { heads: undefined, size: undefined } });
    expect(types['past_key_values.0.value'].shape).toEqual([2, 3, 0, 16]);
    expect(types.use_cache_branch.data).toEqual(Uint8Array.of(0));
  });

  it('gives a whole pair one blank picture, or one a text where they are counted together', () => {
    const free = input('pixel_values', ['pictures', 3, 'height', 'width'], 'float32');
    expect(fed([ids, free]).types.pixel_values.shape).toEqual([1, 3, 8, 8]);
    const tied = input('pixel_values', ['batch', 3, 6, 6], 'float16');
    expect(fed([ids, tied]).types.pixel_values.shape).toEqual([2, 3, 6, 6]);
  });

  it.each([
    ['a model of pictures', [input('pixel_values', ['batch', 3, 8, 8], 'float32')]],
    ['an input that is no text', [ids, input('labels')]],
    ['ids that are no whole numbers', [input('input_ids', ['batch', 'tokens'], 'float32')]],
    ['a past of unknown shape', [ids, input('past_key_values.0.key', ['batch'], 'float32')]],
    ['a past of whole numbers', [ids, input('past_key_values.0.key', ['b', 2, 'p', 4])]],
    ['pictures of whole numbers', [ids, input('pixel_values', ['b', 3, 8, 8])]],
  ])('refuses %s and lists the inputs', (_case, inputs) => {
    expect(() => textFeeder(inputs, rules)).toThrow(/model.onnx: inputs .*\[E_MODEL\]/);
  });

  it('refuses a past and pictures whose sizes no one says', () => {
    const unknown = { cache: { heads: undefined, size: undefined }, pictureSize: undefined };
    const past = input('past_key_values.0.key', ['b', 'h', 'p', 's'], 'float32');
    const pictures = input('pixel_values', ['b', 3, 'h', 'w'], 'float32');
    for (const each of [past, pictures]) {
      expect(() => textFeeder([ids, each], { ...rules, ...unknown })).toThrow('[E_MODEL]');
    }
  });
});
