import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, loadDataset } from '../../data/index.ts';
import { bestCells } from '../cells.ts';
import { galleryCases } from '../fixture/gallery.ts';
import { madeRun } from '../fixture/run.ts';
import { putFile, writeRun } from '../fixture/run-folder.ts';
import type { ReportRun } from '../run.ts';
import { writeReport } from '../write-report.ts';

const secret = 'Jane Doe';
const plain = "default-src 'none'; style-src 'unsafe-inline'";
let base = '';
let dataset: Dataset;
let run: ReportRun;
let ids: readonly string[];

/** Rows by the log loss of the mean over seeds, worked out anew. */
function byLoss(): number[] {
  const seeds = run.predictions.get(bestCells(run.results).fused?.id ?? '')?.test ?? [];
  const { test } = run.rows.labels;
  const score = (row: number) =>
    seeds.reduce((sum, seed) => sum + seed.row(row)[test[row]], 0) / seeds.length;
  return Array.from(test, (_, row) => row).sort((a, b) => score(a) - score(b));
}

async function pageOf(options: { readonly gallery?: number; readonly language?: 'es' } = {}) {
  const text = await readFile(await writeReport(join(base, 'run'), options), 'utf8');
  const { document } = parseHTML(text);
  const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content');
  const section = document.querySelector('#gallery')?.parentElement ?? null;
  return { text, document, policy, section, said: section?.textContent ?? '' };
}

async function writeWithPlan(plan: Record<string, unknown>): Promise<void> {
  await writeRun(join(base, 'run'), { ...run, results: { ...run.results, plan } });
}

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-gallery-'));
  const settings = { adapter: 'sample', folder: join(base, 'sample'), rows: 80 } as const;
  dataset = await loadDataset(settings);
  const { classes } = dataset;
  run = madeRun({ classes, rows: { validation: 20, test: 24 }, heads: ['image', 'early'] });
  run = { ...run, results: { ...run.results, plan: { ...run.results.plan, dataset: settings } } };
  const cases = galleryCases(dataset, run);
  ids = cases.test.ids;
  await writeRun(join(base, 'run'), run);
  await putFile(join(base, 'run'), 'predictions/cases.json', JSON.stringify(cases));
  const worst = dataset.samples.find(({ id }) => id === ids[byLoss()[0]])?.image ?? '';
  const marked = sharp(await readFile(worst)).resize(700, 500);
  await writeFile(worst, await marked.withExif({ IFD0: { Artist: secret } }).toBuffer());
  expect(await readFile(worst, 'latin1')).toContain(secret);
}, 60_000);
afterAll(() => rm(base, { recursive: true }));

describe('a gallery that was asked for', () => {
  it('shows the cases with the highest log loss, the highest first, with what is known of them', async () => {
    const { section, said, policy } = await pageOf({ gallery: 3 });
    const rows = byLoss().slice(0, 3);
    const headings = [...(section?.querySelectorAll('h3') ?? [])].map(each => each.textContent);
    expect(headings).toEqual(rows.map(row => `Case ${ids[row]}`));
    const entries = [...(section?.querySelectorAll('.gallery > li') ?? [])];
    entries.forEach((entry, k) => {
      const label = dataset.classes[run.rows.labels.test[rows[k]]];
      expect(entry.querySelector('img')?.getAttribute('alt')).toContain(`true class ${label}`);
      const { record } = dataset.samples.find(({ id }) => id === ids[rows[k]]) ?? { record: {} };
      const terms = [...entry.querySelectorAll('dt')].map(each => each.textContent);
      expect(terms).toEqual(expect.arrayContaining(Object.keys(record)));
    });
    expect(said).toContain('Do not pass this page on');
    expect(policy).toBe(`${plain}; img-src data:`);
  });

  it('holds copies of at most 160 pixels without what the files say beside their pixels', async () => {
    const { section } = await pageOf({ gallery: 3 });
    const images = [...(section?.querySelectorAll('img') ?? [])];
    expect(images).toHaveLength(3);
    for (const image of images) {
      const [head, copy] = (image.getAttribute('src') ?? '').split(',');
      expect(head).toBe('data:image/png;base64');
      const bytes = Buffer.from(copy, 'base64');
      const { width, height, exif, icc, xmp } = await sharp(bytes).metadata();
      expect(Math.max(width, height)).toBeLessThanOrEqual(160);
      expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined]);
      expect(bytes.toString('latin1')).not.toContain(secret);
    }
  });

  it('is what the plan asks for, in the language of the page', async () => {
    await writeWithPlan({ ...run.results.plan, report: { gallery: 2 } });
    const { section, said } = await pageOf({ language: 'es' });
    await writeRun(join(base, 'run'), run);
    expect(section?.querySelectorAll('img')).toHaveLength(2);
    expect(said).toContain('No comparta esta página');
  });

  it('says which pictures are not there, and leaves out cases that the data set no longer holds', async () => {
    const [first, second] = byLoss();
    const cases = galleryCases(dataset, run);
    const changed = cases.test.ids.map((id, row) => (row === second ? 'unknown' : id));
    const path = join(base, 'run', 'predictions', 'cases.json');
    const image = dataset.samples.find(({ id }) => id === ids[first])?.image ?? '';
    const kept = await readFile(image);
    await writeFile(path, JSON.stringify({ ...cases, test: { ...cases.test, ids: changed } }));
    await writeFile(image, 'no picture');
    const { section, said } = await pageOf({ gallery: 3 });
    await writeFile(path, JSON.stringify(cases));
    await writeFile(image, kept);
    expect(section?.querySelectorAll('img')).toHaveLength(1);
    expect(said).toContain('The picture cannot be read.');
    expect(said).toContain('1\u00a0case that belongs here is left out');
  });

  it('says that the data set is not at its place', async () => {
    const settings = { adapter: 'imagefolder', root: join(base, 'moved away') };
    await writeWithPlan({ ...run.results.plan, dataset: settings });
    const { section, said, policy } = await pageOf({ gallery: 3 });
    await writeRun(join(base, 'run'), run);
    expect(section?.querySelector('img')).toBeNull();
    expect(said).toMatch(/could not be read.*E_FILE_MISSING/);
    expect(policy).toBe(plain);
  });
});

describe('a page without a gallery', () => {
  it('holds no picture and lets none through', async () => {
    const { text, section, policy } = await pageOf();
    expect(section).toBeNull();
    expect(text).not.toContain('<img');
    expect(policy).toBe(plain);
    for (const id of ids) expect(text).not.toContain(id);
  });

  it('is refused where the number of cases makes no sense', async () => {
    await expect(pageOf({ gallery: 1.5 })).rejects.toThrow('E_OPTION');
    await expect(pageOf({ gallery: 101 })).rejects.toThrow('E_OPTION');
  });
});
