import { describe, expect, test } from 'vitest';
import { MingaError } from '../errors/index.ts';
import { encodeModel, Graph, mul } from '../graph/index.ts';
import { openLocalSession } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import { checkEstimator, type EstimatorSubject } from './index.ts';

type Fitted = { readonly factor: number };
type Matrices = Readonly<Record<string, Matrix>>;

const data = Matrix.fromRows([
  [1, 2],
  [3, 4],
  [5, 6],
]);

function scaled({ rows, columns, data: numbers }: Matrix, factor: number): Matrix {
  return new Matrix(
    rows,
    columns,
    numbers.map(x => x * factor),
  );
}

function checked(x: Matrix): Matrix {
  if (x.firstNotFinite() >= 0) throw new MingaError('E_NOT_FINITE', { found: 'x is not finite' });
  if (x.columns !== 2) throw new MingaError('E_SHAPE', { found: `${x.columns} columns` });
  return x;
}

/** An estimator that keeps the contract: x times the number of its training rows. */
const faithful: EstimatorSubject<Fitted> = {
  name: 'scale',
  fit: () => ({ factor: data.rows }),
  data: [data],
  inputs: { x: data },
  apply: ({ factor }, { x }) => ({ y: scaled(checked(x), factor) }),
  save: ({ factor }) => Uint8Array.of(factor),
  load: bytes => ({ factor: bytes[0] }),
  openModel: openLocalSession,
  model: ({ factor }) => {
    const graph = new Graph();
    graph.output('y', mul(graph.input('x', 'float32', ['N', 2]), factor));
    return encodeModel(graph);
  },
};

let fits = 0;

const faults: readonly (readonly [string, Partial<EstimatorSubject<Fitted>>])[] = [
  [
    'fit leaves its data unchanged',
    {
      fit: () => {
        data.data[0] += 1;
        return { factor: 3 };
      },
    },
  ],
  ['fit twice is fit once', { fit: () => ({ factor: ++fits }) }],
  ['y has a row for each row', { apply: (_, { x }) => ({ y: checked(x).take([0]) }) }],
  ['y is finite', { apply: (_, { x }) => ({ y: scaled(checked(x), Number.POSITIVE_INFINITY) }) }],
  [
    'apply leaves its inputs unchanged',
    {
      inputs: { x: scaled(data, 1) },
      apply: (_, { x }) => {
        x.data[0] += 1;
        return { y: x };
      },
    },
  ],
  [
    'a row alone gives what it gives among others',
    { apply: (_, { x }) => ({ y: scaled(checked(x), x.rows) }) },
  ],
  [
    'NaN is refused',
    { apply: ({ factor }, { x }) => ({ y: scaled(x, factor) }), inputs: { x: data } },
  ],
  [
    'other dimensions are refused',
    {
      apply: ({ factor }, { x }: Matrices) => {
        if (x.firstNotFinite() >= 0) throw new MingaError('E_NOT_FINITE', { found: 'x' });
        return { y: scaled(x, factor) };
      },
    },
  ],
  ['what was saved loads equal', { load: () => ({ factor: 4 }) }],
  [
    'what was loaded gives the same bits',
    { save: () => Uint8Array.of(1), load: () => ({ factor: 4 }) },
  ],
  ['the ONNX form gives the same', { model: () => faithful.model({ factor: 3.001 }) }],
];

describe('the battery of estimators', () => {
  test('passes one that keeps the contract, and says what it looked at', async () => {
    expect(await checkEstimator(faithful)).toEqual([
      'fit leaves its data unchanged',
      'fit twice is fit once',
      'y has a row for each row',
      'y is finite',
      'apply leaves its inputs unchanged',
      'a row alone gives what it gives among others',
      'NaN is refused',
      'other dimensions are refused',
      'what was saved loads equal',
      'what was loaded gives the same bits',
      'the ONNX form gives the same',
    ]);
  });

  test.each(faults)('finds where this is broken: %s', async (name, fault) => {
    await expect(checkEstimator({ ...faithful, ...fault })).rejects.toThrow(
      `estimator scale fails "${name}"`,
    );
    await expect(checkEstimator({ ...faithful, ...fault })).rejects.toThrow(/E_ESTIMATOR/);
  });
});
