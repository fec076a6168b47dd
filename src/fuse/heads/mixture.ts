import {
  add,
  concat,
  cosineSimilarity,
  type Layers,
  mul,
  reduceMean,
  reduceSum,
  relu,
  slice,
  softmax,
  sqrt,
  square,
  sub,
  type Value,
} from '../../graph/index.ts';
import { branches } from './branches.ts';
import type { HeadDesign, HeadOptions } from './head-design.ts';

/** How much the experts' own losses weigh. */
const auxiliaryWeight = 0.01;

/** Hidden units of what weighs the experts. */
const weighing = 128;

const experts = ['text', 'image', 'synergy', 'redundancy'] as const;

/** An expert's branches, and the logits that it makes of them. */
interface Expert {
  readonly name: string;
  readonly text: Value;
  readonly image: Value;
  readonly logits: Value;
}

/**
 * A mixture of four late experts (`i2moe` of `dsrestrepo/embedding-vs-generative-fusion`): what only
 * the text tells, what only the image tells, what only both together tell, what both tell. Their
 * logits are mixed by softmax(W₂·relu(W₁·[text, image])). Beside the loss of the mixture stands 0.01
 * times the sum of
 *
 *   text:       mean relu(‖z − z_text‖ − ‖z − z_image‖ + 1), the triplet margin loss
 *   image:      the same with the two exchanged
 *   synergy:    the mean cosine of z with z_text and with z_image
 *   redundancy: 1 − that mean
 *
 * z being the expert's logits and z_text those with the image zeroed. To batch normalisation a zeroed
 * modality is a constant, of which it leaves its own shift: that is what stands in its place here,
 * with no dropout and no trace in the running statistics. Of two classes each expert has two logits,
 * one a class, since of a single one a cosine is only a sign.
 */
export const mixture: HeadDesign = {
  modalities: ['image', 'text'],
  defaults: { hidden: 128, dropout: 0.2 },
  leastHidden: 1,
  network: ({ image, text }, units, options) => ({
    inputs: { text, image },
    forward: (layers, inputs) => {
      const outputs = Math.max(2, units);
      const raw = concat([inputs.text, inputs.image], 1);
      const hidden = layers.relu(layers.linear('weighing.0', raw, weighing));
      const weights = softmax(layers.linear('weighing.1', hidden, experts.length));
      const each = experts.map(name => expert(layers, name, inputs, outputs, options));
      const mixed = each
        .map(({ logits }, k) => mul(logits, slice(weights, 1, k, k + 1)))
        .reduce((sum, part) => add(sum, part));
      layers.auxiliary(() => mul(interactionLosses(layers, each), auxiliaryWeight));
      return units > 1 ? mixed : sub(slice(mixed, 1, 1, 2), slice(mixed, 1, 0, 1));
    },
  }),
};

function expert(
  layers: Layers,
  name: string,
  inputs: Readonly<Record<string, Value>>,
  outputs: number,
  options: Required<HeadOptions>,
): Expert {
  const { text, image } = branches(layers, inputs, options, `${name}.`);
  const logits = layers.linear(`${name}.output`, concat([text, image], 1), outputs);
  return { name, text, image, logits };
}

/** The sum of what each expert is asked for. */
function interactionLosses(layers: Layers, [text, image, synergy, redundancy]: readonly Expert[]) {
  const ofText = alone(layers, text);
  const ofImage = alone(layers, image);
  return add(
    add(
      tripletMargin(text.logits, ofText.text, ofText.image),
      tripletMargin(image.logits, ofImage.image, ofImage.text),
    ),
    add(likeness(layers, synergy), sub(1, likeness(layers, redundancy))),
  );
}

/** An expert's logits with the other modality zeroed. */
function alone(layers: Layers, { name, text, image }: Expert) {
  const zeroed = (branch: Value, side: string) =>
    add(mul(branch, 0), layers.declared(`${name}.${side}.norm.bias`));
  const output = (t: Value, i: Value) => layers.linearAgain(`${name}.output`, concat([t, i], 1));
  return {
    text: output(text, zeroed(image, 'image')),
    image: output(zeroed(text, 'text'), image),
  };
}

function likeness(layers: Layers, expert: Expert): Value {
  const { text, image } = alone(layers, expert);
  const cosines = add(
    cosineSimilarity(expert.logits, text),
    cosineSimilarity(expert.logits, image),
  );
  return mul(reduceMean(cosines, [0]), 0.5);
}

/** PyTorch's TripletMarginLoss with margin 1 and p = 2. */
function tripletMargin(anchor: Value, near: Value, far: Value): Value {
  const margins = add(sub(distance(anchor, near), distance(anchor, far)), 1);
  return reduceMean(relu(margins), [0]);
}

/** PyTorch's pairwise distance, whose small constant keeps the slope finite where the two agree. */
function distance(a: Value, b: Value): Value {
  return sqrt(reduceSum(square(add(sub(a, b), 1e-6)), [1]));
}
