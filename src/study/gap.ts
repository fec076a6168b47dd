import {
  type AlignerSettings,
  alignerDesign,
  type EmbeddingPair,
  interpolateRows,
  takePair,
} from '../align/index.ts';
import { type Matrix, Random } from '../tensor/index.ts';
import type { PlannedAligner } from './align-schema.ts';
import { geometryOf } from './geometry-figures.ts';
import { type CellDesign, isSingle } from './grid.ts';
import { requireGoingOn } from './interruption.ts';
import { labelsOf } from './parts.ts';
import { alignerResult } from './planned-aligner.ts';
import { projectPair } from './projection.ts';
import type { Choice, Geometry, Picture } from './results.ts';
import { type AlignmentContext, pairOf, type TrainingContext } from './training.ts';

const pictured = 500;

/**
 * The geometry of the gap under every aligner of the grid, on training and test rows apart, and a
 * picture of some test rows under `none` and the aligners chosen on validation rows.
 *
 * @param learned λ of the first seed, by the id of the cell that it was learned in
 */
export async function describeGaps(
  designs: readonly CellDesign[],
  choices: readonly Choice[],
  context: AlignmentContext & Pick<TrainingContext, 'signal' | 'onEvent'>,
  learned: ReadonlyMap<string, number>,
): Promise<{ geometry: Geometry[]; pictures: Picture[] }> {
  const geometry: Geometry[] = [];
  const pictures: Picture[] = [];
  const chosen = new Set(choices.flatMap(({ byKind }) => Object.values(byKind)));
  const families = alignerFamilies(designs);
  const total = families.reduce((sum, { length }) => sum + length, 0);
  context.onEvent?.({ kind: 'stage', name: 'Measuring alignments', unit: 'alignment', total });
  for (const family of families) {
    const [{ design }] = family;
    const train = await pairOf(design, context.encoded, context.parts.train);
    const test = await pairOf(design, context.encoded, context.parts.test);
    const some = sampleRows(test.image.rows);
    const labels = labelsOf(context.dataset, context.parts.test);
    for (const { aligner: settings, ids } of family) {
      requireGoingOn(context.signal, 'measuring alignments');
      const fitted = fittable(settings, ids, learned);
      const aligner = await alignerDesign(fitted).fit(train, context.products);
      const place = {
        image: design.image?.id ?? '',
        text: design.text?.id ?? '',
        // A learned λ is known by now, and tells one head's from another's.
        aligner: { ...alignerResult(settings), lambda: alignerResult(fitted).lambda },
      };
      const aligned = {
        train: await aligner.transform(train, context.products),
        test: await aligner.transform(test, context.products),
      };
      for (const rows of ['train', 'test'] as const) {
        const figures = await geometryOf(aligned, rows, context.products);
        geometry.push({ ...place, rows, ...figures });
      }
      context.onEvent?.({ kind: 'progress', done: geometry.length / 2 });
      if (settings.kind !== 'none' && !ids.some(id => chosen.has(id))) continue;
      pictures.push({
        ...place,
        ...projectPair(sameDimension(takePair(aligned.test, some))),
        labels: Array.from(some, i => labels[i]),
      });
    }
  }
  return { geometry, pictures };
}

/** A learned λ as if it had been given. */
function fittable(
  aligner: PlannedAligner,
  [cell]: readonly string[],
  learned: ReadonlyMap<string, number>,
): AlignerSettings {
  if (aligner.kind !== 'learned-shift') return aligner;
  const { start, dimensions } = aligner;
  return { kind: 'shift', lambda: learned.get(cell) ?? start, dimensions };
}

interface AlignerUse {
  readonly design: CellDesign;
  readonly aligner: PlannedAligner;
  /** The cells that use it. */
  readonly ids: string[];
}

/** For each pair of encoders its aligners, each once. */
function alignerFamilies(designs: readonly CellDesign[]): AlignerUse[][] {
  const families = new Map<string, Map<string, AlignerUse>>();
  for (const design of designs) {
    if (isSingle(design.head)) continue;
    const pair = JSON.stringify([design.image?.id, design.text?.id]);
    const family = families.get(pair) ?? new Map<string, AlignerUse>();
    families.set(pair, family);
    // Every head learns a λ of its own.
    const own = design.aligner.kind === 'learned-shift' ? design.id : '';
    const name = JSON.stringify([design.aligner, own]);
    const use: AlignerUse = family.get(name) ?? { design, aligner: design.aligner, ids: [] };
    use.ids.push(design.id);
    family.set(name, use);
  }
  return [...families.values()].map(family => [...family.values()]);
}

function sampleRows(rows: number): Int32Array {
  return new Random(0, 'picture').permutation(rows).subarray(0, pictured);
}

/** A common picture needs a common dimension, also where no aligner asked for one. */
function sameDimension({ image, text }: EmbeddingPair): EmbeddingPair {
  const dimension = Math.max(image.columns, text.columns);
  const stretched = (matrix: Matrix) =>
    matrix.columns === dimension ? matrix : interpolateRows(matrix, dimension);
  return { image: stretched(image), text: stretched(text) };
}
