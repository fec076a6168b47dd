import {
  type AdamWOptions,
  adamWSchedule,
  epochNames,
  type NetworkShape,
  type Thinning,
} from '../graph/index.ts';
import type { Feeds, RuntimeTensor } from '../runtime/index.ts';
import { Random } from '../tensor/index.ts';

/** Which epoch of which fit it is. */
export interface EpochPlace {
  readonly seed: number;
  /** 1 for the first epoch. */
  readonly epoch: number;
  /** Training rows. */
  readonly rows: number;
  readonly batch: number;
}

/** Everything random or scheduled about one epoch: order, dropout masks, AdamW's scalars. */
export function epochFeeds(shape: NetworkShape, place: EpochPlace, optimiser: AdamWOptions): Feeds {
  const { seed, epoch, rows, batch } = place;
  const used = usedRows(rows, batch);
  const steps = Math.ceil(used / batch);
  const order = new Random(seed, 'shuffle', epoch).permutation(rows).subarray(0, used);
  const schedule = adamWSchedule(optimiser, (epoch - 1) * steps + 1, steps);
  const floats = (data: Float32Array): RuntimeTensor => ({ type: 'float32', shape: [steps], data });
  const feeds: Record<string, RuntimeTensor> = {
    [epochNames.order]: { type: 'int64', shape: [used], data: BigInt64Array.from(order, BigInt) },
    [epochNames.steps]: { type: 'int64', shape: [], data: BigInt64Array.of(BigInt(steps)) },
    [epochNames.stepSize]: floats(schedule.stepSize),
    [epochNames.epsilon]: floats(schedule.epsilon),
    [epochNames.decay]: floats(schedule.decay),
  };
  for (const thinning of shape.thinnings) {
    const data = dropoutMask(thinning, used, seed, epoch);
    feeds[epochNames.mask(thinning.name)] = {
      type: 'uint8',
      shape: [used, thinning.features],
      data,
    };
  }
  return feeds;
}

/** All rows, but for a last batch of a single row: batch normalisation needs two. */
function usedRows(rows: number, batch: number): number {
  return rows > 1 && rows % batch === 1 ? rows - 1 : rows;
}

/**
 * 1 keeps, 0 drops. A byte decides most elements; one that ties with the rate's own first byte is
 * decided by 32 bits more, so the rate holds to 2⁻⁴⁰ at little more than a byte an element.
 */
function dropoutMask(
  { name, features, rate }: Thinning,
  rows: number,
  seed: number,
  epoch: number,
): Uint8Array {
  const random = new Random(seed, `dropout ${name}`, epoch);
  const first = Math.floor(rate * 256);
  const rest = rate * 256 - first;
  const words = new Uint32Array(Math.ceil((rows * features) / 4));
  for (let i = 0; i < words.length; i++) words[i] = random.uint32();
  const mask = new Uint8Array(words.buffer, 0, rows * features);
  for (let i = 0; i < mask.length; i++) {
    const byte = mask[i];
    const kept = byte === first ? random.uniform() >= rest : byte > first;
    mask[i] = kept ? 1 : 0;
  }
  return mask;
}
