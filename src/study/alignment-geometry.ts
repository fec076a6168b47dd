import {
  type AlignerSettings,
  alignerDesign,
  type EmbeddingPair,
  type GapGeometry,
} from '../align/index.ts';
import { loadDataset, withoutLeftOut } from '../data/index.ts';
import type { Products } from '../linear-algebra/index.ts';
import { openProducts, openRuntime } from '../runtime/index.ts';
import type { PlannedAligner } from './align-schema.ts';
import { type EmbeddedPart, type EmbeddingOptions, embedDataset } from './embedding.ts';
import type { StudyListener } from './events.ts';
import { geometryOf } from './geometry-figures.ts';
import { requireGoingOn } from './interruption.ts';
import { requireBothModalities } from './modalities.ts';
import { type Parts, usableParts } from './parts.ts';
import type { Plan } from './plan.ts';
import { alignerLabel, alignerResult, sharedRule, withRule } from './planned-aligner.ts';
import type { AlignerResult } from './results.ts';
import { plannedSplit } from './study-split.ts';

export interface AlignmentGeometryOptions extends EmbeddingOptions {
  /** The rows that figures are of; aligners are fitted on training rows either way. Default `test`. */
  readonly rows?: 'train' | 'test';
}

/** The geometry of one pair of encoders under one aligner. */
export interface AlignerGeometry extends GapGeometry {
  /** `none`, `shift(0.5)`, `whiten(method=zca)`. */
  readonly name: string;
  readonly aligner: AlignerResult;
}

export interface PairGeometry {
  /** Encoder ids. */
  readonly image: string;
  readonly text: string;
  readonly dimensions: { readonly image: number; readonly text: number };
  /** `none` first. */
  readonly aligners: readonly AlignerGeometry[];
}

/** What the aligners of a plan do to each pair of its encoders. */
export interface AlignmentGeometry {
  readonly dataset: string;
  readonly hash: string;
  readonly rows: 'train' | 'test';
  /** How many of each there are. */
  readonly counts: { readonly train: number; readonly test: number };
  readonly pairs: readonly PairGeometry[];
}

/**
 * Fits every aligner of a plan on training rows of each pair of its encoders, and tells the geometry
 * of both modalities under it. Vectors that the store lacks are made first; no head is trained.
 *
 * @throws E_PLAN where the plan has no pair of encoders; what `loadDataset`, `makeSplit` and
 *   `embedDataset` throw; E_ABORTED where the signal aborts: the same call goes on from there
 * @example
 * const { pairs } = await alignmentGeometry(await readPlan('plans/ham10000.yaml'));
 * pairs[0].aligners.map(({ name, gap }) => [name, gap]);
 */
export async function alignmentGeometry(
  plan: Plan,
  options: AlignmentGeometryOptions = {},
): Promise<AlignmentGeometry> {
  const { rows = 'test', signal, onEvent } = options;
  const loaded = await loadDataset(plan.dataset);
  for (const { message } of loaded.warnings) onEvent?.({ kind: 'note', message });
  requireBothModalities(loaded);
  tellLearned(plan, onEvent);
  const { dataset, split } = withoutLeftOut(loaded, await plannedSplit(plan, loaded, onEvent));
  if (dataset.skipped.length > 0) onEvent?.({ kind: 'skipped', rows: dataset.skipped });
  const encoded = await embedDataset(plan, dataset, split.train, { signal, onEvent });
  const parts = usableParts(dataset, split, encoded);
  const jobs = encoded.images.flatMap(image =>
    encoded.texts.map(text => ({ image, text, aligners: pairAligners(plan, image, text) })),
  );
  const total = jobs.reduce((sum, { aligners }) => sum + aligners.length, 0);
  onEvent?.({ kind: 'stage', name: 'Measuring alignments', unit: 'alignment', total });
  const pairs: PairGeometry[] = [];
  let done = 0;
  const runtime = openRuntime();
  try {
    const products = await openProducts(runtime);
    for (const { image, text, aligners } of jobs) {
      const raw = await rawPairs(image, text, parts);
      const measured: AlignerGeometry[] = [];
      for (const aligner of aligners) {
        requireGoingOn(signal, 'measuring alignments');
        measured.push(await measuredAligner(aligner, raw, rows, products));
        onEvent?.({ kind: 'progress', done: ++done });
      }
      const dimensions = { image: image.result.dimension, text: text.result.dimension };
      pairs.push({ image: image.result.id, text: text.result.id, dimensions, aligners: measured });
    }
  } finally {
    await runtime.close();
  }
  return {
    dataset: dataset.name,
    hash: dataset.hash,
    rows,
    counts: { train: parts.train.length, test: parts.test.length },
    pairs,
  };
}

/** The plan's aligners for a pair, as its grid has them; none comes first, planned or not. */
function pairAligners(
  { align }: Plan,
  { result: image }: EmbeddedPart,
  { result: text }: EmbeddedPart,
): AlignerSettings[] {
  const rule = image.dimension === text.dimension ? 'keep' : sharedRule(align);
  const isNone = ({ kind }: PlannedAligner) => kind === 'none';
  const plain = align.find(isNone) ?? { kind: 'none' };
  return [plain, ...align.filter(aligner => !isNone(aligner))]
    .map(aligner => withRule(aligner, rule))
    .flatMap(aligner => (aligner.kind === 'learned-shift' ? [] : [aligner]));
}

function tellLearned({ align }: Plan, onEvent: StudyListener | undefined): void {
  if (!align.some(({ kind }) => kind === 'learned-shift')) return;
  const message = 'a learned λ is left out: it is known only once a head is trained (minga run)';
  onEvent?.({ kind: 'note', message });
}

interface RawPairs {
  readonly train: EmbeddingPair;
  readonly test: EmbeddingPair;
}

async function rawPairs(image: EmbeddedPart, text: EmbeddedPart, parts: Parts): Promise<RawPairs> {
  const read = async (rows: Int32Array) => ({
    image: await image.read(rows),
    text: await text.read(rows),
  });
  return { train: await read(parts.train), test: await read(parts.test) };
}

async function measuredAligner(
  planned: AlignerSettings,
  { train, test }: RawPairs,
  rows: 'train' | 'test',
  products: Products,
): Promise<AlignerGeometry> {
  const aligner = await alignerDesign(planned).fit(train, products);
  const aligned = {
    train: await aligner.transform(train, products),
    test: await aligner.transform(test, products),
  };
  return {
    name: alignerLabel(planned),
    aligner: alignerResult(planned),
    ...(await geometryOf(aligned, rows, products)),
  };
}
