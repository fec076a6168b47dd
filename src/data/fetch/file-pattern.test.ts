import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from './file-pattern.ts';

describe('matchesPattern', () => {
  it.each([
    ['*.csv', 'labels.csv', true],
    ['*.csv', 'deep/er/labels.csv', true],
    ['*.csv', 'labels.csv.gz', false],
    ['files/p10/**', 'files/p10/p10000032/s1/a.jpg', true],
    ['files/p10/**', 'files/p11/p1/a.jpg', false],
    ['files/*/a.jpg', 'files/p10/a.jpg', true],
    ['files/*/a.jpg', 'files/p10/s1/a.jpg', false],
    ['**/a.jpg', 'a.jpg', true],
    ['**/a.jpg', 'x/y/a.jpg', true],
    ['./images/?.png', 'images/1.png', true],
    ['images/?.png', 'images/12.png', false],
    ['a+b(1).csv', 'a+b(1).csv', true],
    ['[x].csv', 'x.csv', false],
  ])('%s of %s is %s', (pattern, path, fits) => {
    expect(matchesPattern([pattern])(path)).toBe(fits);
  });

  it('fits where one of several does', () => {
    expect(matchesPattern(['*.csv', '*.txt'])('a/b.txt')).toBe(true);
  });

  it('takes every other character as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^*?/\0]{1,20}$/), name => {
        expect(matchesPattern([name])(`folder/${name}`)).toBe(true);
        expect(matchesPattern([name])(`folder/${name}x`)).toBe(false);
      }),
    );
  });
});
