import { describe, expect, it } from 'vitest';
import { visionInput } from './vision-input.ts';

const size = { width: 24, height: 16 };
const pixels = (shape: (number | string)[], type = 'float32') => ({ name: 'pixels', type, shape });
const text = (name: string, shape: (number | string)[], type = 'int64') => ({ name, type, shape });
const inputOf = (...inputs: Parameters<typeof visionInput>[0]) =>
  visionInput(inputs, size, 'm.onnx');

describe('visionInput', () => {
  it.each([
    [['batch', 3, 16, 24], 'channels first', null],
    [['batch', 'c', 'h', 'w'], 'channels first', null],
    [[-1, -1, -1, 3], 'channels last', null],
    [[4, 16, 24, 3], 'channels last', 4],
    [[2, 3, 'h', 'w'], 'channels first', 2],
  ])('reads the layout and the batch from %j', (shape, layout, fixedBatch) => {
    expect(inputOf(pixels(shape))).toMatchObject({ layout, fixedBatch, type: 'float32' });
    expect(inputOf(pixels(shape, 'float16')).type).toBe('float16');
  });

  it('feeds as short a text as the model takes, as often as it wants', () => {
    const free = pixels(['n', 3, 16, 24]);
    const ids = text('input_ids', ['m', 'length']);
    const mask = text('attention_mask', ['m', 'length']);
    expect(inputOf(ids, free, mask).beside(5)).toEqual({
      input_ids: { type: 'int64', shape: [1, 1], data: BigInt64Array.of(0n) },
      attention_mask: { type: 'int64', shape: [1, 1], data: BigInt64Array.of(1n) },
    });
    const { input_ids: same } = inputOf(free, text('input_ids', ['n', 2], 'int32')).beside(5);
    expect(same).toEqual({ type: 'int32', shape: [5, 2], data: new Int32Array(10) });
    const { input_ids: fixed } = inputOf(free, text('input_ids', [1, 3])).beside(5);
    expect(fixed.shape).toEqual([1, 3]);
  });

  it.each([
    ['no picture', [text('input_ids', ['n', 'm'])]],
    ['two pictures', [pixels(['n', 3, 16, 24]), { ...pixels(['n', 3, 16, 24]), name: 'b' }]],
    ['patches', [pixels(['n', 256, 768])]],
    ['bytes', [pixels(['n', 3, 16, 24], 'uint8')]],
    ['a further input', [pixels(['n', 3, 16, 24]), text('spatial_shapes', ['n', 2])]],
  ])('refuses %s', (_name, inputs) => {
    expect(() => inputOf(...inputs)).toThrow(
      /m\.onnx: inputs .*one input of pictures.*\[E_MODEL\]/,
    );
  });

  it('refuses a size that is not that of the rules', () => {
    expect(() => inputOf(pixels(['n', 3, 24, 16]))).toThrow(
      /shape \[n, 3, 24, 16\], expected \[batch, 3, 16, 24\].*\[E_MODEL\]/,
    );
    expect(() => inputOf(pixels([1, 24, 16, 3]))).toThrow(/expected \[batch, 16, 24, 3\]/);
  });
});
