// So many sweeps are kept until they are carried out: then a row of columns is turned by all of them
// while it is at hand.
const kept = 32;

/** Columns that are turned in planes of neighbours, sweep by sweep. */
export interface TurnedColumns {
  /** Turns columns k and k+1, for k from `last` down to `first`. */
  turn(first: number, last: number, cosines: Float64Array, sines: Float64Array): void;
  /** The columns as they are after all sweeps. */
  finish(): Float64Array;
}

/** @param q [n × n], row-major; is changed */
export function turnedColumns(q: Float64Array, n: number): TurnedColumns {
  const [cosines, sines] = [new Float64Array(kept * n), new Float64Array(kept * n)];
  const [firsts, lasts] = [new Int32Array(kept), new Int32Array(kept)];
  let count = 0;

  function carryOut(): void {
    let row = 0;
    for (; row + 4 <= n; row += 4) {
      for (let s = 0; s < count; s++) {
        turnFour(q, row * n, n, cosines, sines, s * n, firsts[s], lasts[s]);
      }
    }
    for (; row < n; row++) {
      for (let s = 0; s < count; s++) {
        turnOne(q, row * n, cosines, sines, s * n, firsts[s], lasts[s]);
      }
    }
    count = 0;
  }
  return {
    turn(first, last, newCosines, newSines) {
      cosines.set(newCosines.subarray(first, last + 1), count * n + first);
      sines.set(newSines.subarray(first, last + 1), count * n + first);
      [firsts[count], lasts[count]] = [first, last];
      if (++count === kept) carryOut();
    },
    finish() {
      carryOut();
      return q;
    },
  };
}

/** Four rows at once: what one waits for, the others compute. */
function turnFour(
  q: Float64Array,
  at: number,
  n: number,
  cosines: Float64Array,
  sines: Float64Array,
  from: number,
  first: number,
  last: number,
): void {
  const [at1, at2, at3] = [at + n, at + 2 * n, at + 3 * n];
  let x0 = q[at + last + 1];
  let x1 = q[at1 + last + 1];
  let x2 = q[at2 + last + 1];
  let x3 = q[at3 + last + 1];
  for (let k = last; k >= first; k--) {
    const c = cosines[from + k];
    const s = sines[from + k];
    const y0 = q[at + k];
    const y1 = q[at1 + k];
    const y2 = q[at2 + k];
    const y3 = q[at3 + k];
    q[at + k + 1] = s * y0 + c * x0;
    q[at1 + k + 1] = s * y1 + c * x1;
    q[at2 + k + 1] = s * y2 + c * x2;
    q[at3 + k + 1] = s * y3 + c * x3;
    x0 = c * y0 - s * x0;
    x1 = c * y1 - s * x1;
    x2 = c * y2 - s * x2;
    x3 = c * y3 - s * x3;
  }
  q[at + first] = x0;
  q[at1 + first] = x1;
  q[at2 + first] = x2;
  q[at3 + first] = x3;
}

function turnOne(
  q: Float64Array,
  at: number,
  cosines: Float64Array,
  sines: Float64Array,
  from: number,
  first: number,
  last: number,
): void {
  let x = q[at + last + 1];
  for (let k = last; k >= first; k--) {
    const [c, s, y] = [cosines[from + k], sines[from + k], q[at + k]];
    q[at + k + 1] = s * y + c * x;
    x = c * y - s * x;
  }
  q[at + first] = x;
}
