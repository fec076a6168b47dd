import { describe, expect, test } from 'vitest';
import { auroc, perMetric } from '../evaluate/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { type Candidate, withinOneStandardError } from './one-standard-error.ts';
import type { Cell } from './results.ts';

const count = 300;
const random = new Random(0, 'one standard error');
const labels = Int32Array.from({ length: count }, (_, i) => i % 2);
const rows = { labels, groups: Array.from({ length: count }, (_, i) => `g${Math.floor(i / 2)}`) };
const noise = Float64Array.from({ length: count }, () => random.normal());

/** Scores with a signal in a noise that all share, and some of their own. */
function candidate(aligner: Partial<Cell['aligner']>, signal: number, own = 0): Candidate {
  const stream = new Random(1, JSON.stringify(aligner));
  const matrix = Matrix.fromRows(
    Array.from(labels, (label, i) => {
      const score = signal * label + noise[i] + own * stream.normal();
      const p = 1 / (1 + Math.exp(-score));
      return [1 - p, p];
    }),
  );
  const figure = (estimate: number) => ({ estimate, low: estimate, high: estimate, dropped: 0 });
  const figures = { ...perMetric(() => figure(0)), auroc: figure(auroc(labels, matrix)) };
  const settings = {
    kind: 'none',
    lambda: null,
    dimensions: 'keep',
    options: {},
    ...aligner,
  } as const;
  const cell: Cell = {
    id: `${settings.kind}(${settings.lambda})`,
    key: '',
    image: 'image/a',
    text: 'text/b',
    aligner: settings,
    head: { name: 'early', hidden: 128, dropout: 0 },
    inputs: { image: 2, text: 2 },
    parameters: 1,
    fits: [],
    validation: figures,
    test: figures,
    confusion: [],
    predictions: '',
  };
  return { cell, validation: [matrix] };
}

const none = candidate({}, 1);

describe('the rule of one standard error', () => {
  test('keeps none where another is better by less than the noise of the difference', () => {
    const better = candidate({ kind: 'center' }, 1.1, 1);
    // However the draw fell, the better one is the best on validation.
    const best = {
      ...better.cell,
      validation: {
        ...better.cell.validation,
        auroc: {
          ...none.cell.validation.auroc,
          estimate: (none.cell.validation.auroc.estimate ?? 0) + 0.005,
        },
      },
    };
    const choice = withinOneStandardError([none, { ...better, cell: best }], best, 'auroc', rows);
    expect(choice.cell.id).toBe('none(null)');
    expect(choice.behind).toBeCloseTo(0.005, 9);
    expect(choice.standardError).toBeGreaterThan(0.005);
  });

  test('takes the better one where the difference is beyond its noise', () => {
    const better = candidate({ kind: 'center' }, 2);
    const choice = withinOneStandardError([none, better], better.cell, 'auroc', rows);
    expect(choice.cell).toBe(better.cell);
    expect(choice.behind).toBe(0);
  });

  test('prefers the plainer kind and the smaller |λ| among those within reach', () => {
    const ridge = candidate({ kind: 'ridge' }, 2);
    const weak = candidate({ kind: 'shift', lambda: 0.25 }, 2);
    const strong = candidate({ kind: 'shift', lambda: -1 }, 2);
    const all = [ridge, strong, weak, none];
    expect(withinOneStandardError(all, ridge.cell, 'auroc', rows).cell).toBe(weak.cell);
    expect(withinOneStandardError([ridge, strong], strong.cell, 'auroc', rows).cell).toBe(
      strong.cell,
    );
  });

  test('never takes a less plain one than the best', () => {
    const ridge = candidate({ kind: 'ridge' }, 1);
    expect(withinOneStandardError([none, ridge], none.cell, 'auroc', rows).cell).toBe(none.cell);
  });
});
