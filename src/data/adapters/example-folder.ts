import { chmod, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import type { DatasetDeclaration, ExampleSettings } from './declaration.ts';
import { declarationNamed } from './declaration-named.ts';

export const exampleDefaults: ExampleSettings = { size: 24, seed: 0 };

export const exampleLimits = { min: 12, max: 2000 } as const;

/** Beside the files of the layout; says what the folder is to whoever finds it. */
export const exampleNotice = 'INVENTED.txt';

/**
 * Writes a small invented folder in the exact layout of a declared data set, the faults of the real
 * files included, so that its plan can be tried without credentials. No real person is in it, and
 * figures made from it say nothing.
 *
 * @param adapter as a plan names it: `brset`
 * @param folder absent or empty
 * @throws E_USAGE where no declared data set has that name
 * @throws E_OPTION where the folder holds something, `size` is not a whole number 12–2,000 or `seed` not one from 0
 * @example
 * await writeExampleDataset('brset', 'try/brset', { size: 24, seed: 0 });
 */
export async function writeExampleDataset(
  adapter: string,
  folder: string,
  options: Partial<ExampleSettings> = {},
): Promise<void> {
  const declaration = declarationNamed(adapter);
  const settings = checkedSettings({ ...exampleDefaults, ...options });
  const target = resolve(folder);
  await checkEmpty(target);
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}.draft-`));
  try {
    await declaration.example(draft, settings);
    await writeFile(join(draft, exampleNotice), notice(declaration, settings));
    await chmod(draft, 0o755);
    await rmdir(target).catch(() => undefined);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

function checkedSettings(settings: ExampleSettings): ExampleSettings {
  const { size, seed } = settings;
  const { min, max } = exampleLimits;
  if (!Number.isInteger(size) || size < min || size > max) {
    throw new MingaError('E_OPTION', {
      found: `size is ${size}`,
      expected: `a whole number ${min}–${max}`,
    });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new MingaError('E_OPTION', {
      found: `seed is ${seed}`,
      expected: 'a whole number from 0',
    });
  }
  return settings;
}

async function checkEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch(error => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (found.length === 0) return;
  throw new MingaError('E_OPTION', {
    found: `${folder} holds ${found.length} files`,
    expected: 'a folder that is absent or empty',
    fix: 'name another one: invented files must not lie among real ones',
  });
}

function notice({ name, title }: DatasetDeclaration, { size, seed }: ExampleSettings): string {
  return `Invented by Minga in the layout of ${title}: no real person, no real measurement.
Figures made from this folder say nothing. Written by:
minga data sample ${name} DIR --size ${size} --seed ${seed}
`;
}
