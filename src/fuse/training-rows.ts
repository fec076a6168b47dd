import { MingaError } from '../errors/index.ts';
import { type Network, rowOf } from '../graph/index.ts';
import type { Feeds, RuntimeTensor } from '../runtime/index.ts';
import { halfPrecision, Matrix } from '../tensor/index.ts';
import type { LabelledPairs, PairSource } from './labelled-pairs.ts';
import { type HeadPair, modalityParts, writeSideBySide } from './modalities.ts';
import { type Targets, targetCount } from './targets.ts';

/** Labelled rows of a network that reads something else than a pair: pictures, token ids. */
export interface LabelledTensors {
  /** One tensor [n, …] for each input of the network. */
  readonly inputs: Feeds;
  readonly labels: Targets;
}

/** Labelled tensors that are read when they are needed: pictures that are changed in every epoch, say. */
export interface TensorSource {
  readonly labels: Targets;
  /** One tensor [n, …] for each input of the network, of these rows in that order. */
  readTensors(rows: Int32Array): Feeds | Promise<Feeds>;
}

/** Whatever a network can be trained on. */
export type LabelledRows = LabelledPairs<Targets> | PairSource | LabelledTensors | TensorSource;

/** How float32 rows are kept while they are trained on. */
export type RowPrecision = 'float32' | 'float16';

/** The rows of a training as feeds by the names of the network's inputs. */
export interface TrainingRows {
  readonly labels: Targets;
  /** All of them; the arrays are the caller's to give away. */
  whole(precision: RowPrecision): Promise<Feeds>;
  /** Those at `rows`, in that order; the arrays are the caller's to give away. */
  read(rows: Int32Array, precision: RowPrecision): Promise<Feeds>;
}

// Rows that are read and checked at a time on the way into one array: few, since what was read and
// is not needed any more may stay in memory for a while.
const blockRows = 128;

/**
 * @throws E_SHAPE where there are not as many labels as rows, or the rows do not match; E_HEAD_INPUT
 *   for other dimensions than the network's; E_NOT_FINITE for a NaN or an infinity (the last two
 *   where the rows are read)
 */
export function trainingRows(name: string, network: Network, rows: LabelledRows): TrainingRows {
  if ('inputs' in rows) return tensorRows(name, network, rows);
  if ('readTensors' in rows) return sourceRows(name, network, rows);
  if ('read' in rows) return pairRows(network, rows.labels, async each => rows.read(each));
  requireLabels(name, rows.labels, rows.image.rows);
  const { image, text, presence, labels } = rows;
  if (image.rows !== text.rows) {
    throw new MingaError('E_SHAPE', {
      found: `${image.rows} image rows and ${text.rows} text rows`,
      expected: 'as many of each, row k of both the same case',
    });
  }
  return pairRows(network, labels, async each =>
    isStretch(each)
      ? {
          image: stretch(image, each),
          text: stretch(text, each),
          presence: presence && stretch(presence, each),
        }
      : { image: image.take(each), text: text.take(each), presence: presence?.take(each) },
  );
}

function pairRows(
  network: Network,
  labels: Targets,
  read: (rows: Int32Array) => Promise<HeadPair>,
): TrainingRows {
  async function gathered(rows: Int32Array, precision: RowPrecision): Promise<Feeds> {
    const targets = Object.entries(network.inputs).map(([name, input]) => {
      const columns = rowOf(input).shape[0];
      const data =
        precision === 'float16'
          ? new Uint16Array(rows.length * columns)
          : new Float32Array(rows.length * columns);
      return { name, columns, data };
    });
    for (let start = 0; start < rows.length; start += blockRows) {
      const pair = await read(rows.subarray(start, start + blockRows));
      for (const [i, { columns, parts }] of modalityParts(network, pair, rows[start]).entries()) {
        writeSideBySide(parts, targets[i].data, columns, start);
      }
    }
    return Object.fromEntries(
      targets.map(({ name, columns, data }): [string, RuntimeTensor] => {
        const shape = [rows.length, columns];
        return data instanceof Uint16Array
          ? [name, { type: 'float16', shape, data }]
          : [name, { type: 'float32', shape, data }];
      }),
    );
  }
  return {
    labels,
    whole: precision => gathered(allRows(labels), precision),
    read: gathered,
  };
}

function isStretch(rows: Int32Array): boolean {
  return rows.every((row, i) => row === rows[0] + i);
}

function stretch(matrix: Matrix, rows: Int32Array): Matrix {
  const { columns } = matrix;
  const from = rows[0] * columns;
  return new Matrix(rows.length, columns, matrix.data.subarray(from, from + rows.length * columns));
}

function tensorRows(
  name: string,
  network: Network,
  { inputs, labels }: LabelledTensors,
): TrainingRows {
  checkTensors(name, network, inputs);
  for (const input of Object.keys(network.inputs)) {
    requireLabels(name, labels, inputs[input].shape[0]);
  }
  const read = async (rows: Int32Array, precision: RowPrecision) =>
    feedsOf(network, input => narrowed(takeRows(inputs[input], rows), precision));
  return { labels, read, whole: precision => read(allRows(labels), precision) };
}

function sourceRows(
  name: string,
  network: Network,
  { labels, readTensors }: TensorSource,
): TrainingRows {
  const read = async (rows: Int32Array, precision: RowPrecision) => {
    const inputs = await readTensors(rows);
    checkTensors(name, network, inputs);
    return feedsOf(network, input => narrowed(inputs[input], precision));
  };
  return { labels, read, whole: precision => read(allRows(labels), precision) };
}

function feedsOf(network: Network, feed: (input: string) => RuntimeTensor): Feeds {
  return Object.fromEntries(Object.keys(network.inputs).map(input => [input, feed(input)]));
}

function checkTensors(name: string, network: Network, inputs: Feeds): void {
  for (const [input, expected] of Object.entries(network.inputs)) {
    const { type, shape } = rowOf(expected);
    const found = inputs[input];
    const fits = found?.type === type && found.shape.slice(1).join() === shape.join();
    if (!fits) {
      throw new MingaError('E_HEAD_INPUT', {
        found: `${name} rows of ${found?.type ?? 'nothing'} [${found?.shape.join(', ') ?? ''}] as ${input}`,
        expected: `${type} [n, ${shape.join(', ')}]`,
      });
    }
    requireFinite(name, input, found);
  }
}

function requireFinite(name: string, input: string, { data, shape }: RuntimeTensor): void {
  if (!(data instanceof Float32Array)) return;
  const at = data.findIndex(number => !Number.isFinite(number));
  if (at < 0) return;
  throw new MingaError('E_NOT_FINITE', {
    found: `${name} ${input} row ${Math.floor(at / (data.length / shape[0]))} holds ${data[at]}`,
    expected: 'a finite number',
  });
}

/** Copies of a tensor's rows, in that order. @throws E_HEAD_INPUT for a type that no network reads */
export function takeRows(tensor: RuntimeTensor, rows: Int32Array): RuntimeTensor {
  const shape = [rows.length, ...tensor.shape.slice(1)];
  const size = shape.slice(1).reduce((a, b) => a * b, 1);
  const length = rows.length * size;
  switch (tensor.type) {
    case 'float32':
      return {
        type: 'float32',
        shape,
        data: copiedRows(tensor.data, new Float32Array(length), rows, size),
      };
    case 'int64':
      return {
        type: 'int64',
        shape,
        data: copiedRows(tensor.data, new BigInt64Array(length), rows, size),
      };
    case 'uint8':
      return {
        type: 'uint8',
        shape,
        data: copiedRows(tensor.data, new Uint8Array(length), rows, size),
      };
    default:
      throw new MingaError('E_HEAD_INPUT', {
        found: `rows of ${tensor.type}`,
        expected: 'float32, int64 or uint8',
      });
  }
}

/** `target`, filled with the rows of `source`, each of `size` elements. */
function copiedRows<T extends RowArray<T>>(source: T, target: T, rows: Int32Array, size: number) {
  rows.forEach((row, i) => {
    target.set(source.subarray(row * size, (row + 1) * size), i * size);
  });
  return target;
}

/** What copying rows asks of an array. */
interface RowArray<T> {
  subarray(start: number, end: number): T;
  set(from: T, at: number): void;
}

function narrowed(tensor: RuntimeTensor, precision: RowPrecision): RuntimeTensor {
  if (precision === 'float32' || tensor.type !== 'float32') return tensor;
  return { type: 'float16', shape: tensor.shape, data: halfPrecision(tensor.data) };
}

function allRows(labels: Targets): Int32Array {
  return Int32Array.from({ length: targetCount(labels) }, (_, row) => row);
}

function requireLabels(name: string, labels: Targets, rows: number): void {
  const count = targetCount(labels);
  if (count === rows) return;
  throw new MingaError('E_SHAPE', {
    found: `${count} ${name} labels for ${rows} rows`,
    expected: 'one a row',
  });
}
