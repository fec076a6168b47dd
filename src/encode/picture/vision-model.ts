import type { RgbImage } from '../../data/index.ts';
import { isMingaError, MingaError } from '../../errors/index.ts';
import { openLocalSession, type TensorDescription } from '../../runtime/index.ts';
import { halfPrecision } from '../../tensor/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { readWithOutput } from './inner-output.ts';
import { type Pooling, pooledRows } from './pooling.ts';
import { createPreprocessor } from './preprocess.ts';
import type { PreprocessRules } from './preprocess-rules.ts';
import { visionInput } from './vision-input.ts';

/** All that a thread needs to encode pictures with an ONNX vision model. */
export interface VisionRecipe {
  readonly kind: 'vision';
  /** The path of the `.onnx` file. */
  readonly model: string;
  readonly rules: PreprocessRules;
  readonly pooling: Pooling;
  /** Whether the pooling was asked for, so that the tokens are read before a pooled vector. */
  readonly poolingAsked: boolean;
  /** Tokens before the patches'; `null` where that is not known. */
  readonly prefixTokens: number | null;
  /** Divides each vector by its Euclidean length. */
  readonly normalize: boolean;
  /** Whether a picture's vector would depend on those beside it, so that each is run alone. */
  readonly mixesBatch: boolean;
  /** The tensor to read; `null` lets the model's own outputs decide. */
  readonly output: string | null;
  /** Whether it lies inside the graph; `null` where that is not known. */
  readonly inner: boolean | null;
  /** Threads within one operator. */
  readonly threads: number;
}

/** What turns decoded pictures into vectors, in the calling thread. */
export interface PictureModel {
  readonly dimension: number;
  /** The tensor that is read; `null` for a model without outputs by name. */
  readonly output: string | null;
  /**
   * To be called again only when the last call has ended. One row for every picture; an error where a picture's
   * proportions cannot be used.
   */
  encode(images: readonly RgbImage[]): Promise<EncodedRow[]>;
}

const wholeFile =
  'to read a tensor inside the graph, write the model as one file without weights beside it, with an opset from 11 to 21';

/** Outputs of features, the most specific first: a projected vector, a pooled one, the tokens. */
export const knownOutputs: readonly string[] = [
  'image_embeds',
  'pooler_output',
  'last_hidden_state',
];

/**
 * Opens an ONNX vision model in the calling thread and runs it once on a black picture: so a model
 * that does not fit its folder fails here, and its dimension is known for certain.
 *
 * @throws E_MODEL where the model is not one of pictures, its sizes differ from the rules', or it
 * does not give what the pooling asks for
 * @throws E_RUNTIME where the runtime refuses the model
 */
export async function openVisionModel(recipe: VisionRecipe): Promise<PictureModel> {
  const { model, rules, pooling, threads, prefixTokens, normalize, mixesBatch } = recipe;
  const session = await openLocalSession(await sourceOf(recipe), { threads });
  const { width, height } = rules.output;
  const input = visionInput(session.inputs, rules.output, model);
  const output = chooseOutput(session.outputs, recipe);
  const preprocess = createPreprocessor(rules, input.layout);
  const channelsLast = input.layout === 'channels last';
  const reading = { pooling, prefixTokens, channelsLast, normalize };
  const pixels = 3 * width * height;
  const place = channelsLast ? [height, width, 3] : [3, height, width];
  // New pages of memory for every batch would cost as much as the resizing.
  let batch = new Float32Array(0);
  let halves = new Uint16Array(0);

  function tensorOf(slots: number) {
    const shape = [slots, ...place];
    const data = batch.subarray(0, slots * pixels);
    if (input.type === 'float32') return { type: input.type, shape, data };
    if (halves.length < data.length) halves = new Uint16Array(data.length);
    const half = halfPrecision(data, halves.subarray(0, data.length));
    return { type: input.type, shape, data: half };
  }

  /** At most as many pictures as the model's fixed batch holds, where it has one. */
  async function encodeSome(images: readonly RgbImage[]): Promise<EncodedRow[]> {
    const slots = input.fixedBatch ?? images.length;
    if (batch.length < slots * pixels) batch = new Float32Array(slots * pixels);
    const errors = images.map((image, i) =>
      pictureError(() => preprocess(image, batch, i * pixels)),
    );
    if (mixesBatch) {
      for (let i = 1; i < slots; i++) batch.copyWithin(i * pixels, 0, pixels);
    }
    const feeds = { ...input.beside(slots), [input.name]: tensorOf(slots) };
    const results = await session.run(feeds, { outputs: [output] });
    const vectors = pooledRows(results[output], images.length, reading);
    return vectors.map((vector, i) => errors[i] ?? vector);
  }

  const black = { width: 1, height: 1, data: new Uint8Array(3) };
  const [probe] = await encodeSome([black]);
  if (probe instanceof MingaError) throw probe;
  return {
    dimension: probe.length,
    output,
    async encode(images) {
      const most = mixesBatch ? 1 : (input.fixedBatch ?? images.length);
      const rows: EncodedRow[] = [];
      while (rows.length < images.length) {
        rows.push(...(await encodeSome(images.slice(rows.length, rows.length + most))));
      }
      return rows;
    },
  };
}

/** The file's path, or its bytes with one more output. */
async function sourceOf({ model, output, inner }: VisionRecipe): Promise<string | Uint8Array> {
  return output !== null && inner === true ? readWithOutput(model, output) : model;
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

function chooseOutput(outputs: readonly TensorDescription[], recipe: VisionRecipe): string {
  const names = outputs.map(({ name }) => name);
  const wanted = wantedOutput(names, recipe);
  if (names.includes(wanted)) return wanted;
  throw new MingaError('E_MODEL', {
    found: `${recipe.model}: no output "${wanted}"`,
    expected: `one of ${names.join(', ')}`,
    fix: recipe.output !== null && recipe.inner === null ? wholeFile : undefined,
  });
}

function wantedOutput(names: readonly string[], recipe: VisionRecipe): string {
  const { output, pooling, poolingAsked } = recipe;
  if (output !== null) return output;
  if (pooling === 'pooled') return 'pooler_output';
  const readsTokens = poolingAsked || pooling === 'mean-patches';
  const preferred = readsTokens ? ['last_hidden_state', ...knownOutputs] : knownOutputs;
  return preferred.find(name => names.includes(name)) ?? names[0];
}
