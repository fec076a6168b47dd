import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpacked } from './gzip.ts';
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

  it('says so where it is cut short', async () => {
    const bytes = gzipSync('id,name\n1,x\n');
    await expect(unpacked(bytes.subarray(0, bytes.length - 9), 'a.csv.gz')).rejects.toThrow(
      /a\.csv\.gz cannot be unpacked.*E_RECORD_VALUE/s,
    );
  });

  it('leaves other bytes as they are', async () => {
    const bytes = new TextEncoder().encode('id\n1\n');
    expect(await unpacked(bytes, 'a.csv')).toBe(bytes);
  });

  it('refuses a small file that unpacks without end', async () => {
    const bomb = gzipSync(Buffer.alloc(2 ** 20));
    await expect(unpacked(bomb, 'a.csv.gz', 2 ** 19)).rejects.toThrow(/512 MiB or less/);
  });
});
