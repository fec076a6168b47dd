import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contingencyOf } from './contingency.ts';
import { fieldArea } from './field-area.ts';
import { levelArea } from './level-area.ts';

interface Golden {
  readonly levels: number;
  readonly codes: readonly number[];
  readonly labels: readonly number[];
  readonly groups: readonly number[];
  readonly folds: readonly number[];
  readonly classes: number;
  readonly areas: readonly number[];
  readonly macro: number;
  readonly standardError: number;
  readonly best: number;
  readonly bestError: number;
}

const golden: readonly Golden[] = JSON.parse(
  readFileSync(new URL('golden/areas.json', import.meta.url), 'utf8'),
);

/** What a golden is made of, as the audit lays it out. */
function laidOut({ levels, codes, labels, groups, folds, classes }: Golden) {
  const counts = new Int32Array(classes);
  for (const label of labels) counts[label] += 1;
  return {
    levels: {
      codes: Int32Array.from(codes),
      count: levels,
      nameOf: String,
      isOneValue: () => true,
    },
    membership: {
      classes,
      starts: Int32Array.from({ length: labels.length + 1 }, (_, i) => i),
      of: Int32Array.from(labels),
      counts,
    },
    groups: {
      count: Math.max(...groups) + 1,
      of: Int32Array.from(groups),
      sizes: new Int32Array(Math.max(...groups) + 1),
      folds: Uint8Array.from(folds),
    },
  };
}

describe.each(golden.map((one, k) => [k, one] as const))('case %i', (_, expected) => {
  const { levels, membership, groups } = laidOut(expected);

  it('has the areas of scikit-learn, class by class', () => {
    const table = contingencyOf(levels, membership, groups);
    for (let c = 0; c < expected.classes; c++) {
      expect(levelArea(table, c).auroc).toBeCloseTo(expected.areas[c], 12);
    }
  });

  it('has the mean of them, and the standard error of their influence over groups', () => {
    const { macro, best } = fieldArea(levels, membership, groups);
    expect(macro.auroc).toBeCloseTo(expected.macro, 12);
    expect(macro.standardError).toBeCloseTo(expected.standardError, 12);
    expect(best.auroc).toBeCloseTo(Math.max(...expected.areas), 12);
    if (expected.classes > 2 && expected.standardError > 0) {
      expect(best.class).toBe(expected.best);
      expect(best.standardError).toBeCloseTo(expected.bestError, 12);
    }
  });
});

it('gives one half to a field without news, and NaN where there is nothing to tell apart', () => {
  const { levels, membership, groups } = laidOut({
    ...golden[0],
    codes: golden[0].codes.map(() => 0),
  });
  expect(fieldArea(levels, membership, groups).macro.auroc).toBe(0.5);
  const one = laidOut({ ...golden[0], labels: golden[0].labels.map(() => 0), classes: 1 });
  expect(fieldArea(one.levels, one.membership, one.groups).macro.auroc).toBeNaN();
});
