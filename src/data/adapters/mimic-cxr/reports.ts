import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CellsOf } from '../raw/index.ts';

/** Files open at a time. */
const atOnce = 64;

/** Where the reports of a patient lie within the root: as their archive unpacks, or in a folder of theirs. */
const reportFolders = ['files', join('reports', 'files'), 'reports'] as const;

/**
 * The report of each row; empty where there is none. The folder of a patient is listed once and each
 * report is read once.
 */
export async function reportsOf(
  root: string,
  rowCount: number,
  subject: CellsOf,
  study: CellsOf,
): Promise<CellsOf> {
  const studies = new Map<string, Set<string>>();
  for (let row = 0; row < rowCount; row++) {
    const known = studies.get(subject(row));
    if (known === undefined) studies.set(subject(row), new Set([study(row)]));
    else known.add(study(row));
  }
  const reports = new Map<string, string>();
  const waiting = [...studies];
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [patient, own] = next;
      for (const [name, text] of await readPatient(root, patient, own)) reports.set(name, text);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return row => reports.get(study(row)) ?? '';
}

async function readPatient(
  root: string,
  subject: string,
  studies: ReadonlySet<string>,
): Promise<[string, string][]> {
  if (!/^\d+$/.test(subject)) return [];
  const found: [string, string][] = [];
  for (const top of reportFolders) {
    const folder = join(root, top, `p${subject.slice(0, 2)}`, `p${subject}`);
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      const study = /^s(\d+)\.txt$/.exec(name)?.[1];
      if (study === undefined || !studies.has(study)) continue;
      found.push([study, await readFile(join(folder, name), 'utf8')]);
    }
    if (found.length > 0) return found;
  }
  return found;
}
