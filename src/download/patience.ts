/** How long a download waits, and how often it tries. Times in milliseconds. */
export interface Patience {
  /** For the head of an answer. */
  readonly answer: number;
  /** For the next byte. */
  readonly silence: number;
  /** A window of time in which at least `leastBytes` must come. */
  readonly window: number;
  readonly leastBytes: number;
  /** Tries in a row without a mebibyte of progress. */
  readonly tries: number;
  /** Before the second try; doubled with each. */
  readonly pause: number;
  /** The most that a server can make it wait with Retry-After. */
  readonly longestPause: number;
}

/** A line of 2 kB/s is slow but alive; a gigabyte takes six days on it, and can be resumed. */
export const patienceDefaults: Patience = {
  answer: 30_000,
  silence: 30_000,
  window: 30_000,
  leastBytes: 60_000,
  tries: 5,
  pause: 1000,
  longestPause: 120_000,
};
