import {
  type AlignerSettings,
  alignerDesign,
  type EmbeddingPair,
  gapGeometry,
  interpolateRows,
} from '../align/index.ts';
import { type Matrix, Random } from '../tensor/index.ts';
import type { PlannedAligner } from './align-schema.ts';
import { type CellDesign, isSingle } from './grid.ts';
import { labelsOf } from './parts.ts';
import { alignerResult } from './planned-aligner.ts';
import { projectPair } from './projection.ts';
import type { Choice, Geometry, Picture } from './results.ts';
import { type AlignmentContext, pairOf } from './training.ts';

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
  context: AlignmentContext,
  learned: ReadonlyMap<string, number>,
): Promise<{ geometry: Geometry[]; pictures: Picture[] }> {
  const geometry: Geometry[] = [];
  const pictures: Picture[] = [];
  const chosen = new Set(choices.flatMap(({ byKind }) => Object.values(byKind)));
  for (const family of alignerFamilies(designs)) {
    const [{ design }] = family;
    const train = await pairOf(design, context.encoded, context.parts.train);
    const test = await pairOf(design, context.encoded, context.parts.test);
    const some = sampleRows(test.image.rows);
    const labels = labelsOf(context.dataset, context.parts.test);
    for (const { aligner: settings, ids } of family) {
      const aligner = await alignerDesign(fittable(settings, ids, learned)).fit(
        train,
        context.products,
      );
      const place = {
        image: design.image?.id ?? '',
        text: design.text?.id ?? '',
        aligner: alignerResult(settings),
      };
      const aligned = await aligner.transform(test, context.products);
      geometry.push(
        {
          ...place,
          rows: 'train',
          ...gapGeometry(await aligner.transform(train, context.products)),
        },
        { ...place, rows: 'test', ...gapGeometry(aligned) },
      );
      if (settings.kind !== 'none' && !ids.some(id => chosen.has(id))) continue;
      pictures.push({
        ...place,
        ...projectPair(sameDimension(takePair(aligned, some))),
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

function takePair({ image, text }: EmbeddingPair, rows: Int32Array): EmbeddingPair {
  return { image: image.take(rows), text: text.take(rows) };
}

/** A common picture needs a common dimension, also where no aligner asked for one. */
function sameDimension({ image, text }: EmbeddingPair): EmbeddingPair {
  const dimension = Math.max(image.columns, text.columns);
  const stretched = (matrix: Matrix) =>
    matrix.columns === dimension ? matrix : interpolateRows(matrix, dimension);
  return { image: stretched(image), text: stretched(text) };
}
