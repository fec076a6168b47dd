import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenBatches } from './token-batches.ts';

describe('tokenBatches', () => {
  it('holds every text once and no more tokens, with padding, than it may', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 200 });
    const bounds = fc.record({
      tokens: fc.integer({ min: 1, max: 1000 }),
      texts: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(lengths, bounds, (each, most) => {
        const batches = tokenBatches(each, most);
        expect(batches.flat().toSorted((a, b) => a - b)).toEqual(each.map((_, i) => i));
        for (const batch of batches) {
          const longest = Math.max(...batch.map(i => each[i]));
          expect(batch.length).toBeLessThanOrEqual(most.texts);
          if (batch.length > 1) expect(longest * batch.length).toBeLessThanOrEqual(most.tokens);
        }
      }),
    );
  });

  it('brings texts of like length together, the longest first', () => {
    const batches = tokenBatches([3, 9, 4, 9, 2], { tokens: 18, texts: 8 });
    expect(batches).toEqual([
      [1, 3],
      [2, 0, 4],
    ]);
  });
});
