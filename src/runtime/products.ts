import { MingaError } from '../errors/index.ts';
import { encodeModel, type FloatType, Graph } from '../graph/index.ts';
import {
  DoubleMatrix,
  type Products,
  productSizes,
  type Transposed,
} from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { type LentMemory, lentMemory } from './lent-memory.ts';
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
 * transposition, loaded when it is first needed. A factor is copied once on its way, the first one in
 * blocks of rows, so that a product of many rows needs room for the second factor, the result and
 * little else; a factor must not be written to before the product is there. Products asked for at
 * once are computed in turn.
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
  const memory = lentMemory();
  let turn: Promise<unknown> = Promise.resolve();

  function kernel(type: FloatType, transposed: Transposed, squared: boolean): Promise<Session> {
    const key = `${type} ${transposed} ${squared}`;
    const known =
      kernels.get(key) ?? runtime.open(kernelModel(type, transposed, squared), { threads });
    kernels.set(key, known);
    return known;
  }

  /** The product of what is fed; the memory of the feeds comes back. */
  async function run<A extends Numbers>(precision: Precision<A>, session: Session, feeds: Feeds) {
    const { product, ...lent } = await session.run(feeds, { lend: true });
    memory.takeBack(lent);
    return precision.read(product);
  }

  async function multiplied<A extends Numbers>(
    precision: Precision<A>,
    [a, b]: readonly [Dense<A>, Dense<A>],
    transposed: Transposed,
  ): Promise<A> {
    const { rows, inner, columns } = productSizes(a, b, transposed);
    if (rows === 0 || columns === 0 || inner === 0) return precision.zeros(rows * columns);
    const squared = transposed !== 'neither' && a.data === b.data;
    const session = await kernel(precision.type, transposed, squared);
    const lent = (name: string, x: Dense<A>) => precision.lent(memory, name, x, 0, x.rows);
    const size = transposed === 'first' ? rows : Math.max(1, Math.floor(blockNumbers / inner));
    if (squared) return run(precision, session, { a: lent('a', a) });
    if (size >= rows) return run(precision, session, { a: lent('a', a), b: lent('b', b) });
    const result = precision.zeros(rows * columns);
    await session.hold({ b: precision.tensor(b.data, [b.rows, b.columns]) });
    for (let from = 0; from < rows; from += size) {
      const block = precision.lent(memory, 'a', a, from, Math.min(rows, from + size));
      result.set(await run(precision, session, { a: block }), from * columns);
    }
    // The runtime would keep the second factor until the next product.
    await session.hold({ b: precision.tensor(precision.zeros(0), [0, 0]) });
    return result;
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  return {
    async multiply(a, b, transposed = 'neither') {
      const { rows, columns } = productSizes(a, b, transposed);
      return new Matrix(rows, columns, await inTurn(() => multiplied(single, [a, b], transposed)));
    },
    async multiplyDouble(a, b, transposed = 'neither') {
      const { rows, columns } = productSizes(a, b, transposed);
      const data = await inTurn(() => multiplied(double, [a, b], transposed));
      return new DoubleMatrix(rows, columns, data);
    },
    close: () =>
      inTurn(async () => {
        const open = [...kernels.values()];
        kernels.clear();
        memory.free();
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
  zeros(length: number): A;
  tensor(data: A, shape: readonly [number, number]): RuntimeTensor;
  /** Some rows, in memory that is lent under a name. */
  lent(memory: LentMemory, name: string, matrix: Dense<A>, from: number, to: number): RuntimeTensor;
  read(product: RuntimeTensor): A;
}

const single: Precision<Float32Array> = {
  type: 'float32',
  zeros: length => new Float32Array(length),
  tensor: (data, shape) => ({ type: 'float32', shape, data }),
  lent(memory, name, { columns, data }, from, to) {
    const length = (to - from) * columns;
    const own = new Float32Array(memory.lend(name, 4 * length), 0, length);
    own.set(data.subarray(from * columns, to * columns));
    return { type: 'float32', shape: [to - from, columns], data: own };
  },
  read: product => (product.type === 'float32' ? product.data : unexpected(product)),
};

const double: Precision<Float64Array> = {
  type: 'float64',
  zeros: length => new Float64Array(length),
  tensor: (data, shape) => ({ type: 'float64', shape, data }),
  lent(memory, name, { columns, data }, from, to) {
    const length = (to - from) * columns;
    const own = new Float64Array(memory.lend(name, 8 * length), 0, length);
    own.set(data.subarray(from * columns, to * columns));
    return { type: 'float64', shape: [to - from, columns], data: own };
  },
  read: product => (product.type === 'float64' ? product.data : unexpected(product)),
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
