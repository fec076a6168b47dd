import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import { formats } from './fixture/formats.ts';
import { contentKey, openStore } from './index.ts';

const settings = { fingerprint: 'abc', dimension: 3, encoder: { name: 'test' } };
const key = (n: number) => contentKey(`n ${n}`);

/** The value of a row depends on when it was appended, so a row written twice would show. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 9 }) },
  { weight: 1, arbitrary: fc.constant('reopen' as const) },
);

test.each(formats)(
  '%s: any sequence of append, close and open equals a Map',
  async (_name, format) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        async (steps, shardRows) => {
          const folder = mkdtempSync(join(tmpdir(), 'minga-model-'));
          try {
            const model = new Map<number, Float32Array>();
            let store = await openStore(folder, settings, { ...format, shardRows });
            let written = 0;
            for (const each of steps) {
              if (each === 'reopen') {
                await store.close();
                store = await openStore(folder, settings, { ...format, shardRows });
                continue;
              }
              const rows = Matrix.zeros(each.length, 3).data.map(() => written++ / 8);
              const matrix = new Matrix(each.length, 3, rows);
              await store.append(each.map(key), matrix);
              each.forEach((n, i) => {
                if (!model.has(n)) model.set(n, matrix.row(i));
              });
              const held = [...model.keys()].reverse();
              expect(store.size).toBe(model.size);
              const read = await store.read(held.map(key));
              held.forEach((n, i) => {
                expect(read.row(i)).toEqual(model.get(n));
              });
            }
            for (let n = 0; n <= 30; n++) expect(store.has(key(n))).toBe(model.has(n));
            expect(store.notices).toEqual([]);
            await store.close();
          } finally {
            rmSync(folder, { recursive: true });
          }
        },
      ),
      { numRuns: 60 },
    );
  },
);
