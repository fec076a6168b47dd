import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import {
  auroc,
  classScores,
  confusionMatrix,
  logLoss,
  metricNames,
  metrics,
  perClassAuroc,
  rocCurve,
  score,
} from './index.ts';
import { metrics as ofOneClass } from './metrics.ts';

interface Sample {
  readonly labels: Int32Array;
  readonly probabilities: Matrix;
  /** Small counts, the first of them not zero. */
  readonly counts: Float64Array;
}

/** Few distinct probabilities, so that ties are common. */
function samples(leastClasses = 2, mostClasses = 5): fc.Arbitrary<Sample> {
  return fc.integer({ min: leastClasses, max: mostClasses }).chain(classes =>
    fc
      .array(
        fc.record({
          label: fc.integer({ min: 0, max: classes - 1 }),
          parts: fc.array(fc.integer({ min: 1, max: 6 }), {
            minLength: classes,
            maxLength: classes,
          }),
          count: fc.integer({ min: 0, max: 3 }),
        }),
        { minLength: 1, maxLength: 30 },
      )
      .map(rows => ({
        labels: Int32Array.from(rows, row => row.label),
        probabilities: Matrix.fromRows(rows.map(row => normalised(row.parts))),
        counts: Float64Array.from(rows, (row, i) => (i === 0 ? row.count + 1 : row.count)),
      })),
  );
}

function normalised(parts: readonly number[]): number[] {
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map(part => part / sum);
}

/** Equal up to rounding, or both undefined. */
function expectNear(found: number, expected: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(expected, 12);
}

describe('every metric', () => {
  it('has its row in the table, in order', () => {
    expect(Object.keys(ofOneClass)).toEqual([...metricNames]);
    for (const name of metricNames) expect(metrics[name]).toBe(ofOneClass[name]);
  });

  it('stays within its range', () => {
    fc.assert(
      fc.property(samples(), ({ labels, probabilities }) => {
        const scores = score(labels, probabilities);
        for (const name of metricNames) {
          if (Number.isNaN(scores[name])) continue;
          const [least, greatest] = metrics[name].range;
          expect(scores[name]).toBeGreaterThanOrEqual(least);
          expect(scores[name]).toBeLessThanOrEqual(greatest);
        }
      }),
    );
  });

  it('gives a weight of k what k copies of the row give', () => {
    fc.assert(
      fc.property(samples(), ({ labels, probabilities, counts }) => {
        const copies = [...counts].flatMap((count, i) => Array<number>(count).fill(i));
        const repeated = score(
          Int32Array.from(copies, i => labels[i]),
          probabilities.take(copies),
        );
        const weighted = score(labels, probabilities, counts);
        for (const name of metricNames) expectNear(weighted[name], repeated[name]);
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(samples(), ({ labels, probabilities }) => {
        const backwards = Array.from(labels, (_, i) => labels.length - 1 - i);
        const found = score(labels.toReversed(), probabilities.take(backwards));
        const expected = score(labels, probabilities);
        for (const name of metricNames) expectNear(found[name], expected[name]);
      }),
    );
  });

  it('changes nothing of its input', () => {
    fc.assert(
      fc.property(samples(), ({ labels, probabilities, counts }) => {
        const before = [[...labels], [...probabilities.data], [...counts]];
        score(labels, probabilities, counts);
        expect([[...labels], [...probabilities.data], [...counts]]).toEqual(before);
      }),
    );
  });
});

describe('predicted class', () => {
  it('is the first of equal probabilities', () => {
    const probabilities = Matrix.fromRows([[0.25, 0.375, 0.375]]);
    expect(confusionMatrix(Int32Array.of(2), probabilities)[2]).toEqual([0, 1, 0]);
  });
});

describe('macro F1', () => {
  it('counts a class of the list that is neither present nor predicted as 0', () => {
    const probabilities = Matrix.fromRows([
      [0.8, 0.1, 0.1],
      [0.1, 0.8, 0.1],
    ]);
    expect(score(Int32Array.of(0, 1), probabilities).macroF1).toBeCloseTo(2 / 3, 15);
    expect(score(Int32Array.of(0, 1), probabilities).balancedAccuracy).toBe(1);
  });
});

describe('AUROC', () => {
  it('does not change under a transform that keeps the order', () => {
    fc.assert(
      fc.property(samples(2, 2), ({ labels, probabilities }) => {
        // Squares of a binary probability, its complement in column 0.
        const squared = Matrix.fromRows(
          Array.from(labels, (_, i) => {
            const p = probabilities.row(i)[1] ** 2;
            return [1 - p, p];
          }),
        );
        expect(auroc(labels, squared)).toEqual(auroc(labels, probabilities));
      }),
    );
  });

  it('is the same for a binary problem with its classes swapped', () => {
    fc.assert(
      fc.property(samples(2, 2), ({ labels, probabilities }) => {
        const swapped = Matrix.fromRows(
          Array.from(labels, (_, i) => probabilities.row(i).toReversed()),
        );
        const flipped = labels.map(label => 1 - label);
        expectNear(auroc(flipped, swapped), auroc(labels, probabilities));
      }),
    );
  });

  it('renumbers with the classes', () => {
    fc.assert(
      fc.property(samples(3, 5), ({ labels, probabilities }) => {
        const last = probabilities.columns - 1;
        const renumbered = Matrix.fromRows(
          Array.from(labels, (_, i) => probabilities.row(i).toReversed()),
        );
        const found = perClassAuroc(
          labels.map(label => last - label),
          renumbered,
        );
        expect([...found].reverse()).toEqual([...perClassAuroc(labels, probabilities)]);
      }),
    );
  });

  it('is the share of pairs in order, ties as halves', () => {
    fc.assert(
      fc.property(samples(2, 2), ({ labels, probabilities }) => {
        let pairs = 0;
        let ordered = 0;
        for (let i = 0; i < labels.length; i++) {
          for (let j = 0; j < labels.length; j++) {
            if (labels[i] !== 1 || labels[j] !== 0) continue;
            const margin = probabilities.row(i)[1] - probabilities.row(j)[1];
            pairs += 1;
            ordered += margin > 0 ? 1 : margin === 0 ? 0.5 : 0;
          }
        }
        expectNear(auroc(labels, probabilities), ordered / pairs);
      }),
    );
  });

  it('is undefined where only one class is present', () => {
    const probabilities = Matrix.fromRows([
      [0.5, 0.5],
      [0.2, 0.8],
    ]);
    expect(auroc(Int32Array.of(1, 1), probabilities)).toBeNaN();
    expect(rocCurve(Int32Array.of(1, 1), probabilities, 1).fpr.length).toBe(0);
  });

  it('is the area under the ROC curve', () => {
    fc.assert(
      fc.property(samples(3, 3), ({ labels, probabilities, counts }) => {
        const areas = perClassAuroc(labels, probabilities, counts);
        areas.forEach((area, c) => {
          if (Number.isNaN(area)) return;
          const { fpr, tpr } = rocCurve(labels, probabilities, c, counts);
          let trapezoids = 0;
          for (let k = 1; k < fpr.length; k++) {
            trapezoids += ((fpr[k] - fpr[k - 1]) * (tpr[k] + tpr[k - 1])) / 2;
          }
          expect(trapezoids).toBeCloseTo(area, 12);
        });
      }),
    );
  });
});

describe('ROC curve', () => {
  it('refuses a class that does not exist', () => {
    expect(() => rocCurve(Int32Array.of(0), Matrix.fromRows([[1, 0]]), 2)).toThrow(
      'positive class 2, expected a class index 0–1 [E_OPTION]',
    );
  });
});

describe('log loss', () => {
  it('is finite for a class that was given no probability', () => {
    const probabilities = Matrix.fromRows([[1, 0]]);
    expect(logLoss(Int32Array.of(1), probabilities)).toBeCloseTo(-Math.log(1e-15), 12);
    expect(logLoss(Int32Array.of(0), probabilities)).toBe(0);
  });

  it('is ln C for uniform probabilities', () => {
    const probabilities = Matrix.fromRows([[0.25, 0.25, 0.25, 0.25]]);
    expect(logLoss(Int32Array.of(3), probabilities)).toBe(Math.log(4));
  });
});

describe('calibration error', () => {
  it('lets gaps cancel within a bin and not between bins', () => {
    const two = (p: number) => [p, 1 - p];
    const labels = Int32Array.of(0, 1);
    // Both in (8/15, 9/15]: mean probability 0.5625, one of two right.
    const together = Matrix.fromRows([two(0.5625), two(0.5625)]);
    expect(score(labels, together).ece).toBe(0.0625);
    const apart = Matrix.fromRows([two(0.5625), two(0.625)]);
    expect(score(labels, apart).ece).toBe((0.4375 + 0.625) / 2);
  });
});

describe('agreement', () => {
  it('is 0 for one class called always, and undefined where nothing could disagree', () => {
    const probabilities = Matrix.fromRows([
      [0.9, 0.1],
      [0.9, 0.1],
    ]);
    const mixed = score(Int32Array.of(0, 1), probabilities);
    expect([mixed.mcc, mixed.cohenKappa, mixed.quadraticKappa]).toEqual([0, 0, 0]);
    const single = score(Int32Array.of(0, 0), probabilities);
    expect(single.mcc).toBe(0);
    expect(single.cohenKappa).toBeNaN();
  });
});

describe('hard-prediction AUROC', () => {
  it('is the mean over classes of the area under the ROC curve of hard predictions', () => {
    fc.assert(
      fc.property(samples(2, 4), ({ labels, probabilities }) => {
        const hard = Matrix.fromRows(
          Array.from(labels, (_, i) => {
            const row = [...probabilities.row(i)];
            return row.map((_p, c) => (c === row.indexOf(Math.max(...row)) ? 1 : 0));
          }),
        );
        const areas = [...perClassAuroc(labels, hard)].filter(area => !Number.isNaN(area));
        const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
        expectNear(score(labels, probabilities).hardAuroc, mean);
      }),
    );
  });
});

describe('class scores', () => {
  it('are 0 where nothing could be counted, and support tells why', () => {
    const [, absent] = classScores(Int32Array.of(0), Matrix.fromRows([[1, 0]]));
    expect(absent).toMatchObject({ precision: 0, recall: 0, f1: 0, support: 0, specificity: 1 });
    expect(absent.auroc).toBeNaN();
    expect(absent.hardAuroc).toBeNaN();
  });
});
