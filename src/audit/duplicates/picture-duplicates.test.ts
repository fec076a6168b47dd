import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultsList, type Sample, writeSample } from '../../data/index.ts';
import { Random } from '../../tensor/index.ts';
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

/** A made-up picture with smooth parts, edges and grain, much like others of its kind. */
function scene(seed: number): Promise<Buffer> {
  const random = new Random(seed, 'scene');
  const [width, height] = [240, 180];
  const spots = Array.from({ length: 14 }, () => ({
    x: width * random.uniform(),
    y: height * random.uniform(),
    size: 6 + 25 * random.uniform(),
    depth: 25 * random.normal(),
  }));
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const round = Math.exp(-(((x - 120) / 55) ** 2) - ((y - 90) / 45) ** 2);
      const marks = spots.reduce((sum, spot) => {
        const far = ((x - spot.x) ** 2 + (y - spot.y) ** 2) / spot.size ** 2;
        return far > 9 ? sum : sum + spot.depth * Math.exp(-far);
      }, 0);
      [205, 160, 145].forEach((skin, colour) => {
        pixels[(y * width + x) * 3 + colour] = Math.min(
          255,
          Math.max(0, skin - 90 * round + marks),
        );
      });
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

const frame = { width: 240, height: 180 };
const exports: Readonly<Record<string, (picture: Buffer) => Promise<Buffer>>> = {
  'a stronger JPEG': picture => sharp(picture).jpeg({ quality: 40 }).toBuffer(),
  'half the size': picture => sharp(picture).resize(120).jpeg().toBuffer(),
  'three times the size': picture => sharp(picture).resize(720).webp().toBuffer(),
  'another shape': picture => sharp(picture).resize(224, 224, { fit: 'fill' }).png().toBuffer(),
  'a little lighter': picture => sharp(picture).linear(1, 4).png().toBuffer(),
  'more contrast': picture => sharp(picture).linear(1.15, -20).png().toBuffer(),
  'without colour': picture => sharp(picture).greyscale().png().toBuffer(),
  'cut by two pixels': picture =>
    sharp(picture).extract({ left: 2, top: 0, width: 238, height: 180 }).png().toBuffer(),
  'cut by three in a hundred': picture =>
    sharp(picture).extract({ left: 4, top: 2, width: 233, height: 175 }).jpeg().toBuffer(),
  'turned by one degree': picture =>
    sharp(picture).rotate(1, { background: '#cda091' }).resize(frame).png().toBuffer(),
};

async function written(files: Readonly<Record<string, Buffer>>): Promise<Sample[]> {
  const root = await mkdtemp(join(folder, 'written-'));
  return Promise.all(
    Object.entries(files).map(async ([id, bytes], k) => {
      const path = join(root, `${k}`);
      await writeFile(path, bytes);
      return sampleAt(id, path);
    }),
  );
}

describe('a second export of a picture', () => {
  it.each(Object.keys(exports))('is found among others of its kind: %s', async name => {
    const originals = await Promise.all(Array.from({ length: 10 }, (_, k) => scene(k)));
    const copies = await Promise.all(originals.slice(0, 5).map(exports[name]));
    const samples = await written(
      Object.fromEntries([...originals, ...copies].map((bytes, k) => [`${k}`, bytes])),
    );
    const { pairs } = await pictureDuplicates(samples);
    expect(pairs.map(({ a, b, kind }) => [a, b, kind])).toEqual(
      copies.map((_, k) => [k, 10 + k, 'near']),
    );
    expect(Math.max(...pairs.map(pair => pair.distance))).toBeLessThan(0.015);
  });

  it('is found in a mirror and turned where that is asked for', async () => {
    const picture = await scene(1);
    const samples = await written({
      original: picture,
      mirrored: await sharp(picture).flop().png().toBuffer(),
      turned: await sharp(picture).rotate(90).png().toBuffer(),
      other: await scene(2),
    });
    expect((await pictureDuplicates(samples)).pairs).toEqual([]);
    const { pairs } = await pictureDuplicates(samples, { orientations: true });
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
  });
});

describe('exact duplicates', () => {
  it('are the same bytes, or the same pixels in another file', async () => {
    const picture = await scene(3);
    const recoded = await sharp(picture).png({ compressionLevel: 1 }).toBuffer();
    expect(recoded.equals(picture)).toBe(false);
    const { pairs } = await pictureDuplicates(
      await written({ first: picture, other: await scene(4), same: picture, recoded }),
    );
    expect(pairs).toEqual([
      { a: 0, b: 2, kind: 'exact', distance: 0 },
      { a: 0, b: 3, kind: 'exact', distance: 0 },
      { a: 2, b: 3, kind: 'exact', distance: 0 },
    ]);
  });

  it('are all that blank pictures are compared for', async () => {
    const blank = (value: number, width: number) =>
      sharp({ create: { width, height: 40, channels: 3, background: { r: value, g: 0, b: 0 } } })
        .png()
        .toBuffer();
    const samples = await written({
      a: await blank(0, 40),
      b: await blank(9, 40),
      c: await blank(0, 40),
    });
    const { pairs, blank: found } = await pictureDuplicates(samples);
    expect(pairs.map(({ a, b, kind }) => [a, b, kind])).toEqual([[0, 2, 'exact']]);
    expect(found).toBe(2);
  });
});

describe('a search for duplicates', () => {
  it('passes over samples without a picture and lists those that cannot be decoded', async () => {
    const good = await written({ good: await scene(5), broken: Buffer.from('no picture') });
    const samples = [...good, sampleAt('none', null), sampleAt('gone', join(folder, 'gone.png'))];
    const { pictures, skipped } = await pictureDuplicates(samples);
    expect(pictures).toBe(1);
    expect(skipped.map(({ id, code }) => [id, code])).toEqual([
      ['broken', 'E_IMAGE'],
      ['gone', 'E_FILE_MISSING'],
    ]);
  });

  it('stops at the number of pairs asked for and says so', async () => {
    const picture = await scene(6);
    const samples = await written({ a: picture, b: picture, c: picture });
    const cut = await pictureDuplicates(samples, { mostPairs: 2 });
    expect([cut.pairs.length, cut.complete]).toEqual([2, false]);
    const whole = await pictureDuplicates(samples, { mostPairs: 3 });
    expect([whole.pairs.length, whole.complete]).toEqual([3, true]);
    await expect(pictureDuplicates(samples, { mostPairs: 0 })).rejects.toThrow(/E_OPTION/);
  });

  it('that is interrupted goes on where it stopped, from the cache', async () => {
    const pictures = await Promise.all(Array.from({ length: 12 }, (_, k) => scene(20 + k)));
    const samples = await written(Object.fromEntries(pictures.map((bytes, k) => [`${k}`, bytes])));
    const cache = join(folder, 'cache');
    const abort = new AbortController();
    const stopped = pictureDuplicates(samples, {
      cache,
      signal: abort.signal,
      onProgress: done => done === 6 && abort.abort(),
    });
    await expect(stopped).rejects.toThrow(/E_ABORTED/);
    const [name] = await readdir(cache);
    const { size } = await stat(join(cache, name));
    expect(size).toBeGreaterThan(6 * 1024);
    expect(size).toBeLessThan(12 * 1024);
    const told: number[] = [];
    const { pairs } = await pictureDuplicates(samples, {
      cache,
      onProgress: done => told.push(done),
    });
    expect(pairs).toEqual([]);
    expect(told).toEqual(Array.from({ length: 12 }, (_, k) => k + 1));
  });
});
