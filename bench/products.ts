import { encodeModel, Graph } from '../src/graph/index.ts';
import type { Feeds, Runtime, RuntimeTensor } from '../src/runtime/index.ts';
import { Random } from '../src/tensor/index.ts';

/** The sizes that decide what the products of an early head cost. */
export interface HeadSize {
  /** Rows a step. */
  readonly batch: number;
  /** Columns of image and text together. */
  readonly columns: number;
  readonly hidden: number;
  readonly units: number;
}

/** A product a·b, its operands stored so that the runtime multiplies them fastest. */
interface Product {
  readonly name: string;
  readonly a: string;
  readonly b: string;
  readonly transA?: boolean;
  readonly transB?: boolean;
  readonly shape: readonly number[];
}

/** The products alone, ready to be timed. */
export interface ProductLoop {
  /** Milliseconds a step, over `steps` steps in one run. */
  time(steps: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * The five products of an early head's step, forward and backward, and nothing else: hidden units
 * z = W·xᵀ, logits, and the gradients of output weights, activations and W (x is not learned).
 * As in training they are nodes of a `Loop`, and no weight is known to the runtime beforehand.
 */
export async function openProducts(
  runtime: Runtime,
  size: HeadSize,
  options: { readonly threads: number },
): Promise<ProductLoop> {
  const operands = operandsOf(size);
  const products = productsOf(size);
  const session = await runtime.open(loopOf(operands, products), options);
  await session.hold(feedsOf(operands, products));
  return {
    async time(steps) {
      const count = { type: 'int64', shape: [], data: BigInt64Array.of(BigInt(steps)) } as const;
      const started = performance.now();
      await session.run({ steps: count });
      return (performance.now() - started) / steps;
    },
    close: () => session.close(),
  };
}

type Operands = Readonly<Record<string, readonly number[]>>;

function operandsOf({ batch, columns, hidden, units }: HeadSize): Operands {
  return {
    x: [batch, columns],
    weight: [hidden, columns],
    activations: [batch, hidden],
    outputWeight: [hidden, units],
    logitGradient: [batch, units],
    hiddenGradient: [hidden, batch],
  };
}

function productsOf({ batch, columns, hidden, units }: HeadSize): readonly Product[] {
  const forward = { a: 'activations', b: 'outputWeight', shape: [batch, units] };
  return [
    { name: 'z', a: 'weight', b: 'x', transB: true, shape: [hidden, batch] },
    { name: 'logits', ...forward },
    {
      name: 'outputWeightGradient',
      a: 'activations',
      b: 'logitGradient',
      transA: true,
      shape: [hidden, units],
    },
    {
      name: 'activationGradient',
      a: 'logitGradient',
      b: 'outputWeight',
      transB: true,
      shape: [batch, hidden],
    },
    { name: 'weightGradient', a: 'hiddenGradient', b: 'x', shape: [hidden, columns] },
  ];
}

function loopOf(operands: Operands, products: readonly Product[]): Uint8Array {
  const main = new Graph();
  const values = new Map(
    Object.entries(operands).map(([name, shape]) => [name, main.input(name, 'float32', shape)]),
  );
  const operand = (name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`no operand named ${name}`);
    return value;
  };
  // Carried from step to step, since the runtime leaves out what nothing asks for.
  const before = products.map(({ name, shape }) => main.input(`before.${name}`, 'float32', shape));
  const steps = main.input('steps', 'int64', []);
  const body = new Graph({ parent: main });
  body.input('step', 'int64', []);
  const proceed = body.input('proceed', 'bool', []);
  for (const { name, shape } of products) body.input(`state.${name}`, 'float32', shape);
  body.output('proceed.out', proceed);
  for (const { name, a, b, transA, transB, shape } of products) {
    const attributes = { transA: { int: transA ? 1 : 0 }, transB: { int: transB ? 1 : 0 } };
    const type = { type: 'float32', shape } as const;
    const [product] = body.node('Gemm', [operand(a), operand(b)], attributes, [type]);
    body.output(`next.${name}`, product);
  }
  const ends = main.node(
    'Loop',
    [steps, main.constant([1], [], 'bool'), ...before],
    { body: { graph: body } },
    products.map(({ shape }) => ({ type: 'float32', shape })),
  );
  products.forEach(({ name }, i) => {
    main.output(name, ends[i]);
  });
  return encodeModel(main);
}

function feedsOf(operands: Operands, products: readonly Product[]): Feeds {
  const random = new Random(0, 'products');
  const pool = Float32Array.from({ length: 65_521 }, () => random.normal());
  const filled = (shape: readonly number[], of: (k: number) => number): RuntimeTensor => ({
    type: 'float32',
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => of(k)),
  });
  return {
    ...Object.fromEntries(
      Object.entries(operands).map(([name, shape]) => [
        name,
        filled(shape, k => pool[k % pool.length]),
      ]),
    ),
    ...Object.fromEntries(
      products.map(({ name, shape }) => [`before.${name}`, filled(shape, () => 0)]),
    ),
  };
}
