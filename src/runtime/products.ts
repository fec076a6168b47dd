import { MingaError } from '../errors/index.ts';
import { encodeModel, type FloatType, Graph } from '../graph/index.ts';
import {
  DoubleMatrix,
  type Products,
  productSizes,
  type Transposed,
} from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { requireThreads } from './onnx-session.ts';
import type { Runtime } from './remote-runtime.ts';
import type { Feeds, RuntimeTensor, Session } from './session.ts';

/** How products are computed. */
export interface ProductOptions {
  /** Threads within one product; 2 by default. In a browser its runtime's own number holds. */
  readonly threads?: number;
}

/** Products whose kernels belong to a runtime. */
export interface RuntimeProducts extends Products {
  /** Gives the kernels' memory back; the runtime stays open. */
  close(): Promise<void>;
}

/**
 * Products of matrices by ONNX Runtime's kernels: a model of one `Gemm` for each precision and
 * transposition, loaded when it is first needed. The rows of the first factor go over in blocks, so
 * that a product of many rows needs room for the second factor and little else; a factor must not
 * be written to before the product is there. Products asked for at once are computed in turn.
 *
 * @throws E_OPTION where `threads` is not a whole number from 1; the products throw E_SHAPE where
 *   inner sizes differ and E_RUNTIME where the runtime is closed
 * @example
 * const runtime = openRuntime();
 * const products = await openProducts(runtime);
 * const covariance = await covarianceOf(rows, mean, products);
 * await runtime.close();
 */
export async function openProducts(
  runtime: Runtime,
  options: ProductOptions = {},
): Promise<RuntimeProducts> {
  const { threads = 2 } = options;
  requireThreads(threads);
  const kernels = new Map<string, Promise<Session>>();
  let turn: Promise<unknown> = Promise.resolve();

  function kernel(type: FloatType, transposed: Transposed, squared: boolean): Promise<Session> {
    const key = `${type} ${transposed} ${squared}`;
    const known =
      kernels.get(key) ?? runtime.open(kernelModel(type, transposed, squared), { threads });
    kernels.set(key, known);
    return known;
  }

  /** Adds the rows of a·b to `result`, block by block. */
  async function fill<A extends Numbers>(
    precision: Precision<A>,
    [a, b]: readonly [Dense<A>, Dense<A>],
    transposed: Transposed,
    result: A,
  ): Promise<void> {
    const { rows, inner, columns } = productSizes(a, b, transposed);
    if (result.length === 0 || inner === 0) return;
    const squared = transposed !== 'neither' && a.data === b.data;
    const session = await kernel(precision.type, transposed, squared);
    const whole = (x: Dense<A>) => precision.tensor(x.data, [x.rows, x.columns], 0);
    const size = transposed === 'first' ? rows : Math.max(1, Math.floor(blockNumbers / inner));
    if (squared || size >= rows) {
      const feeds: Feeds = squared ? { a: whole(a) } : { a: whole(a), b: whole(b) };
      result.set(precision.read(await session.run(feeds)));
      return;
    }
    await session.hold({ b: whole(b) });
    for (let from = 0; from < rows; from += size) {
      const block = Math.min(size, rows - from);
      const feeds = { a: precision.tensor(a.data, [block, inner], from * inner) };
      result.set(precision.read(await session.run(feeds)), from * columns);
    }
    // The runtime would keep the second factor until the next product.
    await session.hold({ b: precision.tensor(b.data, [0, 0], 0) });
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  return {
    async multiply(a, b, transposed = 'neither') {
      const { rows, columns } = productSizes(a, b, transposed);
      const result = Matrix.zeros(rows, columns);
      await inTurn(() => fill(single, [a, b], transposed, result.data));
      return result;
    },
    async multiplyDouble(a, b, transposed = 'neither') {
      const { rows, columns } = productSizes(a, b, transposed);
      const result = DoubleMatrix.zeros(rows, columns);
      await inTurn(() => fill(double, [a, b], transposed, result.data));
      return result;
    },
    close: () =>
      inTurn(async () => {
        const open = [...kernels.values()];
        kernels.clear();
        for (const session of open) await (await session).close();
      }),
  };
}

// Of the first factor at a time: enough that a kernel's own work outweighs the way to it.
const blockNumbers = 2 ** 23;

type Numbers = Float32Array | Float64Array;

interface Dense<A extends Numbers> {
  readonly rows: number;
  readonly columns: number;
  readonly data: A;
}

/** One element type at the runtime's border. */
interface Precision<A extends Numbers> {
  readonly type: FloatType;
  tensor(data: A, shape: readonly [number, number], from: number): RuntimeTensor;
  read(outputs: Readonly<Record<string, RuntimeTensor>>): A;
}

const single: Precision<Float32Array> = {
  type: 'float32',
  tensor: (data, shape, from) => ({
    type: 'float32',
    shape,
    data: data.subarray(from, from + shape[0] * shape[1]),
  }),
  read: ({ product }) => (product.type === 'float32' ? product.data : unexpected(product)),
};

const double: Precision<Float64Array> = {
  type: 'float64',
  tensor: (data, shape, from) => ({
    type: 'float64',
    shape,
    data: data.subarray(from, from + shape[0] * shape[1]),
  }),
  read: ({ product }) => (product.type === 'float64' ? product.data : unexpected(product)),
};

function unexpected({ type }: RuntimeTensor): never {
  throw new MingaError('E_RUNTIME', { found: `a product of type ${type}` });
}

/** One product; of a matrix with itself there is one input. */
function kernelModel(type: FloatType, transposed: Transposed, squared: boolean): Uint8Array {
  const graph = new Graph({ float: type });
  const a = graph.input('a', type, ['rows', 'columns']);
  const b = squared ? a : graph.input('b', type, ['other rows', 'other columns']);
  const attributes = {
    transA: { int: transposed === 'first' ? 1 : 0 },
    transB: { int: transposed === 'second' ? 1 : 0 },
  };
  const shape = ['result rows', 'result columns'];
  const [product] = graph.node('Gemm', [a, b], attributes, [{ type, shape }]);
  graph.output('product', product);
  return encodeModel(graph);
}
