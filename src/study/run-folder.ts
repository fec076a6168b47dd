import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const resultsFile = 'results.json';
export const splitFile = 'split.json';
export const labelsFile = join('predictions', 'labels.safetensors');

/** Where a cell's predictions lie within the run's folder. */
export function predictionsFile(key: string): string {
  return join('predictions', `${key.slice(0, 16)}.safetensors`);
}

/** Where a cell's record, and its fitted parts under its first seed, lie. */
export function cellFile(key: string): string {
  return join('cells', `${key.slice(0, 16)}.json`);
}

export function headFile(key: string): string {
  return join('fitted', `${key.slice(0, 16)}-head.safetensors`);
}

export function alignerFile(key: string): string {
  return join('fitted', `${key.slice(0, 16)}-aligner.safetensors`);
}

/** The calibrator of the cell's first seed, where there is one. */
export function calibratorFile(key: string): string {
  return join('fitted', `${key.slice(0, 16)}-calibrator.safetensors`);
}

/**
 * Writes a file so that it is there whole or not at all, for its owner alone: predictions and
 * fitted parts come from patient data.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

/** A file's bytes, or null where there is none. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}
