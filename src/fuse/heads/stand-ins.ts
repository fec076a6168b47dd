import {
  add,
  type Layers,
  mul,
  type Network,
  reduceSum,
  relu,
  slice,
  sub,
  type Value,
} from '../../graph/index.ts';
import { modalityValues, presence } from '../modalities.ts';
import type { Dimensions, Modality } from './head-design.ts';

/** Where the stand-ins start; at zero where it is not given. */
export type StandInStart = Readonly<Record<Modality, Float32Array>>;

/**
 * A head that takes cases without an image or without a record. Beside the pair it reads `presence`
 * [n, 2], 1 where image and text are there and 0 where they are not, and in the place of a missing
 * vector it puts one that is learned with the head,
 *
 *   x' = presence·x + (1 − presence)·s
 *
 * so whatever stands in the row of a missing vector has no say (it must be finite). In training each
 * modality is taken from a share of the rows, never both from one nor the only one that a row has,
 * drawn anew in every epoch: the idea is ModDrop (Neverova et al. 2016). Without a presence both are there.
 *
 * @param share of the training rows that lose their image, and as many others their text: 0 < … ≤ ½
 */
export function withStandIns(
  head: Network,
  { image, text }: Dimensions,
  share: number,
  start?: StandInStart,
): Network {
  return {
    inputs: { image, text, [presence]: 2 },
    forward(layers, inputs) {
      const drawn = layers.exclusiveMask('modality', 2, share);
      const given = inputs[presence];
      const there = drawn === null || given === undefined ? given : leftOf(given, drawn);
      const own = (name: Modality, column: number) => {
        const x = inputs[name];
        const standIn = learnedRow(layers, name, Number(x.shape[1]), start?.[name]);
        if (there === undefined) return x;
        const here = slice(there, 1, column, column + 1);
        return add(mul(x, here), mul(standIn, sub(1, here)));
      };
      const pair = { image: own('image', 0), text: own('text', 1) };
      return head.forward(layers, modalityValues(head, pair));
    },
  };
}

/** What is left of each row [n, 2]; all that there was where nothing would be. */
function leftOf(given: Value, drawn: Value): Value {
  const left = mul(given, drawn);
  return add(left, mul(given, relu(sub(1, reduceSum(left, [1], true)))));
}

function learnedRow(
  layers: Layers,
  name: Modality,
  columns: number,
  start: Float32Array | undefined,
): Value {
  return layers.parameter(
    `standIn.${name}`,
    [1, columns],
    start === undefined ? { kind: 'constant', value: 0 } : { kind: 'given', data: start },
    { decays: false },
  );
}
