import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reducedPixels } from './brightness.ts';
import { fileDigest, type PicturePrint } from './picture-print.ts';
import { openPrintCache } from './print-cache.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-prints-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function print(k: number): PicturePrint {
  const text = (what: string) => fileDigest(Buffer.from(`${what} ${k}`));
  return {
    file: text('file'),
    pixels: text('pixels'),
    reduced: new Uint8Array(reducedPixels).fill(k),
  };
}

async function filled(count: number): Promise<string> {
  const cache = await openPrintCache(folder, {});
  for (let k = 0; k < count; k++) await cache.add(print(k));
  await cache.close();
  const [name] = await readdir(folder);
  return join(folder, name);
}

/** Which of so many prints are known, each just as it was added. */
async function known(count: number): Promise<number[]> {
  const cache = await openPrintCache(folder, {});
  const found = Array.from({ length: count }, (_, k) => k).filter(k => {
    const kept = cache.get(print(k).file);
    if (kept === undefined) return false;
    expect(Buffer.from(kept.reduced).equals(print(k).reduced)).toBe(true);
    expect(Buffer.from(kept.pixels).equals(print(k).pixels)).toBe(true);
    return true;
  });
  await cache.close();
  return found;
}

describe('kept prints', () => {
  it('are there again the next time, in a file for its owner only', async () => {
    const path = await filled(700);
    expect(await known(701)).toHaveLength(700);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('survive a file that is cut short at any byte, and more can be added', async () => {
    const path = await filled(3);
    const whole = await readFile(path);
    const record = (whole.length - 20) / 3;
    const cuts = [
      0,
      1,
      19,
      20,
      21,
      20 + record - 1,
      20 + record,
      20 + record + 1,
      whole.length - 1,
    ];
    for (const cut of cuts) {
      await writeFile(path, whole.subarray(0, cut));
      const kept = Math.max(0, Math.floor((cut - 20) / record));
      expect(await known(3)).toEqual([0, 1, 2].slice(0, kept));
      const cache = await openPrintCache(folder, {});
      await cache.add(print(9));
      await cache.close();
      expect(await known(10)).toEqual([...[0, 1, 2].slice(0, kept), 9]);
    }
  });

  it('are left out where a byte has changed, and only those', async () => {
    const path = await filled(3);
    const bytes = await readFile(path);
    bytes[20 + (bytes.length - 20) / 2] ^= 1;
    await writeFile(path, bytes);
    expect(await known(3)).toEqual([0, 2]);
    expect((await stat(path)).size).toBe(20 + ((bytes.length - 20) / 3) * 2);
  });

  it('of another version, or what is no such file, are passed over', async () => {
    const path = await filled(2);
    const bytes = await readFile(path);
    bytes[4] = 99;
    await writeFile(path, bytes);
    expect(await known(2)).toEqual([]);
    await writeFile(path, 'something else altogether, longer than a header');
    expect(await known(2)).toEqual([]);
  });

  it('of pictures that were decoded in another way are not mixed up', async () => {
    await filled(2);
    const other = await openPrintCache(folder, { frame: 'first' });
    expect(other.get(print(0).file)).toBeUndefined();
    await other.close();
    expect(await known(2)).toEqual([0, 1]);
  });

  it('say where they cannot be kept', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(openPrintCache(join(folder, 'file', 'sub'), {})).rejects.toThrow(
      /cannot be written.*E_FILE_MISSING/,
    );
  });
});
