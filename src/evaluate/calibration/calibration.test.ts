import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEstimator } from '../../fuse/index.ts';
import { openLocalSession } from '../../runtime/index.ts';
import { encodeSafetensors, Matrix, Random } from '../../tensor/index.ts';
import { accuracy, logLoss } from '../index.ts';
import { groupFolds } from './group-folds.ts';
import {
  calibratorDesign,
  calibratorMethods,
  calibratorModel,
  chooseCalibrator,
  decodeCalibrator,
  encodeCalibrator,
  isotonic,
  platt,
  temperature,
} from './index.ts';
import { isotonicKnots } from './isotonic-steps.ts';

/** Labels drawn from softmax(z), and probabilities softmax(sharpness·z + lift·class). */
function drawn(rows: number, classes: number, sharpness: number, lift = 0, seed = 0) {
  const random = new Random(seed, 'calibration test');
  const labels = new Int32Array(rows);
  const probabilities = Matrix.zeros(rows, classes);
  for (let i = 0; i < rows; i++) {
    const z = Float64Array.from({ length: classes }, () => 2 * random.normal());
    const honest = shares(z);
    let left = random.uniform();
    while (labels[i] < classes - 1 && left > honest[labels[i]]) left -= honest[labels[i]++];
    probabilities.row(i).set(shares(z.map((value, c) => sharpness * value + lift * c)));
  }
  return { labels, probabilities };
}

function shares(z: Float64Array): Float64Array {
  const powers = z.map(Math.exp);
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map(value => value / sum);
}

describe.each(calibratorMethods)('%s', method => {
  it.each([2, 4])('passes the battery of estimators with %d classes', async classes => {
    const { labels, probabilities } = drawn(60, classes, 2);
    probabilities.row(3).set([1]);
    probabilities.row(3).fill(0, 1);
    const fresh = drawn(20, classes, 3, 0, 1).probabilities;
    const passed = await checkEstimator({
      name: method,
      fit: () => calibratorDesign(method).fit(labels, probabilities),
      data: [probabilities],
      inputs: { probabilities: fresh },
      apply: (fitted, inputs) => ({ calibrated: fitted.transform(inputs.probabilities) }),
      save: encodeCalibrator,
      load: decodeCalibrator,
      model: calibratorModel,
      openModel: openLocalSession,
    });
    expect(passed).toContain('the ONNX form gives the same');
  });

  it('gives rows that sum to one, also of rows unlike those that it was fitted on', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        weights => {
          const { labels, probabilities } = drawn(30, 3, 1);
          const rows = weights.map(row => {
            const sum = row.reduce((a, b) => a + b, 0);
            return sum > 0 ? row.map(value => value / sum) : [1, 0, 0];
          });
          const fitted = calibratorDesign(method).fit(labels, probabilities);
          const out = fitted.transform(Matrix.fromRows(rows));
          for (let i = 0; i < out.rows; i++) {
            expect(out.row(i).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('can be fitted where one class has no rows', () => {
    const { probabilities } = drawn(20, 3, 1);
    const labels = new Int32Array(20).map((_, i) => i % 2);
    const out = calibratorDesign(method).fit(labels, probabilities).transform(probabilities);
    expect(out.firstNotFinite()).toBe(-1);
  });
});

describe('temperature', () => {
  it('finds how much a head exaggerates, and leaves its predictions', () => {
    const { labels, probabilities } = drawn(4000, 3, 2);
    const fitted = temperature().fit(labels, probabilities);
    expect(fitted.state.temperature[0]).toBeGreaterThan(1.85);
    expect(fitted.state.temperature[0]).toBeLessThan(2.15);
    const after = fitted.transform(probabilities);
    expect(accuracy(labels, after)).toBe(accuracy(labels, probabilities));
  });

  it('never raises the log loss of the rows that it was fitted on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (seed, by) => {
          const { labels, probabilities } = drawn(25, 3, by, 0, seed);
          const after = temperature().fit(labels, probabilities).transform(probabilities);
          expect(logLoss(labels, after)).toBeLessThanOrEqual(logLoss(labels, probabilities) + 1e-6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is 1 where every row is flat', () => {
    const flat = Matrix.fromRows([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    expect(temperature().fit(Int32Array.of(0, 1), flat).state.temperature[0]).toBe(1);
  });
});

it('Platt scaling undoes a lift of one class, which a temperature cannot', () => {
  const { labels, probabilities } = drawn(3000, 2, 1, 1.5);
  const { slopes, offsets } = platt().fit(labels, probabilities).state;
  expect(slopes[0]).toBeCloseTo(1, 0);
  expect(offsets[0]).toBeGreaterThan(-1.7);
  expect(offsets[0]).toBeLessThan(-1.3);
});

describe('isotonic regression', () => {
  it('ascends, keeps the mean and is flat where it is fitted to its own line', () => {
    const pairs = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(pairs, points => {
        const knots = isotonicKnots(
          Float32Array.from(points, ([x]) => x / 20),
          Float64Array.from(points, ([, y]) => y),
        );
        for (let k = 1; k < knots.x.length; k++) {
          expect(knots.x[k]).toBeGreaterThan(knots.x[k - 1]);
          expect(knots.y[k]).toBeGreaterThanOrEqual(knots.y[k - 1]);
        }
        expect(isotonicKnots(knots.x, Float64Array.from(knots.y)).y).toEqual(knots.y);
      }),
    );
  });
});

describe('the choice of a method', () => {
  const groupsOf = (rows: number) => Array.from({ length: rows }, (_, i) => `patient ${i >> 1}`);

  it('takes Platt scaling where a class is lifted, a temperature where all is exaggerated', () => {
    const lifted = drawn(600, 2, 1, 2);
    expect(chooseCalibrator(lifted.labels, groupsOf(600), [lifted.probabilities]).method).not.toBe(
      'none',
    );
    const sharp = drawn(600, 4, 3);
    const { method, tried, folds } = chooseCalibrator(sharp.labels, groupsOf(600), [
      sharp.probabilities,
    ]);
    expect(method).toBe('temperature');
    expect(folds).toBe(5);
    expect(tried.map(each => each.method)).toEqual([...calibratorMethods]);
  });

  it('does not take isotonic calibration that only learnt few rows by heart', () => {
    const { labels, probabilities } = drawn(40, 3, 1);
    const fitted = isotonic().fit(labels, probabilities);
    // By heart it is the best of all …
    expect(logLoss(labels, fitted.transform(probabilities))).toBeLessThan(
      logLoss(labels, probabilities),
    );
    // … and held to rows that it has not seen, it is not.
    const { method, tried } = chooseCalibrator(labels, groupsOf(40), [probabilities]);
    expect(method).not.toBe('isotonic');
    const of = (name: string) => tried.find(each => each.method === name)?.logLoss ?? Number.NaN;
    expect(of('isotonic')).toBeGreaterThan(of('none'));
  });

  it('keeps none where a method gains less than its standard error', () => {
    // Exaggerated by so little that a temperature gains, and by less than its noise.
    const slight = Array.from({ length: 12 }, (_, seed) => drawn(300, 3, 1.1, 0, seed));
    const choices = slight.map(({ labels, probabilities }) =>
      chooseCalibrator(labels, groupsOf(300), [probabilities, probabilities]),
    );
    const gains = choices.map(({ tried }) => {
      const [none, temperature] = tried;
      return { gain: none.logLoss - temperature.logLoss, error: temperature.standardError };
    });
    const within = gains.flatMap(({ gain, error }, k) => (gain > 0 && gain <= error ? [k] : []));
    expect(within.length).toBeGreaterThan(0);
    for (const k of within) expect(choices[k].method).not.toBe('temperature');
    expect(choices[0].tried[0].standardError).toBe(0);
  });

  it('counts the groups, not the rows, when it asks how sure a gain is', () => {
    const { labels, probabilities } = drawn(200, 3, 2);
    const twice = Int32Array.from({ length: 400 }, (_, i) => i >> 1);
    const errorOf = (groups: readonly string[], rows: Int32Array) =>
      chooseCalibrator(
        Int32Array.from(rows, i => labels[i]),
        groups,
        [probabilities.take(rows)],
      ).tried[1].standardError;
    const single = errorOf(
      Array.from(labels, (_, i) => `patient ${i}`),
      Int32Array.from(labels.keys()),
    );
    const doubled = errorOf(
      Array.from(twice, i => `patient ${i}`),
      twice,
    );
    expect(doubled / single).toBeCloseTo(1, 6);
  });

  it('leaves all as it is where there is one group', () => {
    const { labels, probabilities } = drawn(10, 2, 3);
    const one = Array.from(labels, () => 'a');
    expect(chooseCalibrator(labels, one, [probabilities])).toEqual({
      method: 'none',
      tried: [],
      folds: 0,
    });
  });

  it('puts no group in two folds, and every class in every fold where it has groups for it', () => {
    const { labels } = drawn(60, 3, 1);
    const groups = groupsOf(60);
    const { of } = groupFolds(labels, groups, 5, 0);
    groups.forEach((group, i) => {
      expect(of[i]).toBe(of[groups.indexOf(group)]);
    });
    expect(new Set(of).size).toBe(5);
  });
});

describe('a saved calibrator', () => {
  const saved = (metadata: Record<string, string>, numbers: readonly number[]) =>
    encodeSafetensors(
      [
        [
          'temperature',
          { dtype: 'F32', shape: [numbers.length], data: Float32Array.from(numbers) },
        ],
      ],
      { format: 'minga-calibrator-1', method: 'temperature', classes: '3', ...metadata },
    );

  it.each([
    ['another format', saved({ format: 'minga-head-2' }, [1])],
    ['an unknown method', saved({ method: 'wish' }, [1])],
    ['one class', saved({ classes: '1' }, [1])],
    ['too many numbers', saved({}, [1, 2])],
    ['a number that is none', saved({}, [Number.NaN])],
    ['the numbers of another method', saved({ method: 'platt' }, [1])],
    ['no steps', saved({ method: 'isotonic' }, [1])],
  ])('is refused with %s', (_, bytes) => {
    expect(() => decodeCalibrator(bytes)).toThrow(/E_CALIBRATOR_INPUT/);
  });

  it('is refused where steps do not ascend', () => {
    const data = Float32Array.of(0.5, 0.2);
    const tensor = { dtype: 'F32', shape: [2], data } as const;
    const bytes = encodeSafetensors(
      [
        ['x1', tensor],
        ['y1', tensor],
      ],
      { format: 'minga-calibrator-1', method: 'isotonic', classes: '2' },
    );
    expect(() => decodeCalibrator(bytes)).toThrow(/do not ascend.*E_CALIBRATOR_INPUT/);
  });
});
