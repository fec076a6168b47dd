import { expect, it } from 'vitest';
import { blankAt, blankBefore } from './blanks.ts';

it('knows the blanks that String.trim knows, and no other', () => {
  for (let sign = 0; sign <= 0xffff; sign++) {
    const text = String.fromCharCode(sign);
    if (!text.isWellFormed()) continue;
    const bytes = Buffer.from(text);
    const expected = text.trim() === '' ? bytes.length : 0;
    if (blankAt(bytes, 0) !== expected || blankBefore(bytes, 0, bytes.length) !== expected) {
      expect.fail(`U+${sign.toString(16)}`);
    }
  }
});

it('does not look beyond the text that it is given', () => {
  const bytes = Buffer.from('\u3000');
  expect(blankBefore(bytes, 1, 3)).toBe(0);
  expect(blankAt(bytes.subarray(0, 2), 0)).toBe(0);
});
