import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentKey } from './content-key.ts';
import { KeyIndex } from './key-index.ts';

test('finds every key at the row where it was first added, and no other', () => {
  const index = new KeyIndex();
  for (let i = 0; i < 20_000; i++) expect(index.add(contentKey(`row ${i}`))).toBe(true);
  expect(index.rows).toBe(20_000);
  for (let i = 0; i < 20_000; i += 7) {
    const key = contentKey(`row ${i}`);
    expect(index.find(key)).toBe(i);
    expect(index.key(i)).toEqual(key);
  }
  expect(index.find(contentKey('absent'))).toBe(-1);
});

test('behaves as a Map, also for keys that all fall into one slot', () => {
  // Keys that differ in their last byte alone share the word that is their hash.
  const crowded = fc.array(
    fc.integer({ min: 0, max: 40 }).map(n => new Uint8Array(32).fill(n, 31)),
  );
  fc.assert(
    fc.property(crowded, keys => {
      const index = new KeyIndex();
      const model = new Map<number, number>();
      keys.forEach((key, row) => {
        expect(index.add(key)).toBe(!model.has(key[31]));
        if (!model.has(key[31])) model.set(key[31], row);
      });
      expect(index.size).toBe(model.size);
      for (let n = 0; n <= 40; n++) {
        expect(index.find(new Uint8Array(32).fill(n, 31))).toBe(model.get(n) ?? -1);
      }
    }),
  );
});

test('reads a key from within a longer array', () => {
  const index = new KeyIndex();
  const key = contentKey('inside');
  const longer = new Uint8Array(70);
  longer.set(key, 37);
  index.add(longer, 37);
  expect(index.find(key)).toBe(0);
});
