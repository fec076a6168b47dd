import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readEmbeddings } from './index.ts';

/** Files that golden/make_golden.py wrote with pandas, pyarrow, NumPy, safetensors and PyTorch. */
interface Golden {
  readonly file: string;
  readonly files: Readonly<Record<string, string>>;
  readonly ids?: readonly string[] | null;
  readonly vectors?: readonly (readonly number[])[];
  readonly error?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'minga-python-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function goldens(format: string): [string, Golden][] {
  const url = new URL(`golden/${format}.json`, import.meta.url);
  const cases: Record<string, Golden> = JSON.parse(readFileSync(url, 'utf8'));
  return Object.entries(cases);
}

describe.each(['parquet', 'npy', 'safetensors'])('%s from Python', format => {
  test.each(goldens(format))('%s', async (_, golden) => {
    const own = mkdtempSync(join(folder, 'case-'));
    for (const [name, content] of Object.entries(golden.files)) {
      writeFileSync(join(own, name), Buffer.from(content, 'base64'));
    }
    const reading = readEmbeddings(join(own, golden.file));
    if (golden.error !== undefined) {
      await expect(reading).rejects.toThrow(new RegExp(golden.error));
      return;
    }
    const { ids, vectors } = await reading;
    expect(ids).toEqual(golden.ids);
    const rows = Array.from({ length: vectors.rows }, (_row, i) => [...vectors.row(i)]);
    expect(rows).toEqual(golden.vectors?.map(row => row.map(Math.fround)));
  });
});
