import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dataset, loadDataset, makeSplit } from '../data/index.ts';
import { fingerprint } from '../encode/index.ts';
import { contentKey, listStores, openStore } from '../store/index.ts';
import { embedDataset, imageItems } from './embedding.ts';
import type { StudyEvent } from './events.ts';
import { normalisePlan, type Plan, type PlanInput, planSchema } from './plan.ts';

const key = 'ab'.repeat(32);
let folder = '';
let dataset: Dataset;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minga-embedding-'));
  dataset = await loadDataset(source());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function source() {
  return { adapter: 'sample', folder: join(folder, 'sample'), rows: 80 } as const;
}

function planOf(parts: Partial<PlanInput>): Plan {
  const input = { name: 'small', dataset: source(), store: join(folder, 'store'), ...parts };
  return normalisePlan(planSchema.parse(input));
}

describe('the encoders of a plan', () => {
  test('the record as numbers is fitted on training rows alone, and kept in no store', async () => {
    const plan = planOf({
      encode: { text: ['tabular', { tabular: { clip: 2 }, name: 'clipped' }] },
    });
    const { train } = makeSplit(dataset);
    const { texts } = await embedDataset(plan, dataset, train);
    expect(texts.map(({ result }) => result.id)).toEqual(['text/tabular', 'text/clipped']);
    const [{ result, read }] = texts;
    const rows = await read(train);
    expect(rows.columns).toBe(result.dimension);
    expect(result.settings.features).toContain('age');
    const { features } = result.settings;
    const age = Array.isArray(features) ? features.indexOf('age') : -1;
    const mean = Array.from(train, (_, i) => rows.row(i)[age]).reduce((a, b) => a + b, 0);
    expect(mean / train.length).toBeCloseTo(0, 5);
    const other = await embedDataset(plan, dataset, train.slice(0, 20));
    expect(other.texts[0].result.fingerprint).not.toBe(result.fingerprint);
    const stores = await listStores(plan.store.folder);
    expect(stores.every(({ encoder }) => encoder.modality === 'image')).toBe(true);
    expect((await embedDataset(plan, dataset, null)).texts).toEqual([]);
  });

  test('vectors may be kept in float16, encrypted; the same plan reads them again', async () => {
    const store = { folder: join(folder, 'sealed'), precision: 'float16', encrypt: true } as const;
    const plan = planOf({ store });
    const train = new Int32Array(0);
    delete process.env.MINGA_STORE_KEY;
    await expect(embedDataset(plan, dataset, train)).rejects.toThrow('[E_STORE_KEY]');
    process.env.MINGA_STORE_KEY = key;
    try {
      const first = await embedDataset(plan, dataset, train);
      const again = await embedDataset(plan, dataset, train);
      expect(first.images[0].result.encodedNow).toBeGreaterThan(70);
      expect(again.images[0].result.encodedNow).toBe(0);
      const plain = await embedDataset(planOf({}), dataset, train);
      const [sealed, open] = await Promise.all(
        [first, plain].map(({ images }) => images[0].read([0])),
      );
      open.data.forEach((value, i) => {
        expect(sealed.data[i]).toBeCloseTo(value, 2);
      });
      for (const summary of await listStores(store.folder)) {
        expect(summary).toMatchObject({ encrypted: true, precision: 'float16' });
      }
    } finally {
      delete process.env.MINGA_STORE_KEY;
    }
  });

  test('how pictures are read is part of what their vectors are stored under', async () => {
    const train = new Int32Array(0);
    const input = { centerCrop: { width: 32, height: 32 } };
    const [whole, middle] = await Promise.all(
      [
        planOf({ store: join(folder, 'a') }),
        planOf({ store: join(folder, 'b'), encode: { input } }),
      ].map(async plan => (await embedDataset(plan, dataset, train)).images[0].result),
    );
    expect(middle.settings.input).toEqual(input);
    expect(whole.settings.input).toBeUndefined();
    expect(middle.fingerprint).not.toBe(whole.fingerprint);
  });

  test('vectors made elsewhere stand for a sample where they are there', async () => {
    const store = join(folder, 'imported');
    const settings = { kind: 'imported', name: 'dino', modality: 'image', dimension: 2 };
    const mark = fingerprint(settings);
    const made = await openStore(join(store, mark.slice(0, 16)), {
      fingerprint: mark,
      dimension: 2,
      encoder: settings,
    });
    const [first] = imageItems(dataset);
    const rows = (await import('../tensor/index.ts')).Matrix.fromRows([[3, 4]]);
    await made.append([contentKey(await first.load())], rows);
    await made.close();
    const plan = planOf({ store, encode: { image: [{ imported: 'dino' }] } });
    const { images } = await embedDataset(plan, dataset, new Int32Array(0));
    expect(images[0].available.indexOf(true)).toBe(0);
    expect((await images[0].read([0])).data).toEqual(Float32Array.of(3, 4));
    await expect(
      embedDataset(planOf({ store, encode: { image: [{ imported: 'clip' }] } }), dataset, null),
    ).rejects.toThrow(/no imported vectors called clip.*minga store import.*E_PLAN/);
  });

  test('two of one name are refused, and a name of their own mends it', async () => {
    const twice = { encode: { image: ['builtin', { model: 'builtin', name: 'builtin' }] } };
    await expect(embedDataset(planOf(twice), dataset, null)).rejects.toThrow(
      /two encoders are called image\/builtin.*name: other.*E_PLAN/,
    );
  });

  test('says how it uses the machine', async () => {
    const events: StudyEvent[] = [];
    const plan = planOf({ encode: { workers: 1 } });
    await embedDataset(plan, dataset, null, { onEvent: event => events.push(event) });
    const stages = events.flatMap(event => (event.kind === 'stage' ? [event.name] : []));
    expect(stages[0]).toBe('Encoding images with builtin (1 worker × 1 thread)');
    expect(readdirSync(folder)).toContain('store');
  });
});
