import { MingaError } from '../../errors/index.ts';
import type { Feeds, RuntimeTensor, TensorDescription } from '../../runtime/index.ts';
import type { PixelLayout } from './preprocess.ts';
import type { Size } from './preprocess-rules.ts';

/** What a vision model wants to be fed. */
export interface VisionInput {
  readonly name: string;
  readonly type: 'float32' | 'float16';
  readonly layout: PixelLayout;
  /** `null` where the batch may have any size. */
  readonly fixedBatch: number | null;
  /** What the model wants beside `slots` pictures: a text of one token, where it is a whole pair. */
  beside(slots: number): Feeds;
}

/** The inputs of the text half in a pair that was exported whole, and what a token of padding has. */
const textInputs: Readonly<Record<string, number>> = {
  input_ids: 0,
  attention_mask: 1,
  token_type_ids: 0,
};

/**
 * Finds the input of pictures among a model's inputs.
 *
 * @param size what the preprocessing gives
 * @throws E_MODEL where there is none or more than one, where the model asks for what is neither
 * picture nor text, or where its sizes differ
 */
export function visionInput(
  inputs: readonly TensorDescription[],
  size: Size,
  model: string,
): VisionInput {
  const texts = inputs.filter(isText);
  const pictures = inputs.filter(input => !isText(input));
  const [input] = pictures;
  if (pictures.length !== 1 || input.shape.length !== 4) throw unusable(inputs, model);
  const { type } = input;
  if (type !== 'float32' && type !== 'float16') throw unusable(inputs, model);
  const [batch, ...rest] = input.shape;
  const layout = rest[2] === 3 && rest[0] !== 3 ? 'channels last' : 'channels first';
  const { width, height } = size;
  const expected = layout === 'channels first' ? [3, height, width] : [height, width, 3];
  if (rest.some((length, i) => isFixed(length) && length !== expected[i])) {
    throw new MingaError('E_MODEL', {
      found: `${model}: an input of shape [${input.shape.join(', ')}]`,
      expected: `[batch, ${expected.join(', ')}] as the rules for its pictures say`,
    });
  }
  return {
    name: input.name,
    type,
    layout,
    fixedBatch: isFixed(batch) ? batch : null,
    beside: slots => Object.fromEntries(texts.map(text => [text.name, token(text, batch, slots)])),
  };
}

function isText({ name, type, shape }: TensorDescription): boolean {
  const whole = type === 'int64' || type === 'int32';
  return Object.hasOwn(textInputs, name) && whole && shape.length === 2;
}

function isFixed(size: number | string): size is number {
  return typeof size === 'number' && size > 0;
}

/** As few tokens as the model takes: nothing that is read depends on them. */
function token(
  { name, type, shape }: TensorDescription,
  pictures: number | string,
  slots: number,
): RuntimeTensor {
  const [batch, length] = shape;
  const rows = isFixed(batch) ? batch : batch === pictures ? slots : 1;
  const size = [rows, isFixed(length) ? length : 1];
  const count = size[0] * size[1];
  const value = textInputs[name];
  return type === 'int64'
    ? { type, shape: size, data: new BigInt64Array(count).fill(BigInt(value)) }
    : { type: 'int32', shape: size, data: new Int32Array(count).fill(value) };
}

function unusable(inputs: readonly TensorDescription[], model: string): MingaError {
  const said = inputs.map(({ name, type, shape }) => `${name} ${type} [${shape.join(', ')}]`);
  return new MingaError('E_MODEL', {
    found: `${model}: inputs ${said.join('; ')}`,
    expected:
      'one input of pictures, float32 or float16, [batch, 3, height, width] or [batch, height, width, 3]',
    fix: 'export the vision part alone (onnx/vision_model.onnx)',
  });
}
