import {
  epochNames,
  momentum,
  type NetworkShape,
  type Optimiser,
  type Thinning,
} from '../graph/index.ts';
import type { Feeds, RuntimeTensor } from '../runtime/index.ts';
import { Random } from '../tensor/index.ts';

/** Which epoch of which fit it is. */
export interface EpochPlace {
  readonly seed: number;
  /** 1 for the first epoch. */
  readonly epoch: number;
  /** The most epochs that the fit may take: a schedule of the learning rate ends there. */
  readonly epochs: number;
  /** Training rows. */
  readonly rows: number;
  readonly batch: number;
}

/** Everything random or scheduled about one epoch, to be run whole or in parts. */
export interface Epoch {
  /** The rows in their order; one less than all where the last batch would be a single row. */
  readonly order: Int32Array;
  readonly steps: number;
  /** The optimiser's moments are settled after each so many steps: a run must not go past that. */
  readonly stretch: number;
  /** The feeds of steps `first` … `first + steps − 1` (0 is the epoch's first), `order` excepted. */
  feeds(first: number, steps: number): Feeds;
}

/** Draws an epoch: its order, its dropout masks and its optimiser's schedule. */
export function drawEpoch(shape: NetworkShape, optimiser: Optimiser, place: EpochPlace): Epoch {
  const { seed, epoch, epochs, rows, batch } = place;
  const used = usedRows(rows, batch);
  const all = Math.ceil(used / batch);
  const stretch = Math.min(all, optimiser.longestUnsettled);
  const masks = shape.thinnings.map(thinning => ({
    thinning,
    mask:
      thinning.exclusive === true
        ? exclusiveMask(thinning, used, seed, epoch)
        : dropoutMask(thinning, used, seed, epoch),
  }));
  return {
    order: new Random(seed, 'shuffle', epoch).permutation(rows).subarray(0, used),
    steps: all,
    stretch,
    feeds(first, steps) {
      const from = (epoch - 1) * all + first + 1;
      const unsettled = first % stretch;
      const scalars = optimiser.schedule({ from, steps, total: epochs * all, unsettled });
      const settles = first + steps === all || unsettled + steps === stretch;
      const settled = optimiser.settle(settles ? unsettled + steps : 0) ?? Float32Array.of(1);
      const [start, end] = [first * batch, Math.min(used, (first + steps) * batch)];
      const feeds: Record<string, RuntimeTensor> = {
        [epochNames.steps]: { type: 'int64', shape: [], data: BigInt64Array.of(BigInt(steps)) },
        [epochNames.scalars]: floats(scalars, [steps, optimiser.scalars.length]),
        [epochNames.settle]: floats(settled, [settled.length]),
        ...statisticShares(end - start, batch, steps),
      };
      for (const { thinning, mask } of masks) {
        const data = mask.subarray(start * thinning.features, end * thinning.features);
        const size = [end - start, thinning.features];
        feeds[epochNames.mask(thinning.name)] = { type: 'uint8', shape: size, data };
      }
      return feeds;
    },
  };
}

function floats(data: Float32Array, shape: readonly number[]): RuntimeTensor {
  return { type: 'float32', shape, data };
}

/**
 * The share of each batch in running statistics that every step blends by `momentum`: after S steps
 * batch i holds momentum · (1 − momentum)^(S−1−i), and what there was before (1 − momentum)^S.
 */
function statisticShares(rows: number, batch: number, steps: number): Feeds {
  const mean = new Float32Array(steps);
  const variance = new Float32Array(steps);
  for (let i = 0; i < steps; i++) {
    const size = Math.min(batch, rows - i * batch);
    mean[i] = momentum * (1 - momentum) ** (steps - 1 - i);
    variance[i] = (mean[i] * size) / (size - 1);
  }
  return {
    [epochNames.meanShares]: floats(mean, [1, steps]),
    [epochNames.varianceShares]: floats(variance, [1, steps]),
    [epochNames.keptShare]: floats(Float32Array.of((1 - momentum) ** steps), [1]),
  };
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
  random.fill(words);
  const mask = new Uint8Array(words.buffer);
  // Masks are drawn while every core trains: two bytes a look-up are decided at a time.
  const pairs = new Uint16Array(words.buffer);
  const decisions = pairDecisions(first);
  for (let i = 0; i < pairs.length; i++) {
    const decision = decisions[pairs[i]];
    if (decision !== undecided) {
      pairs[i] = decision;
      continue;
    }
    for (let k = 2 * i; k < 2 * i + 2; k++) {
      const byte = mask[k];
      const kept = byte === first ? random.uniform() >= rest : byte > first;
      mask[k] = kept ? 1 : 0;
    }
  }
  return mask.subarray(0, rows * features);
}

/** 1 keeps, 0 drops: at most one feature of a row, each with probability `rate`. */
function exclusiveMask(
  { name, features, rate }: Thinning,
  rows: number,
  seed: number,
  epoch: number,
): Uint8Array {
  const random = new Random(seed, `dropout ${name}`, epoch);
  const mask = new Uint8Array(rows * features).fill(1);
  for (let i = 0; i < rows; i++) {
    const dropped = Math.floor(random.uniform() / rate);
    if (dropped < features) mask[i * features + dropped] = 0;
  }
  return mask;
}

const undecided = 0xffff;

/** For each two bytes, both decided (1 where above `first`), or `undecided` where one ties with it. */
function pairDecisions(first: number): Uint16Array {
  const decisions = new Uint16Array(65_536);
  for (let pair = 0; pair < decisions.length; pair++) {
    const low = pair & 255;
    const high = pair >>> 8;
    const tied = low === first || high === first;
    decisions[pair] = tied ? undecided : (low > first ? 1 : 0) | (high > first ? 256 : 0);
  }
  return decisions;
}
