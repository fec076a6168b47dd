import { MingaError } from '../../errors/index.ts';
import { encodeModel, Graph, gather, gemm, reduceMax, type Value } from '../../graph/index.ts';
import type { Runtime, RuntimeTensor } from '../../runtime/index.ts';
import type { Matrix } from '../../tensor/index.ts';

/** A square of the table of all products: rows of the left matrix against rows of the right one. */
export interface Tile {
  readonly left: readonly [from: number, to: number];
  readonly right: readonly [from: number, to: number];
}

/** The products of the rows of two matrices, a tile at a time, in a thread of the runtime's. */
export interface TileProducts {
  /** For each row of the left its largest product in the tile. */
  largest(tile: Tile): Promise<Float32Array>;
  /** All products of some rows of the left with the tile's of the right, row by row. */
  of(leftRows: readonly number[], right: Tile['right']): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Gives two matrices to the runtime; their arrays must not be changed afterwards.
 *
 * @param threads within the products
 */
export async function openTileProducts(
  runtime: Runtime,
  left: Matrix,
  right: Matrix,
  threads: number,
): Promise<TileProducts> {
  const session = await runtime.open(tileModel(left.columns), { threads });
  await session.hold({
    left: { type: 'float32', shape: [left.rows, left.columns], data: left.data },
    right: { type: 'float32', shape: [right.rows, right.columns], data: right.data },
  });
  async function output(name: 'largest' | 'some', request: Request): Promise<Float32Array> {
    const { [name]: tensor } = await session.run(
      {
        leftFrom: whole([request.left[0]]),
        leftTo: whole([request.left[1]]),
        leftRows: whole(request.leftRows),
        rightFrom: whole([request.right[0]]),
        rightTo: whole([request.right[1]]),
      },
      { outputs: [name] },
    );
    if (tensor.type === 'float32') return tensor.data;
    throw new MingaError('E_RUNTIME', { found: `products of type ${tensor.type}` });
  }
  return {
    largest: tile => output('largest', { ...tile, leftRows: [0] }),
    of: (leftRows, right) => output('some', { left: [0, 1], leftRows, right }),
    close: () => session.close(),
  };
}

/** A tile, and rows of the left; what an output does not need is given all the same. */
interface Request extends Tile {
  readonly leftRows: readonly number[];
}

function whole(numbers: readonly number[]): RuntimeTensor {
  return { type: 'int64', shape: [numbers.length], data: BigInt64Array.from(numbers, BigInt) };
}

function tileModel(columns: number): Uint8Array {
  const graph = new Graph();
  const matrixOf = (side: string) => graph.input(side, 'float32', [`${side} rows`, columns]);
  const rowsOf = (side: string, matrix: Value) => {
    const bounds = ['From', 'To'].map(end => graph.input(`${side}${end}`, 'int64', [1]));
    const axis = graph.constant([0], [1], 'int64');
    const type = { type: 'float32', shape: [`${side} tile`, columns] } as const;
    const [rows] = graph.node('Slice', [matrix, ...bounds, axis], {}, [type]);
    return rows;
  };
  const left = matrixOf('left');
  const right = rowsOf('right', matrixOf('right'));
  const products = gemm(rowsOf('left', left), right, { transB: true });
  graph.output('largest', reduceMax(products, [1]));
  const some = gather(left, graph.input('leftRows', 'int64', ['some']));
  graph.output('some', gemm(some, right, { transB: true }));
  return encodeModel(graph);
}
