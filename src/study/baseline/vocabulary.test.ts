import { describe, expect, test } from 'vitest';
import { mirror } from './picture-tensor.ts';
import { fittedVocabulary } from './vocabulary.ts';

describe('a vocabulary', () => {
  test('knows the most frequent words of the texts that it was fitted on, and no others', () => {
    const vocabulary = fittedVocabulary(['Age 60, back.', 'age 40', 'back'], 4);
    expect(vocabulary.size).toBe(4);
    // 0 is padding, 1 an unknown word; what lies behind the third word is cut.
    expect([...vocabulary.ids(['AGE back 40 back', ''], 3)].map(Number)).toEqual([
      2, 3, 1, 0, 0, 0,
    ]);
  });
});

describe('mirroring', () => {
  test('turns every row of every channel around, and twice is nothing', () => {
    const picture = Uint8Array.from({ length: 12 }, (_, i) => i);
    mirror(picture, 2);
    expect([...picture]).toEqual([1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10]);
    mirror(picture, 2);
    expect([...picture]).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });
});
