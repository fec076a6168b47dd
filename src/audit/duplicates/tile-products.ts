import { MingaError } from '../../errors/index.ts';
import { encodeModel, Graph, gemm, reduceMax } from '../../graph/index.ts';
import type { Runtime } from '../../runtime/index.ts';
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
  /** All products of the tile, row by row. */
  all(tile: Tile): Promise<Float32Array>;
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
  const output = async (name: 'largest' | 'all', { left, right }: Tile) => {
    const bounds = { leftFrom: left[0], leftTo: left[1], rightFrom: right[0], rightTo: right[1] };
    const feeds = Object.fromEntries(
      Object.entries(bounds).map(([bound, at]) => [
        bound,
        { type: 'int64', shape: [1], data: BigInt64Array.of(BigInt(at)) } as const,
      ]),
    );
    const { [name]: tensor } = await session.run(feeds, { outputs: [name] });
    if (tensor.type === 'float32') return tensor.data;
    throw new MingaError('E_RUNTIME', { found: `products of type ${tensor.type}` });
  };
  return {
    largest: tile => output('largest', tile),
    all: tile => output('all', tile),
    close: () => session.close(),
  };
}

function tileModel(columns: number): Uint8Array {
  const graph = new Graph();
  const rowsOf = (side: string) => {
    const matrix = graph.input(side, 'float32', [`${side} rows`, columns]);
    const bounds = ['From', 'To'].map(end => graph.input(`${side}${end}`, 'int64', [1]));
    const axis = graph.constant([0], [1], 'int64');
    const type = { type: 'float32', shape: [`${side} tile`, columns] } as const;
    const [rows] = graph.node('Slice', [matrix, ...bounds, axis], {}, [type]);
    return rows;
  };
  const products = gemm(rowsOf('left'), rowsOf('right'), { transB: true });
  graph.output('all', products);
  graph.output('largest', reduceMax(products, [1]));
  return encodeModel(graph);
}
