import { MingaError } from '../../../errors/index.ts';
import {
  add,
  cast,
  div,
  type ForeignWeight,
  Graph,
  importModel,
  type Layers,
  mul,
  pretrained,
  reduceMean,
  reshape,
  slice,
  sub,
  transpose,
  type Value,
} from '../../../graph/index.ts';
import type { GivenModel } from './model.ts';

/** A given model as a part of a network. */
export interface GivenEncoder {
  /** Numbers of its vector. */
  readonly width: number;
  /** @param pixels uint8 [N, 3, height, width] @returns [N, width] */
  vectors(layers: Layers, pixels: Value): Value;
  /** For whoever reads the results. */
  readonly settings: Readonly<Record<string, number | string>>;
}

/**
 * All weights of a given model are trained: every float32 array of more than one number that is not
 * a running statistic. Numbers alone (the ends of a Clip, a scale) stay as they are.
 *
 * @throws E_ONNX where an operator is not supported (all are listed); E_MODEL where the output is
 *   not [batch, d], [batch, tokens, d] or [batch, d, height, width]
 */
export function givenEncoder(given: GivenModel): GivenEncoder {
  const { model, input, output, rules } = given;
  const { width: across, height } = rules.output;
  const graph = new Graph();
  const pixels = graph.input('pixels', 'uint8', ['N', 3, height, across]);
  const image = arranged(pixels, given);
  const found = pooled(
    importModel(model, graph, { [input]: image }, { outputs: [output] })[output],
    given,
  );
  const width = found.shape[1];
  if (typeof width !== 'number') throw unusable(given, found);
  const normalised = model.nodes.filter(({ operator }) => operator === 'BatchNormalization').length;
  return {
    width,
    vectors(layers, bytes) {
      const inputs = { [input]: arranged(bytes, given) };
      const options = { outputs: [output], trainable };
      return pooled(pretrained(layers, 'image', model, inputs, options)[output], given);
    },
    settings: {
      image: given.path,
      picture: `${across} × ${height}`,
      pictureRules:
        given.rulesFrom === 'files' ? "the model's own" : 'ImageNet mean and deviation, stretched',
      output,
      imageWeights: 'all trained',
      batchNormalisation:
        normalised === 0
          ? 'none left in the file: folded into its convolutions where it had any'
          : `${normalised} layers; running statistics frozen, scale and shift trained`,
    },
  };
}

function trainable(_: string, { type, shape }: ForeignWeight): boolean {
  return type === 'float32' && shape.reduce((a, b) => a * b, 1) > 1;
}

/** Bytes as the model takes them: rescaled, normalised, in its order of axes. */
function arranged(pixels: Value, { rules, layout }: GivenModel): Value {
  const { rescale, offset = 0, normalize, divide } = rules;
  let image = cast(pixels, 'float32');
  const channels = (numbers: readonly number[]) => image.graph.constant([...numbers], [1, 3, 1, 1]);
  if (rescale !== null) image = mul(image, rescale);
  if (offset !== 0) image = add(image, offset);
  if (normalize !== null)
    image = div(sub(image, channels(normalize.mean)), channels(normalize.std));
  if (divide !== undefined) image = div(image, channels(divide));
  return layout === 'channels last' ? transpose(image, [0, 2, 3, 1]) : image;
}

/** One vector a picture, by the output's rank. */
function pooled(value: Value, given: GivenModel): Value {
  const { pooling, prefixTokens, layout } = given;
  switch (value.shape.length) {
    case 2:
      return value;
    case 3:
      if (pooling === 'cls') return reshape(slice(value, 1, 0, 1), [-1, Number(value.shape[2])]);
      return reduceMean(
        pooling === 'mean-patches' ? slice(value, 1, prefixTokens ?? 0) : value,
        [1],
      );
    case 4:
      return reduceMean(value, layout === 'channels last' ? [1, 2] : [2, 3]);
    default:
      throw unusable(given, value);
  }
}

function unusable({ path, output }: GivenModel, { shape }: Value): MingaError {
  return new MingaError('E_MODEL', {
    found: `${path}: output "${output}" of shape [${shape.join(', ')}]`,
    expected: '[batch, d], [batch, tokens, d] or [batch, d, height, width] with a known d',
  });
}
