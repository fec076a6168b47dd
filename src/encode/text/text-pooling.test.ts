import { describe, expect, it } from 'vitest';
import { halfPrecision } from '../../tensor/index.ts';
import { pooledTexts } from './text-pooling.ts';

// Two texts of three tokens in two dimensions; what is 9 must not count.
const shape = [2, 3, 2];
const data = Float32Array.of(1, 2, 3, 4, 9, 9, 9, 9, 5, -6, 7, 8);
const spans = [
  { from: 0, to: 2 },
  { from: 1, to: 3 },
];
const output = { type: 'float32', shape, data } as const;

describe('pooledTexts', () => {
  it.each([
    ['mean', [2, 3], [6, 1]],
    ['cls', [1, 2], [5, -6]],
    ['last', [3, 4], [7, 8]],
    ['max', [3, 4], [7, 8]],
  ] as const)('counts no padding, on either side: %s', (pooling, first, second) => {
    expect(pooledTexts(output, spans, pooling).map(row => [...row])).toEqual([first, second]);
  });

  it('leaves vectors that are one a text as they are, also in float16', () => {
    const half = { type: 'float16', shape: [2, 6], data: halfPrecision(data) } as const;
    const rows = pooledTexts(half, spans, 'mean');
    expect(rows.map(row => [...row])).toEqual([[...data.slice(0, 6)], [...data.slice(6)]]);
  });

  it('refuses another rank or type', () => {
    const flat = { ...output, shape: [12] };
    const whole = { type: 'int32', shape, data: new Int32Array(12) } as const;
    expect(() => pooledTexts(flat, spans, 'mean')).toThrow('[E_MODEL]');
    expect(() => pooledTexts(whole, spans, 'mean')).toThrow('[E_MODEL]');
  });
});
