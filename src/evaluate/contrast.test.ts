import { describe, expect, test } from 'vitest';
import { Matrix, Random } from '../tensor/index.ts';
import { bootstrap } from './bootstrap.ts';
import { contrasts } from './contrast.ts';
import { metricNames } from './metrics.ts';

const random = new Random(3, 'contrast');
const labels = Int32Array.from({ length: 60 }, (_, i) => i % 3);
const groups = Array.from(labels, (_, i) => `g${i >> 1}`);
const matrix = () =>
  Matrix.fromRows(
    Array.from(labels, () => {
      const parts = [random.uniform(), random.uniform(), random.uniform()];
      const sum = parts[0] + parts[1] + parts[2];
      return parts.map(part => part / sum);
    }),
  );
const systems = { a: matrix(), b: matrix() };

describe('a contrast', () => {
  test('of weights 1 and −1 is the paired difference of the bootstrap', () => {
    const { d } = contrasts({ labels, groups, systems }, { d: { a: 1, b: -1 } }, { resamples: 50 });
    const { pairs } = bootstrap(
      { labels, groups, systems: { a: [systems.a], b: [systems.b] } },
      { resamples: 50, pairs: [['a', 'b']] },
    );
    for (const name of metricNames) expect(pairs[0].differences[name]).toMatchObject(d[name]);
  });

  test('of one system is its own interval, whatever stands beside it', () => {
    const { own } = contrasts({ labels, groups, systems }, { own: { a: 1 } }, { resamples: 50 });
    const alone = bootstrap({ labels, groups, systems: { a: [systems.a] } }, { resamples: 50 });
    expect(own).toEqual(alone.systems.a);
  });
});
