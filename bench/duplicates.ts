/**
 * Duplicates among the pictures of HAM10000: seconds without and with what was kept of an earlier run;
 * pairs within a lesion (which are the same, or two photographs of one thing) and across lesions
 * (which mostly should not be); how many second exports of its pictures are found; and the search
 * among 100,000 made of them.
 *
 * npx tsx bench/duplicates.ts [--root FOLDER] [--exports N] [--many N] [--json FILE]
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { brightnessReducer, reducedSide } from '../src/audit/duplicates/brightness.ts';
import { nearPictures } from '../src/audit/duplicates/near-pictures.ts';
import { laid, orientations } from '../src/audit/duplicates/orientation.ts';
import { pictureDuplicates } from '../src/audit/index.ts';
import { decodeImage, loadDataset, type Sample } from '../src/data/index.ts';
import { Random } from '../src/tensor/index.ts';
import { wholeNumber } from './options.ts';
import { openProtocol } from './protocol.ts';

const { values } = parseArgs({
  options: {
    root: { type: 'string', default: '../shared/data/ham10000' },
    exports: { type: 'string', default: '200' },
    many: { type: 'string', default: '100000' },
    json: { type: 'string' },
  },
});
const root = resolve(fileURLToPath(new URL('..', import.meta.url)), values.root);
const random = new Random(0, 'duplicates bench');
const protocol = openProtocol(values.json);

/** Wall seconds, and seconds of all threads on a core. */
interface Cost {
  readonly seconds: number;
  readonly cpu: number;
}

async function timed<T>(work: () => Promise<T>): Promise<Cost & { readonly result: T }> {
  const before = process.cpuUsage();
  const started = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - started) / 1000, cpu: (user + system) / 1e6, result };
}

const printed = ({ seconds, cpu }: Cost) => `${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU`;

function cut(picture: Buffer, share: number): Promise<Buffer> {
  return sharp(picture)
    .metadata()
    .then(({ width, height }) => {
      const [w, h] = [width, height].map(size => Math.round(size * (1 - share)));
      const left = random.below(width - w + 1);
      const top = random.below(height - h + 1);
      return sharp(picture)
        .extract({ left, top, width: w, height: h })
        .jpeg({ quality: 90 })
        .toBuffer();
    });
}

const exports: Readonly<Record<string, (picture: Buffer) => Promise<Buffer>>> = {
  'JPEG of quality 50': picture => sharp(picture).jpeg({ quality: 50 }).toBuffer(),
  'JPEG of quality 20': picture => sharp(picture).jpeg({ quality: 20 }).toBuffer(),
  'half the size': picture => sharp(picture).resize(100).jpeg({ quality: 90 }).toBuffer(),
  'twice the size': picture => sharp(picture).resize(400).jpeg({ quality: 90 }).toBuffer(),
  'square, 128 × 128': picture =>
    sharp(picture).resize(128, 128, { fit: 'fill' }).jpeg({ quality: 90 }).toBuffer(),
  'brightness + 4': picture => sharp(picture).linear(1, 4).jpeg({ quality: 90 }).toBuffer(),
  'contrast × 1.2': picture => sharp(picture).linear(1.2, -25).jpeg({ quality: 90 }).toBuffer(),
  'without colour': picture => sharp(picture).greyscale().jpeg({ quality: 90 }).toBuffer(),
  'moved by 2 pixels': picture =>
    sharp(picture)
      .extract({ left: 2, top: 0, width: 198, height: 150 })
      .extend({ right: 2, extendWith: 'copy' })
      .jpeg({ quality: 90 })
      .toBuffer(),
  'cut by 2 %': picture => cut(picture, 0.02),
  'cut by 5 %': picture => cut(picture, 0.05),
  'cut by 10 %': picture => cut(picture, 0.1),
};

/** The share of so many pictures whose export is found among all of them. */
async function recall(samples: readonly Sample[], folder: string, name: string): Promise<number> {
  const copies = await Promise.all(
    samples.map(async (sample, k) => {
      const path = join(folder, `${k}.jpg`);
      await writeFile(path, await exports[name](await readFile(sample.image ?? '')));
      return { ...sample, image: path };
    }),
  );
  const { pairs } = await pictureDuplicates([...samples, ...copies]);
  const found = pairs.filter(({ a, b }) => b - a === samples.length);
  return found.length / samples.length;
}

/** So many pictures, each a part of one of HAM10000's, turned in some way: all alike, few the same. */
async function manyAlike(samples: readonly Sample[], count: number): Promise<Uint8Array[]> {
  const reduce = brightnessReducer();
  const bases: Uint8Array[] = [];
  for (const { image } of samples)
    bases.push(reduce(await decodeImage(await readFile(image ?? ''))));
  return Array.from({ length: count }, (_, k) => {
    const base = laid(bases[k % bases.length], orientations[random.below(orientations.length)]);
    const size = 0.5 + 0.4 * random.uniform();
    const [left, top] = [0, 0].map(() => (1 - size) * random.uniform() * (reducedSide - 1));
    return Uint8Array.from(base, (_, at) => {
      const x = left + size * (at % reducedSide);
      const y = top + size * Math.floor(at / reducedSide);
      const place = Math.floor(y) * reducedSide + Math.floor(x);
      const [fx, fy] = [x % 1, y % 1];
      const above = base[place] * (1 - fx) + base[place + 1] * fx;
      const below = base[place + reducedSide] * (1 - fx) + base[place + reducedSide + 1] * fx;
      return Math.round(above * (1 - fy) + below * fy);
    });
  });
}

const folder = await mkdtemp(join(tmpdir(), 'minga-bench-duplicates-'));
try {
  const { samples } = await loadDataset({ adapter: 'ham10000', root });
  const figures: Record<string, unknown> = {};
  for (const orientations of [false, true]) {
    for (const run of orientations ? ['warm'] : ['cold', 'warm']) {
      const cost = await timed(() =>
        pictureDuplicates(samples, { cache: join(folder, 'cache'), orientations }),
      );
      const { pairs } = cost.result;
      const within = pairs.filter(({ a, b }) => samples[a].group === samples[b].group);
      const exact = pairs.filter(({ kind }) => kind === 'exact');
      const name = `${samples.length} pictures, ${run}${orientations ? ', in eight orientations' : ''}`;
      console.log(
        `${name}: ${printed(cost)}; ${pairs.length} pairs, ${within.length} within a lesion, ${exact.length} exact`,
      );
      const { seconds, cpu } = cost;
      figures[name] = { seconds, cpu, pairs: pairs.length, within: within.length };
    }
  }
  const chosen = random.permutation(samples.length).slice(0, wholeNumber(values.exports));
  const originals = Array.from(chosen, i => samples[i]);
  for (const name of Object.keys(exports)) {
    const share = await recall(originals, folder, name);
    console.log(`${name.padEnd(22)} ${(100 * share).toFixed(1)} % of ${originals.length} found`);
    figures[name] = share;
  }
  const many = await manyAlike(samples, wholeNumber(values.many));
  const pause = () => new Promise<void>(resolve => setImmediate(resolve));
  const search = await timed(() =>
    nearPictures(many, { orientations: false, mostPairs: 1_000_000, pause }),
  );
  console.log(
    `search among ${many.length} alike: ${printed(search)}, ${search.result.pairs.length} pairs; peak resident ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  );
  figures.many = { seconds: search.seconds, cpu: search.cpu, pairs: search.result.pairs.length };
  protocol.finish(figures);
} finally {
  await rm(folder, { recursive: true });
}
