import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gunzipped } from './gzip.ts';
import { readTable } from './read-table.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-gzip-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('a table in gzip', () => {
  it('is read as the table that was packed', async () => {
    const text = 'id,name\n1,Añil\n2,"a, b"\n';
    await writeFile(join(folder, 'a.csv'), text);
    await writeFile(join(folder, 'a.csv.gz'), gzipSync(text));
    const plain = await readTable(join(folder, 'a.csv'));
    const packed = await readTable(join(folder, 'a.csv.gz'));
    expect(packed.columns).toEqual(plain.columns);
    expect(packed.rowCount).toBe(2);
    expect(packed.cell(1, 1)).toBe('a, b');
    expect(packed.cell(0, 1)).toBe('Añil');
    expect(packed.place(1)).toBe('a.csv.gz line 3');
  });

  it('says so where it is cut short or damaged', async () => {
    const bytes = gzipSync('id,name\n1,x\n');
    const cut = bytes.subarray(0, bytes.length - 9);
    const damaged = Uint8Array.from(bytes, (byte, i) => (i === bytes.length - 6 ? byte ^ 1 : byte));
    for (const [place, content] of [cut, damaged].entries()) {
      const file = join(folder, `bad${place}.csv.gz`);
      await writeFile(file, content);
      await expect(readTable(file)).rejects.toThrow(/cannot be unpacked.*E_RECORD_VALUE/s);
    }
  });

  it('refuses a small file that unpacks without end', async () => {
    const file = join(folder, 'bomb.csv.gz');
    await writeFile(file, gzipSync(Buffer.alloc(2 ** 22)));
    let seen = 0;
    const unpack = async () => {
      for await (const piece of gunzipped(file, 'bomb.csv.gz', 2 ** 21)) seen += piece.length;
    };
    await expect(unpack()).rejects.toThrow(/bomb.csv.gz unpacks without end/);
    expect(seen).toBeLessThanOrEqual(2 ** 21);
  });
});
