import type { Network } from '../graph/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { type Dimensions, type HeadSettings, headDesign } from './heads/index.ts';
import { type StandInStart, withStandIns } from './heads/stand-ins.ts';
import type { HeadPair } from './modalities.ts';

/** What a network may know of before it is built. */
export interface NetworkState {
  /** Where stand-ins start. */
  readonly start?: StandInStart;
  /** Of a fitted head. */
  readonly variables?: ReadonlyMap<string, Float32Array>;
}

/**
 * The network of a head with all its settings: behind stand-ins for a missing modality where its
 * `modalityDropout` is above 0.
 */
export function headNetwork(
  settings: HeadSettings,
  dimensions: Dimensions,
  units: number,
  { start, variables }: NetworkState = {},
): Network {
  const own = headDesign(settings.name).network(dimensions, units, settings, variables);
  const { modalityDropout = 0 } = settings;
  return modalityDropout === 0 ? own : withStandIns(own, dimensions, modalityDropout, start);
}

/** The mean of the rows that are there: where stand-ins start, and what stands in without any. */
export function trainingMeans({ image, text, presence }: HeadPair): StandInStart {
  return {
    image: meanOf(image, i => presence?.row(i)[0] ?? 1),
    text: meanOf(text, i => presence?.row(i)[1] ?? 1),
  };
}

function meanOf(rows: Matrix, weightOf: (row: number) => number): Float32Array {
  const sums = new Float64Array(rows.columns);
  let total = 0;
  for (let i = 0; i < rows.rows; i++) {
    if (weightOf(i) === 0) continue;
    total += 1;
    rows.row(i).forEach((x, j) => {
      sums[j] += x;
    });
  }
  return Float32Array.from(sums, sum => sum / Math.max(1, total));
}
