import { expect, test } from 'vitest';
import { incompleteNotice, incompleteRows } from './index.ts';

const encoder = (...places: string[]) => ({ result: { failed: places.map(place => ({ place })) } });
const parts = {
  train: Int32Array.of(0, 1),
  validation: Int32Array.of(2),
  test: Int32Array.of(3),
};
const dataset = {
  samples: [
    { record: { age: null, sex: null } },
    ...Array(4).fill({ record: { age: 1, sex: null } }),
  ],
  skipped: [
    { place: 'line 2', code: 'E_FILE_MISSING' },
    { place: 'line 3', code: 'E_RECORD_VALUE' },
  ],
};

test('a row is counted once, whatever misses it', () => {
  const encoded = {
    images: [encoder('line 4'), encoder('line 4', 'line 5')],
    texts: [encoder('line 5')],
  };
  expect(incompleteRows(dataset, parts, encoded)).toEqual({
    rows: 3,
    image: 3,
    text: 1,
    emptyRecords: 1,
  });
});

test('a data set without records has no empty ones', () => {
  const pictures = { samples: Array(4).fill({ record: {} }), skipped: [] };
  const none = { rows: 0, image: 0, text: 0, emptyRecords: 0 };
  expect(incompleteRows(pictures, parts, { images: [encoder()], texts: [] })).toEqual(none);
});

test('a notice is given where rows are left out, and says what that means for stand-ins', () => {
  const some = { rows: 1, image: 1, text: 0, emptyRecords: 0 };
  expect(incompleteNotice({ ...some, rows: 0 }, 0.2)).toBeNull();
  expect(incompleteNotice(some, 0)).toBe('1 row is left out for want of a picture or a record');
  expect(incompleteNotice({ ...some, rows: 3 }, 0.2)).toMatch(/^3 rows are left out.*stand-ins/);
});
