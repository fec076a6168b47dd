import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultsList, type Sample, writeSample } from '../../data/index.ts';
import { pictureDuplicates } from './index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-duplicates-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function sampleAt(id: string, image: string | null): Sample {
  return {
    id,
    image,
    record: {},
    text: '',
    label: 'a',
    labels: ['a'],
    group: id,
    time: null,
    site: null,
    part: null,
    line: 2,
  };
}

interface BuiltIn {
  readonly samples: readonly Sample[];
  readonly faults: FaultsList;
  /** The lesion that a picture shows, which for a planted copy is the other row's. */
  readonly shown: (id: string) => string | undefined;
}

async function builtIn(rows: number, seed: number): Promise<BuiltIn> {
  const root = join(folder, `sample-${rows}-${seed}`);
  await writeSample(root, { rows, seed });
  const faults: FaultsList = JSON.parse(await readFile(join(root, 'faults.json'), 'utf8'));
  const table = (await readFile(join(root, 'records.csv'), 'utf8')).split('\n').slice(1);
  const lesions = new Map(table.map(line => [line.split(',')[0], line.split(',')[1]]));
  const sources = new Map(
    [...faults.exactDuplicates, ...faults.nearDuplicates].map(({ id, of }) => [id, of]),
  );
  const files = (await readdir(join(root, 'images'))).sort();
  const samples = files.map(file =>
    sampleAt(file.replace(/\.jpg$/, ''), join(root, 'images', file)),
  );
  return { samples, faults, shown: id => lesions.get(sources.get(id) ?? id) };
}

describe('duplicates in the built-in sample', () => {
  it.each([0, 1, 2])('are all found, and no other across lesions: seed %i', async seed => {
    const { samples, faults, shown } = await builtIn(240, seed);
    const { pairs, skipped, complete } = await pictureDuplicates(samples);
    const found = new Map(
      pairs.map(({ a, b, kind }) => [[samples[a].id, samples[b].id].sort().join(' '), kind]),
    );
    const planted = (list: FaultsList['nearDuplicates']) =>
      list.map(({ id, of }) => found.get([id, of].sort().join(' ')));
    expect(new Set(planted(faults.exactDuplicates))).toEqual(new Set(['exact']));
    expect(new Set(planted(faults.nearDuplicates))).toEqual(new Set(['near']));
    const false_ = pairs.filter(({ a, b }) => shown(samples[a].id) !== shown(samples[b].id));
    expect(false_).toEqual([]);
    expect(skipped.map(row => row.id)).toEqual(faults.unreadableImages);
    expect(complete).toBe(true);
  });
});
