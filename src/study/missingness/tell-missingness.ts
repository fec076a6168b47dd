import { join } from 'node:path';
import { decodeAligner, type EmbeddingPair } from '../../align/index.ts';
import { bootstrap, type MetricName, metrics, perMetric } from '../../evaluate/index.ts';
import { decodeHead, type FittedHead, type HeadPair, trainingMeans } from '../../fuse/index.ts';
import { Matrix } from '../../tensor/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { intervalFigure, type LabelledRows, seedMatrices } from '../figures.ts';
import { alignerFile, headFile, readIfThere } from '../run-folder.ts';
import type { Missingness } from '../schema/index.ts';
import { bestOnValidation } from '../selection.ts';
import { rawParts } from '../training.ts';

type Pattern = Missingness['patterns'][number];
type Way = Pattern['ways'][number];
type Modality = 'image' | 'text';

/** Probabilities of the rows that a head was not trained on. */
interface Answers {
  readonly validation: Matrix;
  readonly test: Matrix;
}

/** The best fused head, its rows, and what can stand in for a missing vector. */
interface Subject {
  readonly head: FittedHead;
  readonly rows: { readonly validation: EmbeddingPair; readonly test: EmbeddingPair };
  readonly means: Readonly<Record<Modality, Float32Array>>;
}

const modalities: readonly Modality[] = ['image', 'text'];

/**
 * Takes the image from every case, then the text, and lets the best fused head answer: with the
 * stand-in that it has learned, with the mean training vector in the missing one's place, or not at
 * all, the best head of the other modality answering instead. Which of them is best is told by
 * validation rows. The heads are those of the first seed.
 *
 * @returns undefined where the grid has no fused head
 */
export async function tellMissingness(grid: FinishedGrid): Promise<Missingness | undefined> {
  const { best, finished, onEvent } = grid;
  const { fused } = best;
  const cell = finished.find(({ design }) => design.id === fused?.id);
  if (fused === null || cell === undefined) return undefined;
  const subject = await subjectOf(cell.design, cell.trained.key, grid);
  if (subject === null) return undefined;
  onEvent?.({ kind: 'stage', name: 'Cases with a missing modality', unit: 'pattern', total: 3 });
  const predictor = await subject.head.open(grid.runtimes[0], { threads: 1 });
  try {
    const answer = async (change: (pair: EmbeddingPair) => HeadPair): Promise<Answers> => ({
      validation: await predictor.predictProbabilities(change(subject.rows.validation)),
      test: await predictor.predictProbabilities(change(subject.rows.test)),
    });
    const whole = wayOf('nothing', fused.id, await answer(pair => pair), grid);
    const patterns: Pattern[] = [{ missing: 'none', ways: [whole], best: 'nothing' }];
    onEvent?.({ kind: 'progress', done: 1 });
    for (const missing of modalities) {
      const ways = [
        ...(subject.head.settings.modalityDropout === undefined
          ? []
          : [wayOf('learned', fused.id, await answer(pair => without(pair, missing)), grid)]),
        wayOf('mean', fused.id, await answer(pair => withMean(pair, missing, subject.means)), grid),
        ...singleWay(missing, grid),
      ];
      patterns.push({ missing, ways, best: bestWay(ways, grid.plan.evaluate.select) });
      onEvent?.({ kind: 'progress', done: patterns.length });
    }
    return {
      cell: fused.id,
      seed: grid.plan.train.seeds[0],
      modalityDropout: subject.head.settings.modalityDropout ?? 0,
      rows: {
        validation: subject.rows.validation.image.rows,
        test: subject.rows.test.image.rows,
      },
      patterns,
    };
  } finally {
    await predictor.close();
  }
}

async function subjectOf(
  design: FinishedGrid['designs'][number],
  key: string,
  grid: FinishedGrid,
): Promise<Subject | null> {
  const head = await readIfThere(join(grid.folder, headFile(key)));
  const saved = await readIfThere(join(grid.folder, alignerFile(key)));
  if (head === null || saved === null) return null;
  const aligner = decodeAligner(saved);
  const { train, validation, test } = await rawParts(design, grid);
  const aligned = (pair: EmbeddingPair) =>
    aligner.transform({ image: pair.image, text: pair.text }, grid.products);
  return {
    head: decodeHead(head),
    rows: { validation: await aligned(validation), test: await aligned(test) },
    means: trainingMeans(await aligned(train)),
  };
}

/** No image or no text: the row of the missing vector is of zeros, which have no say. */
function without({ image, text }: EmbeddingPair, missing: Modality): HeadPair {
  const there = Matrix.zeros(image.rows, 2);
  for (let i = 0; i < image.rows; i++) there.row(i)[missing === 'image' ? 1 : 0] = 1;
  return {
    image: missing === 'image' ? Matrix.zeros(image.rows, image.columns) : image,
    text: missing === 'text' ? Matrix.zeros(text.rows, text.columns) : text,
    presence: there,
  };
}

function withMean(
  pair: EmbeddingPair,
  missing: Modality,
  means: Readonly<Record<Modality, Float32Array>>,
): EmbeddingPair {
  const { rows, columns } = pair[missing];
  const filled = Matrix.zeros(rows, columns);
  for (let i = 0; i < rows; i++) filled.row(i).set(means[missing]);
  return { ...pair, [missing]: filled };
}

/** The best head of the modality that is left. */
function singleWay(missing: Modality, grid: FinishedGrid): Way[] {
  const alone = grid.cells.filter(cell => cell[missing] === null);
  const best = bestOnValidation(alone, grid.plan.evaluate.select);
  const found = grid.finished.find(({ design }) => design.id === best?.id);
  if (best === null || found === undefined) return [];
  const [validation] = seedMatrices(found.trained, 'validation');
  const [test] = seedMatrices(found.trained, 'test');
  return [wayOf('single', best.id, { validation, test }, grid)];
}

function wayOf(by: Way['by'], cell: string, answers: Answers, grid: FinishedGrid): Way {
  const { resamples, level, interval } = grid.plan.evaluate;
  const options = { resamples, level, interval };
  const figures = (rows: LabelledRows, matrix: Matrix) => {
    const { systems } = bootstrap({ ...rows, systems: { way: [matrix] } }, options);
    return perMetric(name => intervalFigure(systems.way[name]));
  };
  return {
    by,
    cell,
    validation: figures(grid.rows.validation, answers.validation),
    test: figures(grid.rows.test, answers.test),
  };
}

function bestWay(ways: readonly Way[], select: MetricName): Way['by'] {
  const sign = metrics[select].direction === 'higher' ? 1 : -1;
  const value = ({ validation }: Way) => {
    const { estimate } = validation[select];
    return estimate === null ? Number.NEGATIVE_INFINITY : sign * estimate;
  };
  return ways.reduce((best, way) => (value(way) > value(best) ? way : best)).by;
}
