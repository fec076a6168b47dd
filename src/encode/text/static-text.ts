import { join } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { type ModelConfig, readModelFile, readModelJson, sha256 } from '../../models/index.ts';
import { decodeSafetensors, Matrix } from '../../tensor/index.ts';
import { unitLength } from '../unit-length.ts';
import { openTokenizer, type TextTokenizer } from './tokenizer.ts';

/** A text model that is a function in memory. */
export interface TextModel {
  readonly dimension: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly encode: (text: string) => Float32Array;
}

/** Raised when the way the vectors are made changes. */
const version = 1;

const configSchema = z.object({ normalize: z.boolean().default(false) });

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
  const tokenizer = readTokenizer(json, embeddings.rows, folder);
  const { data, columns } = embeddings;
  const sums = new Float64Array(columns);

  function encode(text: string): Float32Array {
    sums.fill(0);
    let tokens = 0;
    for (const id of tokenizer.encode(text)) {
      if (id === tokenizer.unknown) continue;
      const from = id * columns;
      for (let k = 0; k < columns; k++) sums[k] += data[from + k];
      tokens += 1;
    }
    const vector = new Float32Array(columns);
    for (let k = 0; k < columns; k++) vector[k] = sums[k] / Math.max(1, tokens);
    return normalize ? unitLength(vector) : vector;
  }

  return {
    dimension: columns,
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

function readTokenizer(json: unknown, rows: number, folder: string): TextTokenizer {
  const place = join(folder, 'tokenizer.json');
  const tokenizer = openTokenizer(json, place);
  if (tokenizer.largest < rows) return tokenizer;
  throw new MingaError('E_MODEL', {
    found: `${place}: token ${tokenizer.largest}`,
    expected: `tokens below ${rows}, the rows of embeddings`,
  });
}
