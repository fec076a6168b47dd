import { describe, expect, it } from 'vitest';
import { Matrix, Random } from '../tensor/index.ts';
import earlier from './golden/draws-of-0.5.json' with { type: 'json' };
import golden from './golden/intervals.json' with { type: 'json' };
import { bootstrap, headlineMetrics, metricNames, score } from './index.ts';

const rows = 60;
const classes = 3;

/** Softmax of noise, with `skill` added at the label. */
function predict(labels: Int32Array, skill: number, seed: number): Matrix {
  const random = new Random(seed, 'test predictions');
  return Matrix.fromRows(
    Array.from(labels, label => {
      const parts = Array.from({ length: classes }, (_, c) =>
        Math.exp(random.normal() + (c === label ? skill : 0)),
      );
      const sum = parts.reduce((total, part) => total + part, 0);
      return parts.map(part => part / sum);
    }),
  );
}

const labels = Int32Array.from({ length: rows }, (_, i) => i % classes);
const groups = Array.from(labels, (_, i) => `patient ${Math.floor(i / 2)}`);
const weak = [1, 2, 3].map(seed => predict(labels, 0.3, seed));
const strong = [4, 5, 6].map(seed => predict(labels, 2, seed));
const options = { resamples: 200 };

/** Probabilities that are right (column 0) where `hits` is 1, all labels being class 0. */
function fromHits(hits: readonly number[]): Matrix {
  return Matrix.fromRows(hits.map(hit => [hit, 1 - hit]));
}

describe('bootstrap', () => {
  it('estimates the mean over seeds on the full data', () => {
    const { systems } = bootstrap({ labels, groups, systems: { weak } }, options);
    for (const name of metricNames) {
      const mean = weak.reduce((sum, p) => sum + score(labels, p)[name], 0) / weak.length;
      expect(systems.weak[name].estimate).toBeCloseTo(mean, 12);
      expect(systems.weak[name].low).toBeLessThan(mean);
      expect(systems.weak[name].high).toBeGreaterThan(mean);
    }
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    const input = { labels, groups, systems: { weak, strong } };
    const run = (seed: number) => JSON.stringify(bootstrap(input, { ...options, seed }).systems);
    expect(run(7)).toBe(run(7));
    expect(run(7)).not.toBe(run(8));
  });

  it('gives, to the last bit, what release 0.5 gave', () => {
    const { systems, pairs } = bootstrap(
      { labels, groups, systems: { weak, strong } },
      { ...options, pairs: [['strong', 'weak']] },
    );
    for (const name of headlineMetrics) {
      expect(systems.weak[name]).toEqual(earlier.weak[name]);
      const { p, ...difference } = pairs[0].differences[name];
      expect(difference).toEqual(earlier.strongMinusWeak[name]);
      expect(p).toBe(2 / 201);
    }
  });

  it('gives a system the same interval whatever stands beside it', () => {
    const alone = bootstrap({ labels, groups, systems: { strong } }, options);
    const beside = bootstrap(
      { labels, groups, systems: { one: [weak[0]], weak, strong } },
      options,
    );
    expect(beside.systems.strong).toEqual(alone.systems.strong);
  });

  it('resamples rows where every row is a group of its own', () => {
    const own = Int32Array.from(labels, (_, i) => 1000 - i);
    const grouped = bootstrap({ labels, groups: own, systems: { weak } }, options);
    expect(grouped).toEqual(bootstrap({ labels, systems: { weak } }, options));
    expect(grouped.groups).toBe(rows);
  });

  it('takes groups as text or numbers alike', () => {
    const numbered = Int32Array.from(groups, id => Number(id.slice(8)));
    expect(bootstrap({ labels, groups: numbered, systems: { weak } }, options)).toEqual(
      bootstrap({ labels, groups, systems: { weak } }, options),
    );
  });

  it('widens with the seeds: the same cases, seeds that differ', () => {
    const same = [weak[0], weak[0], weak[0]];
    const different = [weak[0], strong[0], predict(labels, 5, 9)];
    const { systems } = bootstrap(
      { labels, systems: { same, one: [weak[0]], different } },
      options,
    );
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(systems.same.logLoss.low).toBeCloseTo(systems.one.logLoss.low, 12);
    expect(systems.same.logLoss.high).toBeCloseTo(systems.one.logLoss.high, 12);
    expect(width(systems.different.accuracy)).toBeGreaterThan(width(systems.same.accuracy));
  });
});

describe('paired differences', () => {
  it('are exactly 0 of a system with itself', () => {
    const { pairs } = bootstrap(
      { labels, groups, systems: { weak, copy: weak } },
      {
        ...options,
        pairs: [
          ['weak', 'copy'],
          ['weak', 'weak'],
        ],
      },
    );
    for (const { differences } of pairs) {
      for (const name of metricNames) {
        const { estimate, low, high, shareAbove, standardError } = differences[name];
        expect([estimate, low, high, shareAbove, standardError]).toEqual([0, 0, 0, 0, 0]);
      }
    }
  });

  it('are exactly 0 between one matrix and the same under several seeds, however the sums round', () => {
    const { pairs } = bootstrap(
      { labels, groups, systems: { one: weak.slice(0, 1), three: weak.map(() => weak[0]) } },
      { ...options, pairs: [['one', 'three']] },
    );
    for (const name of metricNames) {
      expect(pairs[0].differences[name], name).toMatchObject({ low: 0, high: 0, shareAbove: 0 });
    }
  });

  it('change sign with their order', () => {
    const { pairs } = bootstrap(
      { labels, groups, systems: { weak, strong } },
      {
        ...options,
        pairs: [
          ['strong', 'weak'],
          ['weak', 'strong'],
        ],
      },
    );
    const [forward, backward] = pairs;
    expect(forward).toMatchObject({ a: 'strong', b: 'weak' });
    for (const name of metricNames) {
      expect(forward.differences[name].low).toBeCloseTo(-backward.differences[name].high, 12);
      expect(forward.differences[name].estimate).toBe(-backward.differences[name].estimate);
    }
    expect(forward.differences.auroc.shareAbove).toBe(1);
    expect(forward.differences.logLoss.shareAbove).toBe(0);
  });

  it('are narrower than those of unrelated systems, because cases are shared', () => {
    const near = weak.map(p => nudge(p));
    const { systems, pairs } = bootstrap(
      { labels, groups, systems: { weak, near } },
      { ...options, pairs: [['near', 'weak']] },
    );
    const { low, high } = pairs[0].differences.logLoss;
    expect(high - low).toBeLessThan((systems.weak.logLoss.high - systems.weak.logLoss.low) / 2);
  });

  it('compare systems with different numbers of seeds', () => {
    const { pairs } = bootstrap(
      { labels, groups, systems: { weak, one: [strong[0]] } },
      { ...options, pairs: [['one', 'weak']] },
    );
    expect(pairs[0].differences.accuracy.estimate).toBeGreaterThan(0);
    expect(pairs[0].differences.accuracy.high).toBeGreaterThan(0);
  });
});

/** A tenth of the way to uniform. */
function nudge(p: Matrix): Matrix {
  return new Matrix(
    p.rows,
    p.columns,
    p.data.map(value => 0.9 * value + 0.1 / p.columns),
  );
}

describe('a resample without one of the classes', () => {
  const rare = Int32Array.from(labels, (_, i) => (i === 0 ? 2 : i % 2));
  const result = bootstrap({ labels: rare, systems: { weak } }, { resamples: 1000 });

  it('is dropped, and counted, for the metrics that average over classes', () => {
    // A row is absent from a resample with chance (1 - 1/60)^60 = 0.365.
    const { auroc, macroF1, balancedAccuracy } = result.systems.weak;
    expect(auroc.dropped).toBeGreaterThan(300);
    expect(auroc.dropped).toBeLessThan(430);
    expect(macroF1.dropped).toBe(auroc.dropped);
    expect(balancedAccuracy.dropped).toBe(auroc.dropped);
    expect(auroc.low).toBeLessThanOrEqual(auroc.high);
  });

  it('is kept for the others', () => {
    expect(result.systems.weak.accuracy.dropped).toBe(0);
    expect(result.systems.weak.logLoss.dropped).toBe(0);
  });

  it('is no matter of a class that the full data lack too', () => {
    const absent = Int32Array.from(labels, (_, i) => i % 2);
    const { systems } = bootstrap({ labels: absent, systems: { weak } }, options);
    expect(systems.weak.auroc.dropped).toBe(0);
  });

  it('leaves an undefined metric undefined', () => {
    const single = new Int32Array(rows);
    const { systems, pairs } = bootstrap(
      { labels: single, systems: { weak } },
      { ...options, pairs: [['weak', 'weak']] },
    );
    expect(systems.weak.auroc).toEqual({
      estimate: Number.NaN,
      low: Number.NaN,
      high: Number.NaN,
      dropped: 0,
    });
    expect(pairs[0].differences.auroc.shareAbove).toBeNaN();
  });
});

describe('intervals from other implementations', () => {
  const [single] = golden.hits;
  const correct = new Int32Array(single.length);
  const many = { resamples: 6000 };

  it('agree with SciPy over rows, up to Monte Carlo error', () => {
    const input = { labels: correct, systems: { single: [fromHits(single)] } };
    const { low, high } = bootstrap(input, many).systems.single.accuracy;
    expect(Math.abs(low - golden.byRow[0])).toBeLessThan(0.006);
    expect(Math.abs(high - golden.byRow[1])).toBeLessThan(0.006);
  });

  it('agree with NumPy over groups, alone and with seeds', () => {
    const systems = { single: [fromHits(single)], seeds: golden.hits.map(fromHits) };
    const input = { labels: correct, groups: Int32Array.from(golden.groups), systems };
    const found = bootstrap(input, many).systems;
    const expected = { single: golden.byGroup, seeds: golden.byGroupAndSeed };
    for (const name of ['single', 'seeds'] as const) {
      const { low, high } = found[name].accuracy;
      expect(Math.abs(low - expected[name][0])).toBeLessThan(0.006);
      expect(Math.abs(high - expected[name][1])).toBeLessThan(0.006);
    }
  });
});

describe('coverage over 200 simulated studies of 40 patients with five pictures each', () => {
  /** Pictures of a patient mostly succeed or fail together; the true accuracy is 0.7. */
  function covers(study: number, byPatient: boolean): boolean {
    const random = new Random(study, 'coverage');
    const hits: number[] = [];
    for (let patient = 0; patient < 40; patient++) {
      const chance = random.uniform() < 0.5 ? 0.9 : 0.5;
      for (let picture = 0; picture < 5; picture++) hits.push(random.uniform() < chance ? 1 : 0);
    }
    const patients = byPatient ? Int32Array.from(hits, (_, i) => Math.floor(i / 5)) : undefined;
    const input = {
      labels: new Int32Array(200),
      groups: patients,
      systems: { s: [fromHits(hits)] },
    };
    const { low, high } = bootstrap(input, { resamples: 150, seed: study }).systems.s.accuracy;
    return low <= 0.7 && 0.7 <= high;
  }
  const coverage = (byPatient: boolean) =>
    Array.from({ length: 200 }, (_, study) => covers(study, byPatient)).filter(Boolean).length /
    200;

  it('is near 95 % by patient, and short of it by picture', () => {
    const byPatient = coverage(true);
    const byPicture = coverage(false);
    expect(byPatient).toBeGreaterThan(0.91);
    expect(byPatient).toBeLessThan(0.98);
    expect(byPicture).toBeLessThan(byPatient - 0.03);
  });
});

describe('what a bootstrap refuses', () => {
  it.each([
    [{ resamples: 0 }, 'resamples 0, expected a whole number 1–1000000 [E_OPTION]'],
    [{ resamples: 1.5 }, 'E_OPTION'],
    [{ level: 1 }, 'level 1, expected over 0 and under 1'],
    [{ level: Number.NaN }, 'level NaN'],
    [{ seed: -1 }, 'seed -1'],
    [
      { pairs: [['weak', 'none']] as const },
      'a pair with the system "none", expected one of "weak"',
    ],
  ])('options %j', (wrong, message) => {
    expect(() => bootstrap({ labels, systems: { weak } }, wrong)).toThrow(message);
  });

  it('groups that do not fit or leave nothing to resample', () => {
    const systems = { weak };
    expect(() => bootstrap({ labels, groups: ['a'], systems }, options)).toThrow('E_SHAPE');
    const one = new Int32Array(rows);
    expect(() => bootstrap({ labels, groups: one, systems }, options)).toThrow(
      '60 rows in 1 group, expected at least two groups',
    );
  });

  it('systems that are missing, empty or do not fit', () => {
    expect(() => bootstrap({ labels, systems: {} })).toThrow('no systems');
    expect(() => bootstrap({ labels, systems: { a: [] } })).toThrow(
      'system "a" without probabilities',
    );
    const binary = [fromHits(Array<number>(rows).fill(1))];
    const two = labels.map(label => Math.min(label, 1));
    expect(() => bootstrap({ labels: two, systems: { weak, binary } })).toThrow(
      'system "binary" with 2 classes, expected 3 as in system "weak"',
    );
  });

  it('a bad matrix, named by its system and seed', () => {
    const bad = new Matrix(rows, classes, weak[1].data.slice());
    bad.data[4] = Number.NaN;
    expect(() => bootstrap({ labels, systems: { weak, mine: [weak[0], bad] } })).toThrow(
      'system "mine", seed 1: probability NaN at row 1, class 1',
    );
  });
});
