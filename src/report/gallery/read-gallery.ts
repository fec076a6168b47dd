import { z } from 'zod';
import {
  type Dataset,
  datasetSchema,
  loadDataset,
  type PictureInput,
  pictureInputSchema,
  type Sample,
} from '../../data/index.ts';
import { isMingaError, MingaError } from '../../errors/index.ts';
import type { Results } from '../../study/index.ts';
import { bestCells } from '../cells.ts';
import { readCases } from '../export/read-cases.ts';
import type { ReportRun } from '../run.ts';
import { tellsClasses } from '../task/index.ts';
import type { Gallery, GalleryCase, GalleryGap } from './gallery.ts';
import { smallPicture } from './small-picture.ts';
import { type WorstCase, worstCases } from './worst-cases.ts';

/** As `report.gallery` of a plan. */
export const mostCases = 100;

/**
 * The test cases of the best fused head with the highest log loss of the seeds' mean probabilities,
 * with their pictures and records from the plan's data set, whose paths count from the working
 * folder. What is not there any more is left out and counted.
 *
 * @param folder the run's folder, which says which sample each row is of
 * @param count cases asked for, 0–100; 0 gives null
 * @throws E_OPTION where `count` is not a whole number 0–100
 * @throws E_RUN where `predictions/cases.json` is damaged
 */
export async function readGallery(
  folder: string,
  { results, rows, predictions }: ReportRun,
  count: number,
): Promise<Gallery | null> {
  if (!Number.isInteger(count) || count < 0 || count > mostCases) {
    throw new MingaError('E_OPTION', {
      found: `gallery is ${count}`,
      expected: `a whole number 0–${mostCases}`,
    });
  }
  if (count === 0) return null;
  const { fused: cell } = bestCells(results);
  const without = (gap: GalleryGap): Gallery => ({ cell, cases: [], gone: 0, gap });
  if (!tellsClasses(results)) return without({ kind: 'other-task' });
  if (cell === null) return without({ kind: 'no-fused-head' });
  const own = predictions.get(cell.id);
  if (own === undefined) return without({ kind: 'no-predictions' });
  const known = await readCases(folder, results);
  if (known === null) return without({ kind: 'no-ids' });
  let dataset: Dataset;
  try {
    dataset = await plannedDataset(results);
  } catch (error) {
    if (isMingaError(error)) return without({ kind: 'no-dataset', message: error.message });
    throw error;
  }
  const byId = new Map(dataset.samples.map(sample => [sample.id, sample]));
  const input = plannedInput(results);
  const cases: GalleryCase[] = [];
  const worst = worstCases(own.test, rows.labels.test, count);
  for (const one of worst) {
    const id = known.test.ids[one.row];
    const sample = byId.get(id);
    if (sample === undefined || !isSame(sample, one, results)) continue;
    const picture = await smallPicture(sample.image, input);
    cases.push({ ...one, id, record: sample.record, picture });
  }
  return { cell, cases, gone: worst.length - cases.length, gap: null };
}

/** Another label under the same id means that the data set is another one by now. */
function isSame({ label }: Sample, one: WorstCase, { dataset }: Results): boolean {
  return label === dataset.classes[one.label];
}

async function plannedDataset({ plan }: Results): Promise<Dataset> {
  const parsed = datasetSchema.safeParse(plan.dataset);
  if (parsed.success) return loadDataset(parsed.data);
  throw new MingaError('E_RUN', {
    found: 'a run whose plan names no data set that this version reads',
    expected: 'the plan of a run of this version of Minga',
  });
}

const plannedEncoding = z.object({ input: pictureInputSchema });

/** How the plan reads picture files; a run may be older than that. */
function plannedInput({ plan }: Results): PictureInput {
  const parsed = plannedEncoding.safeParse(plan.encode);
  return parsed.success ? parsed.data.input : pictureInputSchema.parse({});
}
