import type { CommonDimensionRule } from '../align/index.ts';
import { type EmbeddingPair, fitShiftBasis, type ShiftBasis } from '../align/index.ts';
import { type Matrix, Random } from '../tensor/index.ts';
import { centred, principalAxes, unit } from './projection.ts';
import type { Film } from './results.ts';
import { type AlignmentContext, type FinishedCell, pairOf } from './training.ts';

/** Pairs that are drawn, and frames of a film at most. */
const [pictured, mostFrames] = [150, 12];

/**
 * The two clouds of test rows as λ was learned, epoch by epoch, for every cell that learned one: its
 * first seed. The plane stays the same through a film: along the gap vector, and across it along the
 * leading principal axis of what is left.
 */
export async function learnedFilms(
  finished: readonly FinishedCell[],
  context: AlignmentContext,
): Promise<Film[]> {
  const films: Film[] = [];
  const bases = new Map<string, Promise<Stage>>();
  for (const { design, trained } of finished) {
    const [{ learned }] = trained.fits;
    if (learned === null || design.aligner.kind !== 'learned-shift') continue;
    const { dimensions } = design.aligner;
    const name = JSON.stringify([design.image?.id, design.text?.id, dimensions]);
    const stage = bases.get(name) ?? stageOf(design, dimensions, context);
    bases.set(name, stage);
    films.push({ cell: design.id, ...(await filmed(learned.lambdas, await stage)) });
  }
  return films;
}

/** What a film is shot on: some test rows, and the plane that they are seen in. */
interface Stage {
  readonly basis: ShiftBasis;
  readonly test: EmbeddingPair;
  /** Two orthonormal directions. */
  readonly axes: readonly [Float64Array, Float64Array];
}

async function stageOf(
  design: Parameters<typeof pairOf>[0],
  dimensions: CommonDimensionRule,
  { encoded, parts, products }: AlignmentContext,
): Promise<Stage> {
  const train = await pairOf(design, encoded, parts.train);
  const basis = await fitShiftBasis(train, dimensions, products);
  const some = new Random(0, 'film').permutation(parts.test.length).subarray(0, pictured);
  const test = await pairOf(
    design,
    encoded,
    some.map(i => parts.test[i]),
  );
  const along = unit(Float64Array.from(basis.gapVector));
  const [across] = principalAxes(
    withoutDirection(centred(await basis.match(test, products)), along),
  );
  return { basis, test, axes: [along, across] };
}

async function filmed(
  lambdas: readonly number[],
  { basis, test, axes }: Stage,
): Promise<Omit<Film, 'cell'>> {
  const frames: Film['frames'] = [];
  for (const epoch of framesOf(lambdas.length)) {
    const { image, text } = await basis.at(lambdas[epoch]).transform(test);
    frames.push({
      epoch,
      lambda: lambdas[epoch],
      imagePoints: pointsOf(image, axes),
      textPoints: pointsOf(text, axes),
    });
  }
  return { frames };
}

/** At most `mostFrames` epochs, evenly spaced, the start and the end among them. */
function framesOf(count: number): number[] {
  const frames = Math.min(count, mostFrames);
  const at = (i: number) => Math.round((i * (count - 1)) / Math.max(1, frames - 1));
  return Array.from({ length: frames }, (_, i) => at(i));
}

function pointsOf(rows: Matrix, axes: Stage['axes']): [number, number][] {
  return Array.from({ length: rows.rows }, (_, i): [number, number] => {
    const row = rows.row(i);
    return [along(row, axes[0]), along(row, axes[1])];
  });
}

/** Changes and returns the rows: what lies along a direction is taken off. */
function withoutDirection(rows: Matrix, direction: Float64Array): Matrix {
  for (let i = 0; i < rows.rows; i++) {
    const row = rows.row(i);
    let share = 0;
    for (let j = 0; j < row.length; j++) share += row[j] * direction[j];
    for (let j = 0; j < row.length; j++) row[j] -= share * direction[j];
  }
  return rows;
}

/** Four decimals are finer than a picture shows. */
function along(row: Float32Array, axis: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j] * axis[j];
  return Math.round(sum * 1e4) / 1e4;
}
