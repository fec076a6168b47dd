import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isMingaError } from '../../errors/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { readEmbeddings, writeEmbeddings } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'minga-every-byte-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const vectors = Matrix.fromRows(
  Array.from({ length: 6 }, (_, i) => [i + 0.5, -i, 1 / (i + 1), 0.25 * i]),
);
const table = { ids: ['a', 'b', 'c', 'd', 'e', 'f'], keys: null, vectors, metadata: { a: 'b' } };

/** Numbers that lengths, counts and signs turn on, and neighbours of what was there. */
const changes = (byte: number) =>
  new Set([0, 1, 2, 127, 128, 255, byte ^ 1, byte ^ 0x10, byte ^ 0x80]);

// Random changes miss what one byte of a footer can do, such as a count of −1.
test.each(['parquet', 'npy', 'safetensors'])(
  'every byte of a small %s file may be changed: it is read or refused, and soon',
  async format => {
    const file = join(folder, `v.${format}`);
    await writeEmbeddings(file, table);
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at++) {
      for (const value of changes(whole[at])) {
        const changed = Buffer.from(whole);
        changed[at] = value;
        writeFileSync(file, changed);
        const outcome = await readEmbeddings(file).catch((error: unknown) => error);
        if (outcome instanceof Error && !isMingaError(outcome)) {
          throw new Error(`byte ${at} as ${value}`, { cause: outcome });
        }
      }
    }
    writeFileSync(file, whole);
    expect((await readEmbeddings(file)).ids).toEqual(table.ids);
  },
  60_000,
);
