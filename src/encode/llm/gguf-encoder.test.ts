import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { appendFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMingaError } from '../../errors/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { tinyBert } from './fixture/tiny-bert.ts';
import { tinyLlama } from './fixture/tiny-llama.ts';
import { type GgufOptions, openGgufEncoder } from './gguf-encoder.ts';
import { loadLlamaPackage } from './llama-package.ts';

interface Golden {
  readonly texts: string[];
  readonly 'tiny-llama': GoldenModel;
  readonly 'tiny-bert': GoldenModel;
}
interface GoldenModel {
  readonly sha256: string;
  readonly rows: ({ readonly tokens: number } & Record<'last' | 'mean' | 'cls', string>)[];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL('./golden/gguf.json', import.meta.url), 'utf8'),
);

const installed = await loadLlamaPackage().then(
  () => true,
  error => {
    if (!isMingaError(error, 'E_PACKAGE')) throw error;
    console.warn(`GGUF models are NOT tested: ${error.message}`);
    return false;
  },
);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-gguf-'));
  await writeFile(join(folder, 'tiny-llama.gguf'), tinyLlama());
  await writeFile(join(folder, 'tiny-bert.gguf'), tinyBert());
});
afterAll(() => rm(folder, { recursive: true }));

function vectorOf(row: EncodedRow): Float32Array {
  if (row instanceof Float32Array) return row;
  throw row;
}

function unpack(packed: string): Float32Array {
  const bytes = Buffer.from(packed, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
}

function distance(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}

/** Vectors and notices of a model that is opened and closed for them. */
async function encodeWith(name: string, texts: readonly string[], options: GgufOptions = {}) {
  const encoder = await openGgufEncoder(join(folder, name), options);
  try {
    const rows = (await encoder.encode(texts)).map(vectorOf);
    return { rows, notices: encoder.notices(), encoder };
  } finally {
    await encoder.close();
  }
}

describe.skipIf(!installed)('openGgufEncoder', () => {
  it.each(['tiny-llama', 'tiny-bert'] as const)('is tested on the golden’s %s', name => {
    const bytes = readFileSync(join(folder, `${name}.gguf`));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(golden[name].sha256);
  });

  it.each(['last', 'mean', 'cls'] as const)(
    'gives the %s vectors of transformers',
    async pooling => {
      const { rows } = await encodeWith('tiny-llama.gguf', golden.texts, {
        pooling,
        attention: 'f32',
      });
      rows.forEach((row, i) => {
        expect(distance(row, unpack(golden['tiny-llama'].rows[i][pooling]))).toBeLessThan(1e-5);
      });
    },
  );

  it('is as near as half precision allows with llama.cpp’s own attention', async () => {
    const { rows } = await encodeWith('tiny-llama.gguf', golden.texts);
    rows.forEach((row, i) => {
      expect(distance(row, unpack(golden['tiny-llama'].rows[i].last))).toBeLessThan(1e-2);
    });
  });

  // llama.cpp looks GELU up in a table of half precision.
  it.each(['last', 'mean', 'cls'] as const)('gives the %s vectors of a BERT', async pooling => {
    const { rows } = await encodeWith('tiny-bert.gguf', golden.texts, {
      pooling,
      attention: 'f32',
    });
    rows.forEach((row, i) => {
      expect(distance(row, unpack(golden['tiny-bert'].rows[i][pooling]))).toBeLessThan(3e-3);
    });
  });

  it('pools as the file says, and by the last token where it says nothing', async () => {
    await writeFile(join(folder, 'mean.gguf'), tinyLlama({ pooling: 1 }));
    const mean = await encodeWith('mean.gguf', golden.texts);
    const asked = await encodeWith('tiny-llama.gguf', golden.texts, { pooling: 'mean' });
    const last = await encodeWith('tiny-llama.gguf', golden.texts);
    expect(mean.rows).toEqual(asked.rows);
    expect(mean.encoder.settings.pooling).toBe('mean');
    expect(last.encoder.settings.pooling).toBe('last');
  });

  it('cuts long texts, counts them and never gives NaN', async () => {
    const texts = ['the right eye', 'no diabetes, '.repeat(100), 'no diabetes, '.repeat(200)];
    const { rows, notices } = await encodeWith('tiny-llama.gguf', texts);
    expect(rows[1]).toEqual(rows[2]);
    expect(rows[1].every(Number.isFinite)).toBe(true);
    expect(notices).toEqual([
      '2 of 3 texts were longer than 64 tokens and were cut; the longest had 602',
    ]);
  });

  it.each([
    ['tiny-llama', 1400],
    ['tiny-bert', 1400],
  ] as const)(
    'sees the whole of a text longer than llama.cpp’s batch of 512 (%s)',
    async (name, context) => {
      const make = name === 'tiny-llama' ? tinyLlama : tinyBert;
      await writeFile(join(folder, 'long.gguf'), make({ context }));
      const tail = ' the right eye, no diabetes'.repeat(150);
      const texts = [`female${tail}`, `male${tail}`];
      const { rows, notices } = await encodeWith('long.gguf', texts, { pooling: 'mean' });
      expect(notices).toEqual([]);
      // Only the first of some 900 tokens differs: a model that saw the last 512 alone shows nothing.
      expect(distance(rows[0], rows[1])).toBeGreaterThan(1e-4);
      await rm(join(folder, 'long.gguf'));
    },
  );

  it('gives the same last token whether a text fits into one batch or not', async () => {
    await writeFile(join(folder, 'wide.gguf'), tinyLlama({ context: 1400 }));
    await writeFile(join(folder, 'wide-last.gguf'), tinyLlama({ context: 1400, pooling: 3 }));
    const texts = [`female${' the right eye, no diabetes'.repeat(150)}`];
    const two = await encodeWith('wide.gguf', texts, { attention: 'f32' });
    const stated = await encodeWith('wide-last.gguf', texts, { attention: 'f32' });
    expect(distance(two.rows[0], stated.rows[0])).toBeLessThan(1e-5);
  });

  it('gives one answer with one thread and with two, alone and after other texts', async () => {
    const one = await encodeWith('tiny-llama.gguf', golden.texts, { threads: 1 });
    const two = await encodeWith('tiny-llama.gguf', golden.texts.toReversed(), { threads: 2 });
    expect(two.rows.toReversed()).toEqual(one.rows);
    expect(two.encoder.fingerprint).toBe(one.encoder.fingerprint);
  });

  it('answers two calls at once, each in its own order', async () => {
    const encoder = await openGgufEncoder(join(folder, 'tiny-llama.gguf'));
    const [a, b] = await Promise.all([
      encoder.encode(golden.texts),
      encoder.encode(golden.texts.toReversed()),
    ]);
    expect(b.toReversed()).toEqual(a);
    await encoder.close();
  });

  it('divides by the length where asked, and puts the prefix before every text', async () => {
    const plain = await encodeWith('tiny-llama.gguf', ['the right eye']);
    const unit = await encodeWith('tiny-llama.gguf', ['right eye'], {
      normalize: true,
      prefix: 'the ',
    });
    expect(Math.hypot(...plain.rows[0])).toBeGreaterThan(2);
    expect(Math.hypot(...unit.rows[0])).toBeCloseTo(1, 5);
    const length = Math.hypot(...plain.rows[0]);
    expect(
      distance(
        unit.rows[0],
        plain.rows[0].map(value => value / length),
      ),
    ).toBeLessThan(1e-6);
  });

  it('reads what looks like a special token as the characters it is', async () => {
    const { rows } = await encodeWith('tiny-llama.gguf', ['the </s> eye', 'the  eye']);
    expect(distance(rows[0], rows[1])).toBeGreaterThan(0.01);
  });

  it('has one fingerprint for one content, and another for any setting that changes vectors', async () => {
    await symlink(join(folder, 'tiny-llama.gguf'), join(folder, 'other-name.gguf'));
    const prints = new Set<string>();
    const options: GgufOptions[] = [
      {},
      { pooling: 'mean' },
      { normalize: true },
      { prefix: 'query: ' },
      { maxTokens: 32 },
      { attention: 'f32' },
    ];
    for (const option of options) {
      prints.add((await encodeWith('tiny-llama.gguf', [], option)).encoder.fingerprint);
    }
    expect(prints.size).toBe(options.length);
    const renamed = await encodeWith('other-name.gguf', []);
    expect(prints.has(renamed.encoder.fingerprint)).toBe(true);
    expect(renamed.encoder.settings).toMatchObject({
      weights: [golden['tiny-llama'].sha256],
      llamaCpp: expect.stringMatching(/^[bv]\d/),
    });
  });

  it('stops at once when aborted, and goes on when asked again', async () => {
    const encoder = await openGgufEncoder(join(folder, 'tiny-llama.gguf'));
    const stop = new AbortController();
    const running = encoder.encode(Array(2000).fill('no diabetes, '.repeat(10)), stop.signal);
    const caught = expect(running).rejects.toMatchObject({ code: 'E_ABORTED' });
    await setTimeout(20);
    stop.abort();
    await caught;
    expect(await encoder.encode(['the right eye'])).toHaveLength(1);
    await encoder.close();
  });

  it('refuses calls after it is closed, those under way included, and closes twice', async () => {
    const encoder = await openGgufEncoder(join(folder, 'tiny-llama.gguf'));
    const running = encoder.encode(Array(2000).fill('no diabetes, '.repeat(10)));
    const caught = expect(running).rejects.toMatchObject({ code: 'E_RUNTIME' });
    await encoder.close();
    await caught;
    await encoder.close();
    await expect(encoder.encode(['the'])).rejects.toMatchObject({ code: 'E_RUNTIME' });
  });

  it('leaves the event loop free while a text is encoded', async () => {
    await writeFile(join(folder, 'busy.gguf'), tinyLlama({ width: 256, layers: 4, context: 1024 }));
    const encoder = await openGgufEncoder(join(folder, 'busy.gguf'), { threads: 1 });
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const started = performance.now();
    await encoder.encode(['no diabetes, '.repeat(330)]);
    const milliseconds = performance.now() - started;
    clearInterval(timer);
    await encoder.close();
    expect(turns).toBeGreaterThan(milliseconds / 10);
  });

  it('reports how far the hashing has come', async () => {
    const seen: number[] = [];
    await encodeWith('tiny-bert.gguf', [], {
      onProgress: (done, total) => seen.push(done / total),
    });
    expect(seen.at(-1)).toBe(1);
  });

  it.each([
    ['a file that is missing', 'missing.gguf', null, {}, 'E_FILE_MISSING'],
    ['another kind of file', 'text.gguf', Buffer.from('version https://git-lfs'), {}, 'E_MODEL'],
    ['a file that ends early', 'short.gguf', tinyLlama().subarray(0, 20_000), {}, 'E_MODEL'],
    ['weights that are missing', 'half.gguf', tinyLlama().subarray(0, 90_000), {}, 'E_MODEL'],
    ['a model that ranks', 'rank.gguf', tinyBert({ pooling: 4 }), {}, 'E_MODEL'],
    [
      'a BERT that does not say how it pools',
      'bare.gguf',
      tinyBert({ pooling: null }),
      {},
      'E_OPTION',
    ],
    ['the second part of several', 'm-00002-of-00002.gguf', tinyLlama(), {}, 'E_MODEL'],
    ['a part that is missing', 'n-00001-of-00002.gguf', tinyLlama(), {}, 'E_FILE_MISSING'],
    ['more tokens than the model knows', 'a.gguf', tinyLlama(), { maxTokens: 65 }, 'E_OPTION'],
    ['no thread', 'b.gguf', tinyLlama(), { threads: 0 }, 'E_OPTION'],
  ] as const)('refuses %s', async (_what, name, content, options, code) => {
    if (content !== null) await writeFile(join(folder, name), content);
    await expect(openGgufEncoder(join(folder, name), options)).rejects.toMatchObject({ code });
  });

  it('costs the row where damaged weights give NaN', async () => {
    const bytes = tinyLlama();
    // The last tensor but one is the output norm; the scale of one of its numbers becomes NaN.
    const norm = bytes.length - 358 * 32 * 4 - 32 * 4;
    bytes.writeFloatLE(Number.NaN, norm);
    await writeFile(join(folder, 'nan.gguf'), bytes);
    const encoder = await openGgufEncoder(join(folder, 'nan.gguf'));
    const [row] = await encoder.encode(['the right eye']);
    await encoder.close();
    expect(row).toMatchObject({ code: 'E_NOT_FINITE' });
  });

  it('sees that a file has changed, whatever its name', async () => {
    const before = await encodeWith('tiny-bert.gguf', []);
    await appendFile(join(folder, 'tiny-bert.gguf'), 'x');
    const after = await encodeWith('tiny-bert.gguf', []);
    expect(after.encoder.fingerprint).not.toBe(before.encoder.fingerprint);
    await writeFile(join(folder, 'tiny-bert.gguf'), tinyBert());
  });
});

describe('without node-llama-cpp', () => {
  it('says which command installs it', async () => {
    const held = process.env.MINGA_LLAMA;
    process.env.MINGA_LLAMA = folder;
    const refused = openGgufEncoder(join(folder, 'tiny-llama.gguf'));
    if (held === undefined) delete process.env.MINGA_LLAMA;
    else process.env.MINGA_LLAMA = held;
    await expect(refused.then(encoder => encoder.close())).rejects.toThrow(
      'npm install --ignore-scripts node-llama-cpp@3.22.1',
    );
  });
});
