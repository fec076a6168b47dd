import { describe, expect, test } from 'vitest';
import { perMetric } from '../evaluate/index.ts';
import { Matrix } from '../tensor/index.ts';
import type { Cell } from './results.ts';
import { bestOnValidation, chooseAligners, comparisonsOf } from './selection.ts';

const figure = (estimate: number) => ({ estimate, low: estimate, high: estimate, dropped: 0 });
const figures = (auroc: number, logLoss = 1) => ({
  ...perMetric(() => figure(0)),
  auroc: figure(auroc),
  logLoss: figure(logLoss),
});

function cell(
  kind: Cell['aligner']['kind'],
  lambda: number | null,
  name: Cell['head']['name'],
  validation: Cell['validation'],
  test = figures(0.5),
): Cell {
  const label = kind === 'shift' ? `shift(${lambda})` : kind;
  const single = name === 'image' || name === 'text';
  return {
    id: `${label}/${name}`,
    key: '',
    image: name === 'text' ? null : 'image/a',
    text: name === 'image' ? null : 'text/b',
    aligner: { kind, lambda, dimensions: 'keep', options: {} },
    head: { name, hidden: single || name === 'linear' ? 0 : 128, dropout: 0.2 },
    inputs: { image: 2, text: 2 },
    parameters: 1,
    fits: [
      {
        seed: 0,
        epochs: 1,
        bestEpoch: 1,
        steps: 1,
        validationLoss: 1,
        trainingSeconds: 1,
        convex: null,
        learned: null,
        inferenceSeconds: 1,
      },
    ],
    validation,
    test,
    confusion: [],
    predictions: '',
  };
}

/** Predictions that do not differ: then any gain is beyond its standard error of 0. */
const rows = { labels: Int32Array.of(0, 1, 0, 1), groups: ['a', 'b', 'c', 'd'] };
const same = Matrix.fromRows([
  [0.9, 0.1],
  [0.2, 0.8],
  [0.6, 0.4],
  [0.4, 0.6],
]);
const equallySure = (each: Cell) => ({ cell: each, validation: [same] });

describe('choosing', () => {
  test('takes the best on validation rows and never looks at test rows', () => {
    const cells = [
      cell('none', null, 'early', figures(0.8), figures(0.99)),
      cell('shift', 0.5, 'early', figures(0.9), figures(0.1)),
    ];
    expect(bestOnValidation(cells, 'auroc')?.id).toBe('shift(0.5)/early');
  });

  test('a lower log loss is better', () => {
    const cells = [
      cell('none', null, 'early', figures(0.8, 0.5)),
      cell('center', null, 'early', figures(0.9, 0.7)),
    ];
    expect(bestOnValidation(cells, 'logLoss')?.id).toBe('none/early');
  });

  test.each(['auroc', 'logLoss'] as const)('an undefined %s is never the best', select => {
    const { auroc, logLoss, ...others } = figures(0.8);
    const unknown = { ...others, auroc, logLoss, [select]: { ...auroc, estimate: null } };
    const undefinedCell = cell('none', null, 'early', unknown);
    const known = cell('center', null, 'early', figures(0.8));
    expect(bestOnValidation([undefinedCell, known], select)).toBe(known);
    expect(bestOnValidation([known, undefinedCell], select)).toBe(known);
  });

  test('a gain that is rounding alone is none', () => {
    const none = cell('none', null, 'early', figures(0.9));
    const shifted = cell('shift', 0.5, 'early', figures(0.9 + 1.2e-16));
    expect(shifted.validation.auroc.estimate).toBeGreaterThan(0.9);
    expect(bestOnValidation([shifted, none], 'auroc')).toBe(none);
  });

  test('of equal ones none wins, then the smaller |λ|', () => {
    const cells = [
      cell('shift', 1, 'early', figures(0.9)),
      cell('shift', -0.5, 'early', figures(0.9)),
      cell('none', null, 'early', figures(0.9)),
    ];
    expect(bestOnValidation(cells, 'auroc')?.id).toBe('none/early');
    expect(bestOnValidation(cells.slice(0, 2), 'auroc')?.id).toBe('shift(-0.5)/early');
  });

  test('an undefined figure never wins', () => {
    const undefinedFigure = {
      ...figures(0),
      auroc: { estimate: null, low: null, high: null, dropped: 9 },
    };
    const cells = [
      cell('none', null, 'early', undefinedFigure),
      cell('center', null, 'early', figures(0.1)),
    ];
    expect(bestOnValidation(cells, 'auroc')?.id).toBe('center/early');
  });

  test('each fused head chooses for itself, by kind and over all', () => {
    const cells = [
      cell('none', null, 'image', figures(0.95)),
      cell('none', null, 'early', figures(0.8)),
      cell('shift', 0.5, 'early', figures(0.85)),
      cell('shift', 1, 'early', figures(0.82)),
      cell('none', null, 'late', figures(0.9)),
      cell('shift', 0.5, 'late', figures(0.7)),
    ];
    const choices = chooseAligners(cells.map(equallySure), 'auroc', rows);
    expect(choices.map(({ head, cell: chosen }) => [head, chosen])).toEqual([
      ['early', 'shift(0.5)/early'],
      ['late-128', 'none/late'],
    ]);
    expect(choices[0].byKind).toEqual({ none: 'none/early', shift: 'shift(0.5)/early' });
    expect(comparisonsOf(cells, choices, cells[0])).toEqual([
      { question: 'fusion', a: 'shift(0.5)/early', b: 'none/image' },
      { question: 'fusion', a: 'none/late', b: 'none/image' },
      { question: 'alignment', a: 'shift(0.5)/early', b: 'none/early' },
      { question: 'alignment', a: 'shift(0.5)/late', b: 'none/late' },
    ]);
  });

  test('a shift of λ = 0 is chosen as any other and compared with nothing', () => {
    const cells = [
      cell('none', null, 'early', figures(0.9)),
      cell('shift', 0, 'early', figures(0.9)),
      cell('shift', 1, 'early', figures(0.7)),
      cell('center', null, 'early', figures(0.8)),
    ];
    const choices = chooseAligners(cells.map(equallySure), 'auroc', rows);
    expect(choices[0].byKind.shift).toBe('shift(0)/early');
    expect(comparisonsOf(cells, choices, null)).toEqual([
      { question: 'alignment', a: 'center/early', b: 'none/early' },
    ]);
  });
});
