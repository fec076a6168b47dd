import { setTimeout } from 'node:timers/promises';

/** Lets requests through no faster than agreed. */
export interface RateLimit {
  /** Resolves when a request of so many tokens may be sent; the signal's abort rejects. */
  pass(tokens: number, signal: AbortSignal): Promise<void>;
}

export interface RateLimitOptions {
  /** Requests in a window, and tokens in a window. */
  readonly requests?: number;
  readonly tokens?: number;
  readonly windowMilliseconds?: number;
}

const minute = 60_000;

/**
 * No window of a minute, wherever it begins, holds more requests or more tokens than agreed. A
 * request that has more tokens than a whole window waits for an empty one.
 */
export function rateLimit({
  requests = Number.POSITIVE_INFINITY,
  tokens: allowed = Number.POSITIVE_INFINITY,
  windowMilliseconds = minute,
}: RateLimitOptions): RateLimit {
  const sent: { readonly at: number; readonly tokens: number }[] = [];

  /** Milliseconds until a request of so many tokens fits; 0 where it does now. */
  function wait(tokens: number): number {
    const now = performance.now();
    while (sent.length > 0 && sent[0].at + windowMilliseconds <= now) sent.shift();
    const used = sent.reduce((sum, request) => sum + request.tokens, 0);
    const full = sent.length + 1 > Math.max(1, requests) || used + tokens > allowed;
    return sent.length > 0 && full ? Math.max(1, sent[0].at + windowMilliseconds - now) : 0;
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    pass(tokens, signal) {
      const passed = last.then(async () => {
        for (let rest = wait(tokens); rest > 0; rest = wait(tokens)) {
          await setTimeout(rest, undefined, { signal });
        }
        sent.push({ at: performance.now(), tokens });
      });
      last = passed.catch(() => undefined);
      return passed;
    },
  };
}

/** Tokens of a text, guessed: three bytes of UTF-8 each, which is many rather than few. */
export function guessedTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3);
}
