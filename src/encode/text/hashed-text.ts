import { MingaError } from '../../errors/index.ts';
import { unitLength } from '../unit-length.ts';
import { murmurHash3 } from './murmur-hash.ts';
import type { TextModel } from './static-text.ts';

export interface HashedTextOptions {
  /** Numbers in a vector, 16–65,536. Default 512. */
  readonly dimension?: number;
}

const defaults = { dimension: 512 };

/** Raised when the way the vectors are made changes. */
const version = 1;

const shortestGram = 3;
const longestGram = 5;

/**
 * A text model without weights: hashed word and character n-grams.
 *
 * The text is brought to NFKC and lower case; words are runs of letters, marks and digits. Two
 * families of features are counted: words with pairs of neighbours, and 3 to 5 characters in a row
 * within a word and its borders. A feature that occurs n times weighs 1 + ln n; each family is
 * divided by its norm, so that the many characters do not drown the words. A feature's place is
 * ⌊h / 2⌋ mod dimension and its sign is that of h's lowest bit, with h the MurmurHash3 of its
 * UTF-8 (Weinberger et al., "Feature hashing for large scale multitask learning", 2009). The sum is
 * divided by its norm; a text without words has the vector of zeros.
 *
 * @throws E_OPTION where the dimension is out of its range
 */
export function openHashedText(options: HashedTextOptions = {}): TextModel {
  const { dimension = defaults.dimension } = options;
  if (!Number.isInteger(dimension) || dimension < 16 || dimension > 65_536) {
    throw new MingaError('E_OPTION', {
      found: `dimension ${dimension}`,
      expected: 'a whole number 16–65,536',
    });
  }

  function encode(text: string): Float32Array {
    const vector = new Float32Array(dimension);
    const words = hashedWords(text);
    addFamily(vector, wordCounts(words));
    addFamily(vector, characterCounts(words));
    return unitLength(vector);
  }
  return { dimension, settings: { kind: 'hashed-text', version, dimension }, encode };
}

/** The words that are counted: runs of letters, marks and digits in NFKC and lower case. */
export function hashedWords(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

function wordCounts(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  words.forEach((word, i) => {
    count(counts, `w ${word}`);
    if (i > 0) count(counts, `w ${words[i - 1]} ${word}`);
  });
  return counts;
}

function characterCounts(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) {
    const characters = [' ', ...word, ' '];
    for (let length = shortestGram; length <= longestGram; length++) {
      for (let from = 0; from + length <= characters.length; from++) {
        count(counts, `c ${characters.slice(from, from + length).join('')}`);
      }
    }
  }
  return counts;
}

function count(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

const utf8 = new TextEncoder();

function addFamily(vector: Float32Array, counts: ReadonlyMap<string, number>): void {
  let squares = 0;
  for (const n of counts.values()) squares += (1 + Math.log(n)) ** 2;
  const norm = Math.sqrt(squares);
  for (const [feature, n] of counts) {
    const hash = murmurHash3(utf8.encode(feature));
    const weight = (1 + Math.log(n)) / norm;
    vector[(hash >>> 1) % vector.length] += hash % 2 === 0 ? weight : -weight;
  }
}
