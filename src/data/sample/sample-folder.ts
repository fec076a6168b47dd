import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import type { SampleSettings } from './settings.ts';
import { writeSample } from './write-sample.ts';

/** Written last; says which sample a folder holds. A change to the drawing changes the version. */
const markerName = 'complete.json';
const version = 1;

/**
 * Makes sure that `folder` holds the sample with these settings: draws it where the folder is absent
 * or empty, and never leaves half a sample behind.
 *
 * @throws E_OPTION where the folder holds something else, or another sample
 */
export async function openSample(folder: string, settings: SampleSettings): Promise<void> {
  if (await isDrawn(folder, settings)) return;
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.draft-`);
  try {
    await writeSample(draft, settings);
    await writeFile(join(draft, markerName), marker(settings));
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have drawn the same sample in the meantime.
    if (await isDrawn(folder, settings)) return;
    throw error;
  }
}

/** False for a folder that is absent or empty. */
async function isDrawn(folder: string, settings: SampleSettings): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return false;
  const found = await readFile(join(folder, markerName), 'utf8').catch(() => undefined);
  if (found === marker(settings)) return true;
  const { rows, seed } = settings;
  throw new MingaError('E_OPTION', {
    found: `${folder} holds ${found === undefined ? 'other files' : `another sample: ${found.trim()}`}`,
    expected: `the sample of ${rows} rows with seed ${seed}, or an empty folder`,
    fix: 'name another folder, or remove this one so that it is drawn anew',
  });
}

function marker({ rows, seed }: SampleSettings): string {
  return `${JSON.stringify({ version, rows, seed })}\n`;
}
