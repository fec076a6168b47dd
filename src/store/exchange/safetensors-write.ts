import { keyBytes } from '../content-key.ts';
import type { ExchangePrecision } from './exchange-format.ts';
import { encodeTexts, textWidth } from './fixed-text.ts';
import { encodeNumbers } from './number-codec.ts';
import type { OutputFiles } from './output-files.ts';
import type { RowWriter } from './row-writer.ts';
import { encodeSafetensorsHeader } from './safetensors-header.ts';

interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
}

/** Ids that are encoded at once. */
const idsAtOnce = 4096;

/** Room in the header for shapes and offsets of the largest numbers. */
const largest: Tensor = {
  dtype: 'F32',
  shape: [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  bytes: Number.MAX_SAFE_INTEGER / 4,
};

/**
 * Writes `vectors`, then `keys` (rows × 32) and `ids` (rows × width, UTF-32 as I32: the type that
 * NumPy and `src/tensor` both know). The vectors go to the file as they come; keys and ids are a
 * hundredth of them and are held until the end, because a tensor must lie in one piece.
 */
export async function safetensorsWriter(
  file: string,
  files: OutputFiles,
  precision: ExchangePrecision,
  metadata: Readonly<Record<string, string>>,
): Promise<RowWriter> {
  const output = await files.create(file);
  const tensors = ['vectors', 'keys', 'ids'];
  const room = headerText(new Map(tensors.map(name => [name, largest])), metadata);
  const headerBytes = 8 + Math.ceil(Buffer.byteLength(room) / 8) * 8;
  await output.append(new Uint8Array(headerBytes));
  const keys: Uint8Array[] = [];
  const ids: string[] = [];
  let rows = 0;
  let dimension = 0;

  async function writeIds(width: number): Promise<void> {
    for (let at = 0; at < ids.length; at += idsAtOnce) {
      const points = encodeTexts(ids.slice(at, at + idsAtOnce), width);
      await output.append(new Uint8Array(points.buffer));
    }
  }

  return {
    async write(part) {
      await output.append(encodeNumbers(part.vectors, precision, rows));
      if (part.keys !== null) keys.push(Buffer.concat(part.keys));
      for (const id of part.ids ?? []) ids.push(id);
      rows += part.vectors.rows;
      dimension = part.vectors.columns;
    },
    async finish() {
      const dtype = precision === 'float16' ? 'F16' : 'F32';
      const bytes = output.length - headerBytes;
      const entries = new Map<string, Tensor>([
        ['vectors', { dtype, shape: [rows, dimension], bytes }],
      ]);
      if (keys.length > 0) {
        for (const part of keys) await output.append(part);
        entries.set('keys', { dtype: 'U8', shape: [rows, keyBytes], bytes: rows * keyBytes });
      }
      if (ids.length > 0) {
        const width = textWidth(ids);
        await writeIds(width);
        entries.set('ids', { dtype: 'I32', shape: [rows, width], bytes: 4 * rows * width });
      }
      await output.putStart(encodeSafetensorsHeader(headerText(entries, metadata), headerBytes));
      return [];
    },
  };
}

/** The header's JSON, for tensors that lie in the order given. */
function headerText(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>>,
): string {
  let offset = 0;
  const entries = [...tensors].map(([name, { dtype, shape, bytes }]) => {
    const from = offset;
    offset += bytes;
    return [name, { dtype, shape, data_offsets: [from, offset] }];
  });
  return JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
}
