import {
  add,
  concat,
  div,
  greater,
  mul,
  slice,
  sub,
  type Value,
  where,
} from '../../graph/index.ts';

/** How the probability of one class against the others is mapped to another. */
export interface ClassMap {
  /** @returns 0 to 1 */
  readonly apply: (probability: number) => number;
  /** The same for a column [n, 1]. */
  readonly write: (column: Value) => Value;
}

/** The classes that have a map of their own: the second of two, else all. */
export function mappedClasses(classes: number): number[] {
  return classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
}

/**
 * Maps of one class against the others as a map of rows. Of two classes the first gets what the
 * second leaves; more are brought to a sum of one again, and where all are zero each gets as much as
 * the others (as scikit-learn's `CalibratedClassifierCV` does).
 *
 * @param maps one for each of `mappedClasses`
 */
export function oneVsRest(classes: number, maps: readonly ClassMap[]) {
  return classes === 2 ? binary(maps[0]) : normalised(classes, maps);
}

function binary(map: ClassMap) {
  return {
    row(row: Float32Array, out: Float32Array): void {
      const p = map.apply(row[1]);
      out[0] = 1 - p;
      out[1] = p;
    },
    write(probabilities: Value): Value {
      const p = map.write(slice(probabilities, 1, 1, 2));
      return concat([sub(1, p), p], 1);
    },
  };
}

function normalised(classes: number, maps: readonly ClassMap[]) {
  return {
    row(row: Float32Array, out: Float32Array): void {
      const mapped = maps.map((map, c) => map.apply(row[c]));
      const sum = mapped.reduce((a, b) => a + b, 0);
      for (let c = 0; c < classes; c++) out[c] = sum > 0 ? mapped[c] / sum : 1 / classes;
    },
    write(probabilities: Value): Value {
      const mapped = maps.map((map, c) => map.write(slice(probabilities, 1, c, c + 1)));
      const sum = mapped.reduce((a, b) => add(a, b));
      const some = greater(sum, 0);
      const divisor = where(some, sum, 1);
      const shares = mapped.map(column =>
        where(some, div(column, divisor), mul(1 / classes, divisor)),
      );
      return concat(shares, 1);
    },
  };
}
