import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable, type TableOptions } from './read-table.ts';
import { toUtf8 } from './text-encoding.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-encoding-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: Uint8Array, options: TableOptions = {}) {
  const file = join(folder, 'records.csv');
  await writeFile(file, bytes);
  return readTable(file, options);
}

const text = 'id,años\n1,ñandú “x” €\n2,\n';
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

describe('the encoding of a text', () => {
  const windows = Buffer.from(
    text.replaceAll('“', '\x93').replaceAll('”', '\x94').replaceAll('€', '\x80'),
    'latin1',
  );

  it.each([
    ['UTF-8', Buffer.from(text), []],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), []],
    [
      'UTF-16 LE with a mark',
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      ['records.csv: encoding UTF-16 LE'],
    ],
    [
      'UTF-16 BE with a mark',
      swapped(Buffer.from(`\ufeff${text}`, 'utf16le')),
      ['records.csv: encoding UTF-16 BE'],
    ],
    ['UTF-16 LE', Buffer.from(text, 'utf16le'), ['records.csv: encoding UTF-16 LE']],
    ['UTF-16 BE', swapped(Buffer.from(text, 'utf16le')), ['records.csv: encoding UTF-16 BE']],
    ['Windows-1252', windows, ['records.csv: encoding Windows-1252']],
  ])('is found out and said: %s', async (_, bytes, notes) => {
    const table = await read(bytes);
    expect(table.columns).toEqual(['id', 'años']);
    expect(table.cell(0, 1)).toBe('ñandú “x” €');
    expect(table.notes).toEqual(notes);
  });

  it('is believed where a person says it, and then not said again', async () => {
    const table = await read(windows, { encoding: 'latin1' });
    expect(table.cell(0, 1)).toBe('ñandú “x” €');
    expect(table.notes).toEqual([]);
    const japanese = Buffer.from('id,a\n1,\x83\x65\x83\x58\x83\x67\n', 'latin1');
    expect((await read(japanese, { encoding: 'shift_jis' })).cell(0, 1)).toBe('テスト');
  });

  it('is refused where it is not what a person says, or unknown', async () => {
    await expect(read(windows, { encoding: 'utf-8' })).rejects.toThrow(/not UTF-8.*E_RECORD_VALUE/);
    await expect(read(windows, { encoding: 'klingon' })).rejects.toThrow(/"klingon".*E_OPTION/);
  });

  it('is none where the file is no text', async () => {
    await expect(read(Buffer.from('id,a\n1,\0\n'))).rejects.toThrow(/is no text.*E_RECORD_VALUE/);
    const noise = Buffer.from(Uint8Array.from({ length: 9999 }, (_, i) => (i * 7919) % 251));
    await expect(read(noise)).rejects.toThrow(/is no text/);
  });

  it('does not depend on how the bytes are cut into pieces', async () => {
    const sign = fc.string({ unit: 'grapheme', minLength: 1 });
    async function* pieces(bytes: Buffer, size: number) {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    await fc.assert(
      fc.asyncProperty(sign, fc.integer({ min: 1, max: 5 }), async (any, size) => {
        for (const [encoding, bytes] of [
          ['utf-8', Buffer.from(any)],
          ['utf-16le', Buffer.from(any, 'utf16le')],
        ] as const) {
          const out: Uint8Array[] = [];
          for await (const piece of toUtf8(pieces(bytes, size), encoding, 'a.csv'))
            out.push(Uint8Array.from(piece));
          expect(Buffer.concat(out).toString()).toBe(any.replace(/^\ufeff/, ''));
        }
      }),
    );
  });
});
