import { isMingaError, MingaError } from '../errors/index.ts';
import type { Session } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';

type Matrices = Readonly<Record<string, Matrix>>;

/** What the battery needs to know of an estimator. */
export interface EstimatorSubject<Fitted> {
  readonly name: string;
  /** Fits on data and a seed that never change. */
  readonly fit: () => Promise<Fitted> | Fitted;
  /** Everything that `fit` reads: it must be left as it was. */
  readonly data: readonly Matrix[];
  /** Rows to apply it to, by the names of the ONNX inputs. */
  readonly inputs: Matrices;
  /** What it makes of rows, by the names of the ONNX outputs. */
  readonly apply: (fitted: Fitted, inputs: Matrices) => Promise<Matrices> | Matrices;
  readonly save: (fitted: Fitted) => Uint8Array;
  readonly load: (bytes: Uint8Array) => Fitted;
  readonly model: (fitted: Fitted) => Uint8Array;
  /** Loads that model, in Node or in a browser. */
  readonly openModel: (model: Uint8Array) => Promise<Session>;
  /** The largest difference between ONNX and `apply`; 1e-5 by default. */
  readonly tolerance?: number;
}

/**
 * The battery that every estimator passes (the idea is scikit-learn's `check_estimator`): fit twice
 * is fit once, fitting changes nothing that it reads, outputs are finite and row by row, NaN and
 * other dimensions are refused, what was saved loads equal, the ONNX form gives the same.
 *
 * @returns the names of the checks that were passed
 * @throws E_ESTIMATOR naming the first check that fails
 */
export async function checkEstimator<Fitted>(subject: EstimatorSubject<Fitted>): Promise<string[]> {
  const passed: string[] = [];
  const check = (name: string, holds: boolean, detail = ''): void => {
    if (!holds) {
      throw new MingaError('E_ESTIMATOR', {
        found: `estimator ${subject.name} fails "${name}"${detail}`,
      });
    }
    passed.push(name);
  };
  const before = subject.data.map(({ data }) => data.slice());
  const fitted = await subject.fit();
  check(
    'fit leaves its data unchanged',
    subject.data.every(({ data }, i) => same(data, before[i])),
  );
  const bytes = subject.save(fitted);
  check('fit twice is fit once', same(bytes, subject.save(await subject.fit())));

  const inputsBefore = Object.values(subject.inputs).map(({ data }) => data.slice());
  const outputs = await subject.apply(fitted, subject.inputs);
  const [first] = Object.values(subject.inputs);
  for (const [name, output] of Object.entries(outputs)) {
    check(`${name} has a row for each row`, output.rows === first.rows);
    check(`${name} is finite`, output.firstNotFinite() < 0);
  }
  check(
    'apply leaves its inputs unchanged',
    Object.values(subject.inputs).every(({ data }, i) => same(data, inputsBefore[i])),
  );
  const alone = await subject.apply(
    fitted,
    mapMatrices(subject.inputs, matrix => matrix.take([1])),
  );
  check(
    'a row alone gives what it gives among others',
    difference(
      alone,
      mapMatrices(outputs, m => m.take([1])),
    ) <= 1e-6,
  );
  check(
    'NaN is refused',
    await refuses(
      () => subject.apply(fitted, mapMatrices(subject.inputs, withNaN)),
      'E_NOT_FINITE',
    ),
  );
  check(
    'other dimensions are refused',
    await refuses(() => subject.apply(fitted, mapMatrices(subject.inputs, wider))),
  );

  const loaded = subject.load(bytes);
  check('what was saved loads equal', same(subject.save(loaded), bytes));
  check(
    'what was loaded gives the same bits',
    difference(await subject.apply(loaded, subject.inputs), outputs) === 0,
  );
  const written = await runModel(await subject.openModel(subject.model(fitted)), subject.inputs);
  const distance = difference(written, outputs);
  check(
    'the ONNX form gives the same',
    distance <= (subject.tolerance ?? 1e-5),
    `: it differs by ${distance}`,
  );
  return passed;
}

async function runModel(session: Session, inputs: Matrices): Promise<Matrices> {
  const known = new Set(session.inputs.map(({ name }) => name));
  const feeds = Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => known.has(name))
      .map(([name, { rows, columns, data }]) => [
        name,
        { type: 'float32', shape: [rows, columns], data } as const,
      ]),
  );
  const outputs = await session.run(feeds);
  await session.close();
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, { shape, data }]) =>
      data instanceof Float32Array ? [[name, new Matrix(shape[0], shape[1], data)]] : [],
    ),
  );
}

function mapMatrices(matrices: Matrices, change: (matrix: Matrix) => Matrix): Matrices {
  return Object.fromEntries(
    Object.entries(matrices).map(([name, matrix]) => [name, change(matrix)]),
  );
}

function withNaN({ rows, columns, data }: Matrix): Matrix {
  const spoiled = data.slice();
  spoiled[columns] = Number.NaN;
  return new Matrix(rows, columns, spoiled);
}

function wider({ rows, columns }: Matrix): Matrix {
  return Matrix.zeros(rows, columns + 1);
}

async function refuses(action: () => unknown, code?: 'E_NOT_FINITE'): Promise<boolean> {
  try {
    await action();
    return false;
  } catch (error) {
    return isMingaError(error, code);
  }
}

function same(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/** The largest absolute difference over all matrices; infinite where shapes or names differ. */
function difference(a: Matrices, b: Matrices): number {
  let largest = Object.keys(a).length === Object.keys(b).length ? 0 : Number.POSITIVE_INFINITY;
  for (const [name, matrix] of Object.entries(a)) {
    const other = b[name];
    if (other === undefined || other.data.length !== matrix.data.length)
      return Number.POSITIVE_INFINITY;
    for (let i = 0; i < matrix.data.length; i++) {
      largest = Math.max(largest, Math.abs(matrix.data[i] - other.data[i]));
    }
  }
  return largest;
}
