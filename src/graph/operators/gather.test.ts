import { expect, test } from 'vitest';
import { openLocalSession } from '../../runtime/index.ts';
import { gradients } from '../gradients.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import { gather, reduceSum } from './index.ts';

// The runtime's ScatterND loses additions here with two threads, which is why it is not used.
test.each([1, 2])(
  'the gradient of a table counts every repeated row, on %i threads',
  async threads => {
    const [rows, columns, words] = [1000, 128, 2048];
    const graph = new Graph();
    const table = graph.input('table', 'float32', [rows, columns]);
    const tokens = graph.input('tokens', 'int64', ['N']);
    graph.output('d', gradients(reduceSum(gather(table, tokens), [0, 1]), [table])[0]);
    const session = await openLocalSession(encodeModel(graph), { threads });
    const data = BigInt64Array.from({ length: words }, (_, i) => BigInt((i * i) % 10));
    const counts = new Float32Array(rows * columns);
    for (const token of data) {
      for (let j = 0; j < columns; j++) counts[Number(token) * columns + j] += 1;
    }
    for (let run = 0; run < 5; run++) {
      const { d } = await session.run({
        table: { type: 'float32', shape: [rows, columns], data: new Float32Array(rows * columns) },
        tokens: { type: 'int64', shape: [words], data },
      });
      expect(d.data).toEqual(counts);
    }
    await session.close();
  },
);
