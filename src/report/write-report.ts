import { join } from 'node:path';
import { writeWhole } from '../study/index.ts';
import { filmPictures } from './film-pictures.ts';
import { renderReport } from './page.ts';
import { readRun } from './read-run.ts';

const reportFile = 'report.html';

/**
 * Writes the report of a finished run as `report.html` into the run's folder: one file that needs
 * no network and no script. It is there whole or not at all, readable by its owner alone, because
 * it lists rows of the data set. Where a λ was learned its film lies beside it, a picture a frame.
 *
 * @param folder the run's folder: `results.json`, `predictions/`
 * @returns the path of the report
 * @throws E_RUN where the folder holds no finished run, or one of another version
 * @example
 * const path = await writeReport('runs/ham10000');
 */
export async function writeReport(folder: string): Promise<string> {
  const run = await readRun(folder);
  for (const { path, svg } of filmPictures(run.results)) await writeWhole(join(folder, path), svg);
  const path = join(folder, reportFile);
  await writeWhole(path, renderReport(run));
  return path;
}
