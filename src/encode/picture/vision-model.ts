import type { RgbImage } from '../../data/index.ts';
import { isMingaError, MingaError } from '../../errors/index.ts';
import { openLocalSession, type TensorDescription } from '../../runtime/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { type Pooling, pooledRows } from './pooling.ts';
import { createPreprocessor } from './preprocess.ts';
import type { PreprocessRules, Size } from './preprocess-rules.ts';

/** All that a thread needs to encode pictures with an ONNX vision model. */
export interface VisionRecipe {
  readonly kind: 'vision';
  /** The path of the `.onnx` file. */
  readonly model: string;
  readonly rules: PreprocessRules;
  readonly pooling: Pooling;
  /** The output to read; `null` lets the model's own outputs decide. */
  readonly output: string | null;
  /** Threads within one operator. */
  readonly threads: number;
}

/** What turns decoded pictures into vectors, in the calling thread. */
export interface PictureModel {
  readonly dimension: number;
  /** The output that is read; `null` for a model without outputs by name. */
  readonly output: string | null;
  /**
   * To be called again only when the last call has ended. One row for every picture; an error where a picture's
   * proportions cannot be used.
   */
  encode(images: readonly RgbImage[]): Promise<EncodedRow[]>;
}

// Most specific first: a projected vector, a pooled one, the tokens.
const knownOutputs = ['image_embeds', 'pooler_output', 'last_hidden_state'];

/**
 * Opens an ONNX vision model in the calling thread and runs it once on a black picture: so a model
 * that does not fit its folder fails here, and its dimension is known for certain.
 *
 * @throws E_MODEL where the model is not one of pictures, or its sizes differ from the rules'
 * @throws E_RUNTIME where the runtime refuses the model
 */
export async function openVisionModel(recipe: VisionRecipe): Promise<PictureModel> {
  const { model, rules, pooling, threads } = recipe;
  const session = await openLocalSession(model, { threads });
  const input = pictureInput(session.inputs, rules.output, model);
  const output = chooseOutput(session.outputs, recipe);
  const preprocess = createPreprocessor(rules);
  const { width, height } = rules.output;
  const pixels = 3 * width * height;
  const [fixedBatch] = input.shape;
  // New pages of memory for every batch would cost as much as the resizing.
  let batch = new Float32Array(0);

  /** At most as many pictures as the model's fixed batch holds, where it has one. */
  async function encodeSome(images: readonly RgbImage[]): Promise<EncodedRow[]> {
    const slots = isFixed(fixedBatch) ? fixedBatch : images.length;
    if (batch.length < slots * pixels) batch = new Float32Array(slots * pixels);
    const data = batch.subarray(0, slots * pixels);
    const errors = images.map((image, i) =>
      pictureError(() => preprocess(image, data, i * pixels)),
    );
    const tensor = { type: 'float32' as const, shape: [slots, 3, height, width], data };
    const results = await session.run({ [input.name]: tensor }, { outputs: [output] });
    const vectors = pooledRows(results[output], images.length, pooling);
    return vectors.map((vector, i) => errors[i] ?? vector);
  }

  const black = { width: 1, height: 1, data: new Uint8Array(3) };
  const [probe] = await encodeSome([black]);
  if (probe instanceof MingaError) throw probe;
  return {
    dimension: probe.length,
    output,
    async encode(images) {
      const most = isFixed(fixedBatch) ? fixedBatch : images.length;
      const rows: EncodedRow[] = [];
      while (rows.length < images.length) {
        rows.push(...(await encodeSome(images.slice(rows.length, rows.length + most))));
      }
      return rows;
    },
  };
}

function pictureError(action: () => void): MingaError | null {
  try {
    action();
    return null;
  } catch (error) {
    if (isMingaError(error, 'E_IMAGE')) return error;
    throw error;
  }
}

function isFixed(size: number | string): size is number {
  return typeof size === 'number' && size > 0;
}

function pictureInput(
  inputs: readonly TensorDescription[],
  { width, height }: Size,
  model: string,
): TensorDescription {
  const [input] = inputs;
  if (inputs.length !== 1 || input.type !== 'float32' || input.shape.length !== 4) {
    const said = inputs.map(({ name, type, shape }) => `${name} ${type} [${shape.join(', ')}]`);
    throw new MingaError('E_MODEL', {
      found: `${model}: inputs ${said.join('; ')}`,
      expected: 'one input of pictures, float32 [batch, 3, height, width]',
      fix: 'export the vision part alone (onnx/vision_model.onnx)',
    });
  }
  const expected = [3, height, width];
  input.shape.slice(1).forEach((size, i) => {
    if (!isFixed(size) || size === expected[i]) return;
    throw new MingaError('E_MODEL', {
      found: `${model}: an input of shape [${input.shape.join(', ')}]`,
      expected: `[batch, 3, ${height}, ${width}] as preprocessor_config.json says`,
    });
  });
  return input;
}

function chooseOutput(outputs: readonly TensorDescription[], recipe: VisionRecipe): string {
  const names = outputs.map(({ name }) => name);
  const wanted = recipe.output ?? knownOutputs.find(name => names.includes(name)) ?? names[0];
  if (names.includes(wanted)) return wanted;
  throw new MingaError('E_MODEL', {
    found: `${recipe.model}: no output "${wanted}"`,
    expected: `one of ${names.join(', ')}`,
  });
}
