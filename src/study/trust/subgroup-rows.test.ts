import { describe, expect, it } from 'vitest';
import { Matrix } from '../../tensor/index.ts';
import { areaDifference, commonClasses, groupScorer } from './subgroup-rows.ts';

const classes = ['easy', 'hard', 'rare'];
const dataset = { classes };

/** Group A holds easy and hard, group B easy and rare; the head tells easy from the rest. */
const labels = Int32Array.of(0, 0, 1, 1, 0, 0, 2, 2);
const a = Int32Array.of(0, 1, 2, 3);
const b = Int32Array.of(4, 5, 6, 7);
const raw = Matrix.fromRows([
  [0.8, 0.1, 0.1],
  [0.7, 0.2, 0.1],
  [0.1, 0.3, 0.6],
  [0.2, 0.5, 0.3],
  [0.8, 0.1, 0.1],
  [0.7, 0.2, 0.1],
  [0.1, 0.3, 0.6],
  [0.2, 0.5, 0.3],
]);
const score = (rows: Int32Array) =>
  groupScorer(rows, { labels, raw, calibrated: raw, threshold: null })(
    new Float64Array(labels.length).fill(1),
  );

describe('groups that hold other classes', () => {
  it('are compared over the classes that both hold', () => {
    expect(commonClasses(labels, a, b, dataset)).toEqual([0]);
    expect(areaDifference(score(a), score(b), [0], dataset)).toBe(0);
  });

  it('are not compared where one of them holds a single class', () => {
    expect(commonClasses(labels, a, Int32Array.of(4, 5), dataset)).toEqual([]);
  });

  it('differ by nothing that a class makes which only one of them holds', () => {
    const spoilt = Matrix.fromRows(
      Array.from({ length: raw.rows }, (_, i) =>
        labels[i] === 2 ? [0.1, 0.8, 0.1] : [...raw.row(i)],
      ),
    );
    const scored = groupScorer(b, { labels, raw: spoilt, calibrated: spoilt, threshold: null })(
      new Float64Array(labels.length).fill(1),
    );
    expect(areaDifference(score(a), scored, [0], dataset)).toBe(0);
  });
});
