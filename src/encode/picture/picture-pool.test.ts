import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPicturePool, type PicturePoolOptions } from './picture-pool.ts';

const options: PicturePoolOptions = {
  recipe: { kind: 'descriptor' },
  decode: {},
  workers: 2,
  chunk: 2,
};

let folder = '';
let file = new Uint8Array();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-pool-'));
  const background = { r: 200, g: 120, b: 90 };
  file = await sharp({ create: { width: 400, height: 300, channels: 3, background } })
    .jpeg()
    .toBuffer();
});
afterAll(() => rm(folder, { recursive: true }));

/** A thread's module that says it is ready and does `onMessage` with what it is sent. */
async function threadModule(name: string, onMessage: string): Promise<URL> {
  const path = join(folder, `${name}.mjs`);
  const ready = "{ kind: 'ready', dimension: 3, output: null }";
  const source = `import { parentPort } from 'node:worker_threads';
    parentPort.postMessage(${ready});
    parentPort.on('message', ({ id, files }) => { ${onMessage} });`;
  await writeFile(path, source);
  return pathToFileURL(path);
}

describe('a picture pool', () => {
  it('answers calls that overlap, each in its order', async () => {
    const pool = await openPicturePool(options);
    const [a, b] = await Promise.all([
      pool.encode(Array.from({ length: 9 }, () => file)),
      pool.encode([file, new Uint8Array(3), file]),
    ]);
    await pool.close();
    expect(a).toHaveLength(9);
    expect(b[0]).toEqual(a[8]);
    expect(b[1]).toMatchObject({ code: 'E_IMAGE' });
  });

  it.each([
    ['exits', 'process.exit(3)', 'exit code 3'],
    ['throws', "throw new Error('out of luck')", 'out of luck'],
  ])('turns a thread that %s into an error for all calls, never a hang', async (_n, act, said) => {
    const module = await threadModule(said.replace(/ /g, '-'), act);
    const pool = await openPicturePool({ ...options, module });
    const files = Array.from({ length: 20 }, () => file);
    const calls = await Promise.allSettled([pool.encode(files), pool.encode(files)]);
    for (const call of calls) {
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'E_RUNTIME' } });
      expect(String(call.status === 'rejected' && call.reason)).toContain(said);
    }
    await expect(pool.encode([file])).rejects.toThrow(said);
    await pool.close();
  });

  it('stops at once when the signal aborts, and goes on with other calls', async () => {
    const slow =
      "setTimeout(() => parentPort.postMessage({ kind: 'rows', id, rows: files.map(() => new Float32Array(3)) }), 300)";
    const pool = await openPicturePool({ ...options, module: await threadModule('slow', slow) });
    const controller = new AbortController();
    const files = Array.from({ length: 400 }, () => file);
    const call = pool.encode(files, controller.signal);
    setTimeout(() => controller.abort(), 20);
    const start = performance.now();
    await expect(call).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(performance.now() - start).toBeLessThan(250);
    expect(await pool.encode([file])).toHaveLength(1);
    // The 200 chunks of the aborted call would take 15 s.
    expect(performance.now() - start).toBeLessThan(5000);
    await expect(pool.encode(files, AbortSignal.abort())).rejects.toThrow('[E_ABORTED]');
    await pool.close();
  });

  it('stops a thread that hangs in a file: the file costs its row, the others are done', async () => {
    // Hangs, deaf to all messages, in a file that begins with 7; else gives a file's first byte.
    const hanging = `
      files.forEach((file, i) => {
        if (file[0] !== 7) return;
        parentPort.postMessage({ kind: 'decoding', id, file: i, seconds: 0.3 });
        for (;;);
      });
      parentPort.postMessage({ kind: 'rows', id, rows: files.map(file => Float32Array.of(file[0], 0, 0)) });`;
    const module = await threadModule('hanging', hanging);
    const pool = await openPicturePool({ ...options, chunk: 3, module });
    const files = [1, 2, 7, 3, 4, 7, 7, 5, 6, 8].map(first => Uint8Array.of(first));
    const rows = await pool.encode(files);
    expect(rows.map(row => (row instanceof Float32Array ? row[0] : row.code))).toEqual([
      1,
      2,
      'E_IMAGE',
      3,
      4,
      'E_IMAGE',
      'E_IMAGE',
      5,
      6,
      8,
    ]);
    expect(String(rows[2])).toContain('stopped after 0.3 s');
    expect(await pool.encode([Uint8Array.of(9)])).toEqual([Float32Array.of(9, 0, 0)]);
    await pool.close();
  });

  it('rejects calls under way and later ones when it is closed', async () => {
    const pool = await openPicturePool(options);
    const call = expect(pool.encode([file])).rejects.toMatchObject({ code: 'E_RUNTIME' });
    await pool.close();
    await call;
    await expect(pool.encode([file])).rejects.toMatchObject({ code: 'E_RUNTIME' });
  });
});
