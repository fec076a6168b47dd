import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { type ModelConfig, readModelFile, readModelJson, sha256 } from '../../models/index.ts';
import { decodeSafetensors, Matrix } from '../../tensor/index.ts';
import { normalizeInPlace } from './text-batch.ts';

/** A text model that is a function in memory. */
export interface TextModel {
  readonly dimension: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly encode: (text: string) => Float32Array;
}

/** Raised when the way the vectors are made changes. */
const version = 1;

const configSchema = z.object({ normalize: z.boolean().default(false) });
const tokenizerSchema = z.looseObject({
  model: z.looseObject({ unk_token: z.string().nullish() }),
});

/**
 * Opens a static text model (Model2Vec): a text's vector is the mean of its tokens' rows in
 * `embeddings`, unknown tokens left out, divided by its norm where the config says `normalize`.
 * Texts are not cut, whatever their length. A text without a known token has the vector of zeros.
 *
 * @throws E_MODEL where a file is missing or does not fit the others
 */
export async function openStaticText(folder: string, config: ModelConfig): Promise<TextModel> {
  const normalize = readNormalize(config, folder);
  const weights = await readModelFile(folder, 'model.safetensors');
  const embeddings = readEmbeddings(weights, join(folder, 'model.safetensors'));
  const json = await readModelJson(folder, 'tokenizer.json');
  const { tokenizer, unknown } = readTokenizer(json, embeddings.rows, folder);

  function encode(text: string): Float32Array {
    const sums = new Float64Array(embeddings.columns);
    let tokens = 0;
    for (const id of tokenizer.encode(text, { add_special_tokens: false }).ids) {
      if (id === unknown) continue;
      const row = embeddings.row(id);
      for (let k = 0; k < row.length; k++) sums[k] += row[k];
      tokens += 1;
    }
    const vector = Float32Array.from(sums, sum => sum / Math.max(1, tokens));
    if (normalize) normalizeInPlace(vector);
    return vector;
  }

  return {
    dimension: embeddings.columns,
    settings: {
      kind: 'static-text',
      version,
      weights: sha256(weights),
      tokenizer: sha256(await readModelFile(folder, 'tokenizer.json')),
      normalize,
    },
    encode,
  };
}

function readNormalize(config: ModelConfig, folder: string): boolean {
  const parsed = configSchema.safeParse(config);
  if (parsed.success) return parsed.data.normalize;
  throw new MingaError('E_MODEL', {
    found: `${join(folder, 'config.json')}: normalize is not true or false`,
  });
}

function readEmbeddings(bytes: Uint8Array, place: string): Matrix {
  const { tensors } = decodeSafetensors(bytes);
  const embeddings = tensors.get('embeddings');
  // A vocabulary that was quantised has weights and a mapping beside it, which would be ignored.
  if (tensors.size !== 1 || embeddings?.dtype !== 'F32' || embeddings.shape.length !== 2) {
    const said = [...tensors].map(([name, { dtype, shape }]) => `${name} ${dtype} [${shape}]`);
    throw new MingaError('E_MODEL', {
      found: `${place}: tensors ${said.join(', ')}`,
      expected: 'one tensor, embeddings F32 [tokens, dimension]',
    });
  }
  const [rows, columns] = embeddings.shape;
  const matrix = new Matrix(rows, columns, embeddings.data);
  if (columns === 0 || matrix.firstNotFinite() >= 0) {
    throw new MingaError('E_MODEL', {
      found: `${place}: embeddings with ${columns} columns, or NaN or infinity among them`,
      expected: 'finite numbers',
    });
  }
  return matrix;
}

function readTokenizer(json: unknown, rows: number, folder: string) {
  const place = join(folder, 'tokenizer.json');
  const parsed = tokenizerSchema.safeParse(json);
  if (!parsed.success) {
    throw new MingaError('E_MODEL', {
      found: `${place}: no tokenizer model`,
      expected: 'a file of the tokenizers library',
    });
  }
  const tokenizer = newTokenizer(parsed.data, place);
  const largest = [...tokenizer.get_vocab().values()].reduce((a, b) => Math.max(a, b), -1);
  if (largest >= rows) {
    throw new MingaError('E_MODEL', {
      found: `${place}: token ${largest}`,
      expected: `tokens below ${rows}, the rows of embeddings`,
    });
  }
  const name = parsed.data.model.unk_token;
  return { tokenizer, unknown: typeof name === 'string' ? tokenizer.token_to_id(name) : undefined };
}

function newTokenizer(json: object, place: string): Tokenizer {
  try {
    return new Tokenizer(json, {});
  } catch (cause) {
    throw new MingaError('E_MODEL', {
      found: `${place}: a tokenizer that cannot be built`,
      expected: 'a file of the tokenizers library',
      cause,
    });
  }
}
