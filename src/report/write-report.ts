import { join } from 'node:path';
import { plannedReport, type Results, reportPlanSchema, writeWhole } from '../study/index.ts';
import { filmPictures } from './film-pictures.ts';
import { readGallery } from './gallery/index.ts';
import { renderReport } from './page.ts';
import { readRun } from './read-run.ts';
import type { Language } from './words/languages.ts';

const reportFile = 'report.html';

export interface ReportOptions {
  /** Of the page. Default: what the plan says, else English. */
  readonly language?: Language;
  /**
   * Test cases shown with their pictures and records, those scored worst first, 0–100; the data set
   * must be at its place. Default: what the plan says, else 0.
   */
  readonly gallery?: number;
}

/**
 * Writes the report of a finished run as `report.html` into the run's folder: one file that needs
 * no network and no script. It is there whole or not at all, readable by its owner alone, because
 * it lists rows of the data set. Where a λ was learned its film lies beside it, a picture a frame.
 *
 * @param folder the run's folder: `results.json`, `predictions/`
 * @returns the path of the report
 * @throws E_RUN where the folder holds no finished run, or one of another version
 * @throws E_OPTION where `gallery` is not a whole number 0–100
 * @example
 * const path = await writeReport('runs/ham10000', { language: 'es' });
 */
export async function writeReport(folder: string, options: ReportOptions = {}): Promise<string> {
  const run = await readRun(folder);
  const planned = plannedPage(run.results);
  const { language = planned.language, gallery = planned.gallery } = options;
  for (const { path, svg } of filmPictures(run.results, language))
    await writeWhole(join(folder, path), svg);
  const shown = await readGallery(folder, run, gallery);
  const path = join(folder, reportFile);
  await writeWhole(path, renderReport({ ...run, gallery: shown }, { language }));
  return path;
}

/** What the plan of a run says of its page; a run may be older than that. */
function plannedPage({ plan, name }: Results): Required<ReportOptions> {
  const { data } = reportPlanSchema.safeParse(plan.report);
  const { language, gallery } = plannedReport(data, name);
  return { language, gallery };
}
