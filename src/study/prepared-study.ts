import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Dataset, loadDataset, type Split, saveSplit, withoutLeftOut } from '../data/index.ts';
import { type EmbeddingOptions, type EncodedDataset, embedDataset } from './embedding.ts';
import { type Parts, usableParts } from './parts.ts';
import type { Plan } from './plan.ts';
import { splitFile } from './run-folder.ts';
import { studySplit } from './study-split.ts';

/** A plan's data, ready for whatever is trained on it. */
export interface PreparedStudy {
  /** Without the rows that the split leaves out. */
  readonly dataset: Dataset;
  readonly split: Split;
  readonly encoded: EncodedDataset;
  readonly parts: Parts;
}

/**
 * Loads a plan's data set, divides it as an earlier run did or anew, keeps the split in the plan's
 * `report` folder, and brings all vectors into the store.
 *
 * @param check looks at the data set before anything is made of it, and may refuse it
 * @throws what `loadDataset`, `makeSplit`, `embedDataset` and `check` throw; E_SPLIT where a class has no training row; E_ABORTED where the signal aborts
 */
export async function prepareStudy(
  plan: Plan,
  options: EmbeddingOptions,
  check: (dataset: Dataset) => void,
): Promise<PreparedStudy> {
  const { onEvent } = options;
  const folder = resolve(plan.report.folder);
  const loaded = await loadDataset(plan.dataset);
  for (const { message } of loaded.warnings) onEvent?.({ kind: 'note', message });
  check(loaded);
  const whole = await studySplit(plan, loaded, onEvent);
  const { dataset, split } = withoutLeftOut(loaded, whole);
  if (dataset.skipped.length > 0) onEvent?.({ kind: 'skipped', rows: dataset.skipped });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await saveSplit(join(folder, splitFile), loaded, whole);
  const encoded = await embedDataset(plan, dataset, split.train, options);
  return { dataset, split, encoded, parts: usableParts(dataset, split, encoded) };
}
