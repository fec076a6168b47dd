/**
 * Peak resident memory of the embedding job by the number of pictures and by its `memory` setting:
 * a process of its own for each, large JPEGs (12 megapixels) from disk into a store.
 *
 *     npx tsx bench/memory.ts [pictures = 60]
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { embed, openImageEncoder } from '../src/encode/index.ts';
import { openStore } from '../src/store/index.ts';
import { Random } from '../src/tensor/index.ts';

const [width, height] = [4000, 3000];
const mebibyte = 2 ** 20;

/** Pictures that no two of which are alike: noise is hard on the decoder and on the disk. */
async function writePictures(folder: string, count: number): Promise<void> {
  const random = new Random(0, 'memory');
  for (let i = 0; i < count; i++) {
    const noise = Uint8Array.from({ length: 400 * 300 * 3 }, () => random.below(256));
    const bytes = await sharp(noise, { raw: { width: 400, height: 300, channels: 3 } })
      .resize(width, height)
      .jpeg({ quality: 95 })
      .toBuffer();
    await writeFile(join(folder, `${i}.jpg`), bytes);
  }
}

async function extract(folder: string, count: number, memory: number): Promise<void> {
  const encoder = await openImageEncoder('builtin', { memory });
  const { fingerprint, dimension } = encoder;
  const store = await openStore(join(folder, `store-${count}-${memory}`), {
    fingerprint,
    dimension,
    encoder: {},
  });
  const items = Array.from({ length: count }, (_, i) => ({
    id: `${i}`,
    place: `${i}.jpg`,
    load: () => readFile(join(folder, `${i}.jpg`)),
  }));
  const started = performance.now();
  await embed(encoder, store, items, { contentBytes: memory / 8 });
  const seconds = (performance.now() - started) / 1000;
  await store.close();
  await encoder.close();
  const peak = Math.round((process.resourceUsage().maxRSS * 1024) / mebibyte);
  const rate = (count / seconds).toFixed(1);
  console.log(`${count} pictures, memory ${memory / mebibyte} MiB: peak ${peak} MiB, ${rate}/s`);
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === '--extract') {
  await extract(rest[0], Number(rest[1]), Number(rest[2]));
} else {
  const count = Number(mode ?? 60);
  const folder = await mkdtemp(join(tmpdir(), 'minga-memory-'));
  try {
    await writePictures(folder, count);
    const self = fileURLToPath(import.meta.url);
    for (const memory of [128, 512, 2048]) {
      for (const pictures of [Math.round(count / 4), count]) {
        const args = ['--extract', folder, `${pictures}`, `${memory * mebibyte}`];
        spawnSync(process.execPath, ['--import', 'tsx', self, ...args], { stdio: 'inherit' });
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
