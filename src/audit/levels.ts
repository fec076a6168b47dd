import type { Field, NumbersField, WordsField } from './fields.ts';

/** A field cut into few levels, a missing value being one of its own. */
export interface Levels {
  /** The level of each sample. */
  readonly codes: Int32Array;
  readonly count: number;
  /** What a level is called; for people. */
  readonly nameOf: (level: number) => string;
  /** Whether a level is one value, which may be named, or several that were put together. */
  readonly isOneValue: (level: number) => boolean;
}

/** Numbers with more distinct values than this are cut at their quantiles. */
export const mostNumberLevels = 32;

/** Of words the most common this many stand by themselves; rarer ones share a level. */
const mostWordLevels = 2000;

/** Below this many rows to a bin, quantiles follow single rows. */
const leastRowsOfBin = 20;

/** Cells of a table of folds × levels × classes that may be held at once. */
const mostCells = 4_000_000;

/** Levels of a field, cut without a look at the labels. */
export function levelsOf(field: Field, classes: number): Levels {
  return field.kind === 'numbers' ? numberLevels(field) : wordLevels(field, classes);
}

function numberLevels({ numbers }: NumbersField): Levels {
  const present = presentNumbers(numbers).sort();
  const distinct = distinctUpTo(present, mostNumberLevels);
  const exact = distinct !== null;
  const edges = distinct ?? quantiles(present);
  const codes = new Int32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    codes[i] = Number.isNaN(numbers[i]) ? edges.length : levelAt(edges, numbers[i]);
  }
  return {
    codes,
    count: edges.length + 1,
    isOneValue: level => exact || level === edges.length,
    nameOf(level) {
      if (level === edges.length) return 'no value';
      if (exact) return String(edges[level]);
      return level === 0 ? `up to ${edges[0]}` : `above ${edges[level - 1]} to ${edges[level]}`;
    },
  };
}

/** Those that are not missing. Loops over a million rows are several times as fast as callbacks. */
function presentNumbers(numbers: Float64Array): Float64Array {
  const present = new Float64Array(numbers.length);
  let count = 0;
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isNaN(numbers[i])) present[count++] = numbers[i];
  }
  return present.subarray(0, count);
}

/** The distinct numbers of a sorted list; null where there are more than `most`. */
function distinctUpTo(sorted: Float64Array, most: number): Float64Array | null {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    if (distinct.length === most) return null;
    distinct.push(sorted[i]);
  }
  return Float64Array.from(distinct);
}

/** Upper edges of bins of equally many numbers, as far as ties allow. */
function quantiles(sorted: Float64Array): Float64Array {
  const bins = Math.max(2, Math.min(mostNumberLevels, Math.floor(sorted.length / leastRowsOfBin)));
  const edges = Array.from(
    { length: bins },
    (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / bins) - 1],
  );
  return Float64Array.from([...new Set(edges)]);
}

/** The first of the ascending edges that is not below `value`. */
function levelAt(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wordLevels({ codes, values }: WordsField, classes: number): Levels {
  const most = Math.min(mostWordLevels, Math.max(100, Math.floor(mostCells / (5 * classes))));
  const counts = new Int32Array(values.length);
  for (const code of codes) if (code >= 0) counts[code] += 1;
  // A value that occurs once cannot be learnt from other rows.
  const kept = Int32Array.from(counts.keys())
    .filter(code => counts[code] > 1)
    .sort((a, b) => counts[b] - counts[a] || (values[a] < values[b] ? -1 : 1))
    .slice(0, most);
  const rare = kept.length;
  const missing = kept.length + 1;
  const levelOf = new Int32Array(values.length).fill(rare);
  kept.forEach((code, level) => {
    levelOf[code] = level;
  });
  return {
    codes: codes.map(code => (code < 0 ? missing : levelOf[code])),
    count: kept.length + 2,
    isOneValue: level => level !== rare,
    nameOf: level =>
      level === missing ? 'no value' : level === rare ? 'a rare value' : values[kept[level]],
  };
}
