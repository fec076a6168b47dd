import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDataset } from '../data/index.ts';
import { readEmbeddings, writeEmbeddings } from '../store/exchange/index.ts';
import { listStores, openStore } from '../store/index.ts';
import { embedDataset, imageItems } from '../study/embedding.ts';
import { findImported } from '../study/imported-vectors.ts';
import { parsePlan } from '../study/index.ts';
import { Matrix } from '../tensor/index.ts';

const noNetwork = new URL('./no-network.mjs', import.meta.url).href;
let folder: string;

const minga = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function store(...args: string[]): Promise<Outcome> {
  return storeWith({}, ...args);
}

function storeWith(more: Record<string, string>, ...args: string[]): Promise<Outcome> {
  const env = { ...process.env, NODE_OPTIONS: `--import ${noNetwork}`, NO_COLOR: '1', ...more };
  const all = [minga, 'store', ...args];
  const child = spawn(process.execPath, all, { cwd: folder, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, out, err })));
}

const secret = 'ab'.repeat(32);

function plan(settings: string): string {
  return `name: exchange
dataset: { adapter: sample, folder: ${join(folder, 'sample')}, rows: 240 }
${settings}
`;
}

async function embedded(name: string, settings: string) {
  const text = plan(settings);
  writeFileSync(join(folder, name), text);
  const parsed = parsePlan(text);
  const dataset = await loadDataset(parsed.dataset);
  await embedDataset(parsed, dataset, null);
  return { parsed, dataset };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-store-exchange-'));
  process.env.MINGA_STORE_KEY = secret;
  await embedded('plan.yaml', `store: ${join(folder, 'store')}`);
});
afterAll(() => {
  Reflect.deleteProperty(process.env, 'MINGA_STORE_KEY');
  rmSync(folder, { recursive: true, force: true });
});

describe('minga store export', () => {
  test("writes the vectors of a plan's samples with their ids, for nobody else to read", async () => {
    const { code, out, err } = await store(
      ...['export', 'plan.yaml', 'images.parquet', '--modality', 'image'],
    );
    expect(err).toMatch(/images\.parquet holds patient data/);
    expect(err).toMatch(/Exporting vectors of builtin/);
    expect(out).toMatch(/images\.parquet: \d+ rows of \d+ numbers \(float32\)/);
    expect(code).toBe(0);
    const file = join(folder, 'images.parquet');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    const { ids, keys, vectors, metadata } = await readEmbeddings(file);
    const dataset = await loadDataset({
      adapter: 'sample',
      folder: join(folder, 'sample'),
      rows: 240,
    });
    const [summary] = (await listStores(join(folder, 'store'))).filter(
      ({ encoder }) => encoder.modality === 'image',
    );
    const kept = await openStore(summary.folder, summary, { readOnly: true });
    expect([...(await kept.read(keys ?? [])).data]).toEqual([...vectors.data]);
    await kept.close();
    const known = new Set(dataset.samples.map(({ id }) => id));
    expect(ids?.every(id => known.has(id))).toBe(true);
    expect(metadata).toEqual({
      model: 'builtin',
      modality: 'image',
      fingerprint: summary.fingerprint,
    });
  });

  test('counts samples without a vector: a broken picture of the sample has none', async () => {
    const { out } = await store(
      ...[
        'export',
        'plan.yaml',
        'v.npy',
        '--modality',
        'image',
        '--precision',
        'float16',
        '--json',
      ],
    );
    const { rows, precision, withoutVector } = JSON.parse(out);
    expect(precision).toBe('float16');
    const dataset = await loadDataset({
      adapter: 'sample',
      folder: join(folder, 'sample'),
      rows: 240,
    });
    expect(rows + withoutVector.length).toBe(dataset.samples.length);
    expect((await readEmbeddings(join(folder, 'v.npy'))).ids).toHaveLength(rows);
  });

  test('writes a bare store with its keys', async () => {
    const [summary] = await listStores(join(folder, 'store'));
    const { code } = await store('export', summary.folder, 'bare.safetensors');
    expect(code).toBe(0);
    const { ids, keys } = await readEmbeddings(join(folder, 'bare.safetensors'));
    expect(ids).toBeNull();
    expect(keys).toHaveLength(summary.rows);
  });

  test('says what is missing', async () => {
    const wrong = async (code: number, message: RegExp, ...args: string[]) => {
      const outcome = await store('export', ...args);
      expect(outcome.err).toMatch(message);
      expect(outcome.code).toBe(code);
    };
    await wrong(2, /no --modality.*E_USAGE/, 'plan.yaml', 'v.npy');
    await wrong(1, /\.parquet, \.npy, \.safetensors/, 'plan.yaml', 'v.csv', '--modality', 'image');
    await wrong(1, /holds 2 stores.*give one of/, 'store', 'v.npy');
    await wrong(2, /with a plan only/, 'store', 'v.npy', '--modality', 'image');
    await wrong(
      1,
      /no image vectors of dino, expected builtin \(.*minga embed/,
      ...['plan.yaml', 'v.npy', '--modality', 'image', '--model', 'dino'],
    );
  });
});

describe('minga store import', () => {
  test('vectors go to Python and come back as an encoder that a plan can name', async () => {
    await store('export', 'plan.yaml', 'texts.safetensors', '--modality', 'text');
    const { ids, vectors } = await readEmbeddings(join(folder, 'texts.safetensors'));
    // As Python might: other vectors for the same samples, in another order, and one of nobody.
    const others = [...(ids ?? [])].reverse();
    const rows = others.map((_, i) => [i, vectors.row(others.length - 1 - i)[0], 1]);
    await writeEmbeddings(join(folder, 'made.npy'), {
      ids: [...others.slice(2), 'nobody'],
      keys: null,
      vectors: Matrix.fromRows([...rows.slice(2), [0, 0, 1]]),
      metadata: {},
    });
    const args = ['import', 'made.npy', 'plan.yaml', '--modality', 'text', '--name', 'tiny'];
    const { code, out } = await store(...args);
    expect(out).toMatch(/rows of 3 numbers, \d+ samples have one/);
    expect(out).toMatch(new RegExp(`samples without a vector: 2: .*${others[1]}`));
    expect(out).toMatch(/rows without a sample: 1: nobody/);
    expect(out).toMatch(/encode: \{ text: \[\{ imported: tiny \}\] \}/);
    expect(code).toBe(0);

    const { parsed, dataset } = await embedded(
      'imported.yaml',
      `store: ${join(folder, 'store')}\nencode: { text: [{ imported: tiny }] }`,
    );
    const found = await findImported(parsed.store.folder, 'text', 'tiny');
    expect(found?.identity.encoder).toMatchObject({ kind: 'imported', dimension: 3 });
    const { texts } = await embedDataset(parsed, dataset, null);
    const index = dataset.samples.findIndex(({ id }) => id === others[5]);
    const read = await texts[0].read([index]);
    expect([...read.data]).toEqual(rows[5].map(Math.fround));

    // The same file again changes nothing; another file of that name is refused.
    expect((await store(...args)).code).toBe(0);
    await writeEmbeddings(join(folder, 'made.npy'), {
      ids: others,
      keys: null,
      vectors: Matrix.fromRows(rows),
      metadata: {},
    });
    const refused = await store(...args);
    expect(refused.err).toMatch(/tiny.*another file.*E_STORE/s);
    expect(refused.code).toBe(1);
  });

  test('a file of other ids, or none, is refused and leaves no store behind', async () => {
    const before = readdirSync(join(folder, 'store')).length;
    const table = { keys: null, vectors: Matrix.fromRows([[1, 2]]), metadata: {} };
    await writeEmbeddings(join(folder, 'strange.npy'), { ...table, ids: ['x'] });
    const args = ['plan.yaml', '--modality', 'image', '--name'];
    expect((await store('import', 'strange.npy', ...args, 'a')).err).toMatch(
      /its ids are x, expected ids of the data set: .*E_EXCHANGE/,
    );
    await writeEmbeddings(join(folder, 'anonymous.npy'), { ...table, ids: null });
    expect((await store('import', 'anonymous.npy', ...args, 'a')).err).toMatch(
      /anonymous\.npy.* ids/,
    );
    expect((await store('import', 'strange.npy', ...args, 'a b')).err).toMatch(
      /a b.*letters, digits and/,
    );
    expect(readdirSync(join(folder, 'store'))).toHaveLength(before);
  });

  test('an encrypted store in float16 takes vectors in and gives them out through its plan', async () => {
    const kept = join(folder, 'secret');
    const settings = `store: { folder: ${kept}, encrypt: true, precision: float16 }`;
    const { dataset } = await embedded('secret.yaml', settings);
    const own = imageItems(dataset).slice(0, 20);
    await writeEmbeddings(join(folder, 'own.parquet'), {
      ids: own.map(({ id }) => id),
      keys: null,
      vectors: Matrix.fromRows(own.map((_, i) => [i, 0.5])),
      metadata: {},
    });
    const withKey = { MINGA_STORE_KEY: secret };
    const about = ['--modality', 'image'];
    const done = await storeWith(
      withKey,
      ...['import', 'own.parquet', 'secret.yaml', ...about, '--name', 'own'],
    );
    expect(done.code).toBe(0);
    const back = await storeWith(
      withKey,
      ...['export', 'secret.yaml', 'back.npy', ...about, '--model', 'own'],
    );
    expect(back.code).toBe(0);
    const { ids, vectors } = await readEmbeddings(join(folder, 'back.npy'));
    expect(ids?.length).toBe(vectors.rows);
    expect([...vectors.row(vectors.rows - 1)][1]).toBe(0.5);
    const [summary] = await listStores(kept);
    expect(summary).toMatchObject({ precision: 'float16', encrypted: true });
    const bare = await storeWith(withKey, 'export', summary.folder, 'bare.npy');
    expect(bare.err).toMatch(/is encrypted, and its keys cannot be told.*E_STORE/);
    expect(existsSync(join(folder, 'bare.npy'))).toBe(false);
  });
});
