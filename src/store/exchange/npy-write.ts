import { keyBytes } from '../content-key.ts';
import type { ExchangePrecision } from './exchange-format.ts';
import { encodeTexts, textWidth } from './fixed-text.ts';
import { npyFiles } from './npy-files.ts';
import { encodeNpyHeader, npyHeaderBytes } from './npy-header.ts';
import { encodeNumbers } from './number-codec.ts';
import type { OutputFile, OutputFiles } from './output-files.ts';
import type { RowWriter } from './row-writer.ts';

/** Ids that are encoded at once. */
const idsAtOnce = 4096;

/** Writes vectors as `file`, ids and keys beside it. Headers come last, when the shape is known. */
export async function npyWriter(
  file: string,
  files: OutputFiles,
  precision: ExchangePrecision,
): Promise<RowWriter> {
  const paths = npyFiles(file);
  const vectors = await begin(paths.vectors);
  let keys: OutputFile | null = null;
  const ids: string[] = [];
  let rows = 0;
  let dimension = 0;

  async function begin(path: string): Promise<OutputFile> {
    const output = await files.create(path);
    await output.append(new Uint8Array(npyHeaderBytes));
    return output;
  }

  async function writeIds(): Promise<void> {
    const output = await begin(paths.ids);
    const width = textWidth(ids);
    await output.putStart(encodeNpyHeader(`<U${width}`, [rows]));
    for (let at = 0; at < ids.length; at += idsAtOnce) {
      const points = encodeTexts(ids.slice(at, at + idsAtOnce), width);
      await output.append(new Uint8Array(points.buffer));
    }
  }

  return {
    async write(part) {
      await vectors.append(encodeNumbers(part.vectors, precision, rows));
      if (part.keys !== null) {
        keys ??= await begin(paths.keys);
        await keys.append(Buffer.concat(part.keys));
      }
      for (const id of part.ids ?? []) ids.push(id);
      rows += part.vectors.rows;
      dimension = part.vectors.columns;
    },
    async finish() {
      const type = precision === 'float16' ? '<f2' : '<f4';
      await vectors.putStart(encodeNpyHeader(type, [rows, dimension]));
      await keys?.putStart(encodeNpyHeader('|u1', [rows, keyBytes]));
      if (ids.length > 0) await writeIds();
      const absent = [ids.length === 0 ? [paths.ids] : [], keys === null ? [paths.keys] : []];
      return absent.flat();
    },
  };
}
