import { describe, expect, it } from 'vitest';
import { Random } from '../../tensor/index.ts';
import { guessedTokens, rateLimit } from './rate-limit.ts';
import { askedDelay, retryDelay } from './retry-delay.ts';

const { signal } = new AbortController();

/** When requests of so many tokens were let through. */
async function times(options: Parameters<typeof rateLimit>[0], tokens: readonly number[]) {
  const limit = rateLimit(options);
  const started = performance.now();
  return Promise.all(
    tokens.map(async count => {
      await limit.pass(count, signal);
      return performance.now() - started;
    }),
  );
}

describe('rateLimit', () => {
  it('lets everything pass where nothing is agreed', async () => {
    expect(Math.max(...(await times({}, Array(100).fill(1e6))))).toBeLessThan(50);
  });

  it('holds no more requests in any window than agreed', async () => {
    const passed = await times({ requests: 3, windowMilliseconds: 100 }, Array(9).fill(1));
    for (let i = 3; i < 9; i++) expect(passed[i] - passed[i - 3]).toBeGreaterThan(99);
    expect(passed[8]).toBeLessThan(400);
  });

  it('holds no more tokens in any window than agreed, and lets a larger request pass alone', async () => {
    const passed = await times({ tokens: 10, windowMilliseconds: 100 }, [6, 4, 6, 50, 1]);
    expect(passed[1]).toBeLessThan(50);
    expect(passed[2] - passed[0]).toBeGreaterThan(99);
    expect(passed[3] - passed[2]).toBeGreaterThan(99);
    expect(passed[4] - passed[3]).toBeGreaterThan(99);
  });

  it('lets those behind pass where one gives up waiting', async () => {
    const limit = rateLimit({ requests: 1, windowMilliseconds: 150 });
    await limit.pass(1, signal);
    const gone = limit.pass(1, AbortSignal.timeout(20));
    const next = limit.pass(1, signal);
    await expect(gone).rejects.toThrow();
    await next;
  });
});

describe('guessedTokens', () => {
  it('counts bytes, three to a token', () => {
    expect(guessedTokens('')).toBe(0);
    expect(guessedTokens('diabetes')).toBe(3);
    expect(guessedTokens('ñandú')).toBe(3);
  });
});

describe('retryDelay', () => {
  it('doubles up to a minute, less a random part of at most half', () => {
    const random = new Random(1, 'test');
    for (let attempt = 0; attempt < 12; attempt++) {
      const full = Math.min(60_000, 500 * 2 ** attempt);
      const delay = retryDelay(attempt, undefined, random);
      expect(delay).toBeGreaterThanOrEqual(full / 2);
      expect(delay).toBeLessThanOrEqual(full);
    }
  });

  it('is never shorter than the server asks', () => {
    expect(retryDelay(0, '7', new Random(1, 'test'))).toBe(7000);
  });
});

describe('askedDelay', () => {
  const now = Date.parse('2026-11-24T10:00:00Z');
  it.each([
    [undefined, 0],
    ['3', 3000],
    ['Tue, 24 Nov 2026 10:00:05 GMT', 5000],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
    ['soon', 0],
  ])('reads %j as %i ms', (text, milliseconds) => {
    expect(askedDelay(text, now)).toBe(milliseconds);
  });
});
