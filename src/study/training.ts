import {
  type Aligner,
  type AlignerSettings,
  alignerDesign,
  type EmbeddingPair,
} from '../align/index.ts';
import type { Dataset } from '../data/index.ts';
import type { LabelledPairs } from '../fuse/index.ts';
import type { Products } from '../linear-algebra/index.ts';
import type { Runtime } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import { readCell, type TrainedCell, writeCell } from './cell-record.ts';
import { trainCell } from './cell-training.ts';
import type { EmbeddedPart, EncodedDataset } from './embedding.ts';
import type { StudyListener } from './events.ts';
import { type CellDesign, cellKey } from './grid.ts';
import { trainLearnedCell } from './learned-cell.ts';
import { labelsOf, type Parts } from './parts.ts';
import type { Plan } from './plan.ts';
import { withTargets } from './task/index.ts';

export interface TrainingContext {
  readonly plan: Plan;
  readonly dataset: Dataset;
  readonly encoded: EncodedDataset;
  readonly parts: Parts;
  readonly folder: string;
  /** What of a cell is kept on disk; all of it by default. */
  readonly keep?: 'all' | 'predictions';
  /** One for each cell that is trained at a time. */
  readonly runtimes: readonly Runtime[];
  /** What multiplies for the aligners. */
  readonly products: Products;
  readonly signal?: AbortSignal;
  readonly onEvent?: StudyListener;
}

/** What aligning a design's rows needs. */
export type AlignmentContext = Pick<TrainingContext, 'dataset' | 'encoded' | 'parts' | 'products'>;

export interface FinishedCell {
  readonly design: CellDesign;
  readonly trained: TrainedCell;
}

/**
 * Trains every cell that the run's folder does not hold already, and returns all of them in order.
 * Each is written as soon as it is trained. As many cells are trained at once as there are
 * runtimes, one thread each: small heads leave a second thread mostly waiting, and what a cell
 * becomes does not depend on what runs beside it.
 */
export async function trainCells(
  designs: readonly CellDesign[],
  context: TrainingContext,
): Promise<{ cells: FinishedCell[]; trainedNow: number }> {
  const { plan, dataset, parts, folder, keep = 'all', runtimes, onEvent } = context;
  tellSteps(designs, context);
  const seeds = plan.train.seeds.length;
  onEvent?.({ kind: 'stage', name: 'Training heads', unit: 'fit', total: designs.length * seeds });
  const alignedPairs = alignedPairCache(context);
  const trained = new Array<TrainedCell>(designs.length);
  let next = 0;
  let fits = 0;
  let trainedNow = 0;
  const advance = (count: number) => {
    fits += count;
    onEvent?.({ kind: 'progress', done: fits });
  };

  async function finish(key: string, design: CellDesign, runtime: Runtime): Promise<TrainedCell> {
    const { cell, ...fitted } = await fittedCell(key, design, runtime);
    await writeCell(folder, cell, keep === 'all' ? fitted : null);
    return cell;
  }
  async function fittedCell(key: string, design: CellDesign, runtime: Runtime) {
    const { aligner } = design;
    if (aligner.kind === 'learned-shift') {
      const rows = withTargets(await rawParts(design, context), dataset, parts);
      return trainLearnedCell(key, design, aligner, rows, context, runtime, () => advance(1));
    }
    const rows = await alignedPairs(design, aligner);
    const targeted = withTargets(rows, dataset, parts);
    const trainedCell = await trainCell(key, design, targeted, context, runtime, () => advance(1));
    return { ...trainedCell, aligner: rows.aligner };
  }
  async function lane(runtime: Runtime): Promise<void> {
    while (next < designs.length) {
      const i = next++;
      const key = cellKey(designs[i], plan, context.parts);
      const known = await readCell(folder, key);
      if (known !== null) advance(seeds);
      else trainedNow += 1;
      trained[i] = known ?? (await finish(key, designs[i], runtime));
    }
  }
  await Promise.all(runtimes.map(lane));
  return { cells: designs.map((design, i) => ({ design, trained: trained[i] })), trainedNow };
}

/** Says where linear heads are trained by steps though the plan did not ask for it. */
function tellSteps(designs: readonly CellDesign[], { plan, onEvent }: TrainingContext): void {
  const { train } = plan;
  const stepped = designs.some(
    ({ head }) =>
      train.linear === 'lbfgs' && head.hidden === 0 && head.modalityDropout !== undefined,
  );
  if (!stepped) return;
  const message =
    'linear fusion is trained by steps: with train.modalityDropout its rows are drawn anew in every epoch, so that there is no minimum to go to';
  onEvent?.({ kind: 'note', message });
}

/** The rows of each part as the encoders give them. */
export interface RawParts {
  readonly train: LabelledPairs;
  readonly validation: LabelledPairs;
  readonly test: LabelledPairs;
}

export interface AlignedParts {
  readonly aligner: Aligner;
  /** Wall time of fitting it. */
  readonly fitSeconds: number;
  readonly train: LabelledPairs;
  readonly validation: LabelledPairs;
  readonly test: LabelledPairs;
}

/**
 * Heads that follow one another share the aligned rows. Only the last rows asked for are kept; what
 * a lane still works on is its own to keep.
 */
function alignedPairCache(context: TrainingContext) {
  let held: { name: string; aligned: Promise<AlignedParts> } | null = null;
  return (design: CellDesign, aligner: AlignerSettings): Promise<AlignedParts> => {
    const name = JSON.stringify([design.image?.id, design.text?.id, aligner]);
    if (held?.name !== name) held = { name, aligned: alignParts(design, aligner, context) };
    return held.aligned;
  };
}

/** The rows of each part through the aligner, which is fitted on the training rows. */
export async function alignParts(
  design: Pick<CellDesign, 'image' | 'text'>,
  settings: AlignerSettings,
  context: AlignmentContext,
): Promise<AlignedParts> {
  const { products } = context;
  const { train, validation, test } = await rawParts(design, context);
  const started = performance.now();
  const aligner = await alignerDesign(settings).fit(train, products);
  const fitSeconds = (performance.now() - started) / 1000;
  const through = async ({ labels, ...pair }: LabelledPairs): Promise<LabelledPairs> => ({
    ...(await aligner.transform(pair, products)),
    labels,
  });
  return {
    aligner,
    fitSeconds,
    train: await through(train),
    validation: await through(validation),
    test: await through(test),
  };
}

/** The rows of each part as the design's encoders give them. */
export async function rawParts(
  design: Pick<CellDesign, 'image' | 'text'>,
  { dataset, encoded, parts }: AlignmentContext,
): Promise<RawParts> {
  const labelled = async (rows: Int32Array): Promise<LabelledPairs> => ({
    ...(await pairOf(design, encoded, rows)),
    labels: labelsOf(dataset, rows),
  });
  return {
    train: await labelled(parts.train),
    validation: await labelled(parts.validation),
    test: await labelled(parts.test),
  };
}

/** The raw vectors of a cell; a head of one modality is given a single column for the other. */
export async function pairOf(
  design: Pick<CellDesign, 'image' | 'text'>,
  encoded: EncodedDataset,
  rows: Int32Array,
): Promise<EmbeddingPair> {
  const read = (encoders: readonly EmbeddedPart[], id: string | undefined) => {
    const encoder = encoders.find(({ result }) => result.id === id);
    return encoder === undefined ? Matrix.zeros(rows.length, 1) : encoder.read(rows);
  };
  return {
    image: await read(encoded.images, design.image?.id),
    text: await read(encoded.texts, design.text?.id),
  };
}
