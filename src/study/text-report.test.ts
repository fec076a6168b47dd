import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../data/index.ts';
import { readGolden, writeGolden } from '../encode/text/fixture/golden-folder.ts';
import { embedDataset } from './embedding.ts';
import { parsePlan } from './plan-file.ts';
import { type CountedEncoder, type TextReport, textReport } from './text-report.ts';

let folder = '';
let bert = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-tokens-'));
  bert = await writeGolden(readGolden('bert'));
  const rows = Array.from(
    { length: 8 },
    (_, i) =>
      `r${i},p.jpg,${'xy'[i % 2]},${40 + i},${i < 6 ? 'female' : 'male'},${i === 0 ? 'zebra' : ''}`,
  );
  await writeFile(join(folder, 'r.csv'), ['id,file,grade,age,sex,note', ...rows].join('\n'));
  await writeFile(join(folder, 'p.jpg'), '');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await rm(bert, { recursive: true });
});

function planOf(encoders: string, text = '') {
  return parsePlan(`name: t
dataset:
  adapter: table
  table: ${join(folder, 'r.csv')}
  images: ${folder}
  columns: { id: id, image: file, label: grade }
  text: { missing: omit${text} }
store: ${join(folder, 'store')}
encode: { text: [${encoders}] }
`);
}

function counted({ encoders }: TextReport): CountedEncoder[] {
  return encoders.filter(row => 'lengths' in row);
}

describe('the report of token lengths', () => {
  it('counts texts, and says what a limit cuts', async () => {
    const whole = await textReport(planOf(bert, ', fields: [age, sex]'));
    const [all] = counted(whole);
    expect(whole).toMatchObject({ dataset: 'r', texts: 8, textFields: ['age', 'sex'] });
    expect(all.lengths.cut).toBe(0);
    expect(all.cutFields).toEqual([]);
    // The shortest texts just fit, so that nothing but the note is lost, and it wholly.
    const { min } = all.lengths;
    const [cut] = counted(await textReport(planOf(`{ model: ${bert}, maxTokens: ${min} }`)));
    expect(cut).toMatchObject({ asked: 'plan', limit: min, unit: 'tokens' });
    const note = cut.cutFields.find(({ field }) => field === 'note');
    expect(note).toEqual({ field: 'note', wholly: 1, partly: 0 });
    expect(cut.cutFields.some(({ field }) => field === 'age')).toBe(false);
    expect(cut.cutWords).toContainEqual({ word: 'zebra', texts: 1 });
    const short = await textReport(
      planOf(`{ model: ${bert}, maxTokens: ${min} }`, ', fields: [note, sex]'),
    );
    expect(counted(short)[0].cutFields.map(({ field }) => field)).not.toContain('age');
  });

  it('compares with another limit and another tokenizer, and says whose they are', async () => {
    const report = await textReport(planOf(`builtin, ${bert}`), { limit: 4, others: [bert] });
    expect(counted(report).map(({ asked, limit, unit }) => [asked, limit, unit])).toEqual([
      ['plan', null, 'words'],
      ['limit', 4, 'words'],
      ['plan', expect.any(Number), 'tokens'],
      ['limit', 4, 'tokens'],
      ['other', expect.any(Number), 'tokens'],
      ['limit', 4, 'tokens'],
    ]);
    expect(counted(report)[1].cutFields.map(({ field }) => field)).toEqual(['note']);
    expect(counted(report)[1].cutWords).toEqual([
      { word: 'note', texts: 1 },
      { word: 'zebra', texts: 1 },
    ]);
  });

  it('says of what it cannot count that it cannot', async () => {
    const { encoders } = await textReport(
      planOf(
        'tabular, { imported: vectors }, { gguf: model.gguf }, { endpoint: "http://127.0.0.1:9", model: m }',
      ),
    );
    expect(encoders.map(row => 'unknown' in row)).toEqual([true, true, true, true]);
  });

  it('stops when the signal aborts, and refuses a limit of nothing', async () => {
    await expect(textReport(planOf('builtin'), { signal: AbortSignal.abort() })).rejects.toThrow(
      /E_ABORTED/,
    );
    await expect(textReport(planOf('builtin'), { limit: 0 })).rejects.toThrow(/E_OPTION/);
  });
});

it('puts the fields that are cut into the notices of a run, also where all vectors are stored', async () => {
  const [{ lengths }] = counted(await textReport(planOf(bert)));
  const plan = planOf(`{ model: ${bert}, maxTokens: ${lengths.min} }`);
  const dataset = await loadDataset(plan.dataset);
  const texts = { ...plan, encode: { ...plan.encode, image: [] } };
  for (const made of [8, 0]) {
    const encoded = await embedDataset(texts, dataset, null);
    const { notices, encodedNow } = encoded.texts[0].result;
    expect(encodedNow).toBe(made);
    expect(notices.join(' ')).toMatch(
      /Of 8 texts the limit of \d+ tokens cuts words of .*note in 1/,
    );
    expect(notices.join(' ')).not.toContain('zebra');
  }
  const fewer = planOf(bert, ', fields: [age, sex]');
  const short = await loadDataset(fewer.dataset);
  const fitting = await embedDataset(
    { ...fewer, encode: { ...fewer.encode, image: [] } },
    short,
    null,
  );
  expect(fitting.texts[0].result.notices.join(' ')).not.toMatch(/cut/);
});

const shared = resolve(fileURLToPath(new URL('../..', import.meta.url)), '../shared');
const absent = !existsSync(join(shared, 'data/ham10000'));
if (absent) console.warn(`SKIPPED: tokens of the real HAM10000, because ${shared} does not exist`);
it.skipIf(absent)('measures HAM10000 with the tokens of potion-base-2M', async () => {
  const plan = parsePlan(
    `name: h\ndataset: { adapter: ham10000, root: ${shared}/data/ham10000 }\nencode: { text: [${shared}/models/potion-base-2M] }\n`,
  );
  const [{ limit, lengths }] = counted(await textReport(plan));
  expect(limit).toBeNull();
  expect(lengths).toMatchObject({ texts: 10_015, min: 13, median: 13, p95: 16, max: 17, cut: 0 });
});
