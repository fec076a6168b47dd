import { readFile } from 'node:fs/promises';
import { decodeImage, encodePng, type PictureInput, type RgbImage } from '../../data/index.ts';
import type { ImageEncoder } from '../../encode/index.ts';
import { isMingaError } from '../../errors/index.ts';
import { Matrix, Random } from '../../tensor/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { requireGoingOn } from '../interruption.ts';
import { openPlannedImages } from '../planned-encoder.ts';
import type { OcclusionMap } from '../schema/explanations.ts';
import { pairOf } from '../training.ts';
import type { AskedCase } from './asked-cases.ts';
import type { ExplainedModel } from './explained-model.ts';

/** Training pictures whose mean colour covers a patch. */
const colourPictures = 50;

/** Longest side of the copy in the results. */
const shownSide = 256;

/**
 * How far the score of the predicted class falls when a patch of the picture is covered by the mean
 * colour of training pictures (Zeiler and Fergus 2014, section 4.2), patch by patch; the text stays.
 */
export async function occlusionMaps(
  model: ExplainedModel,
  cases: readonly AskedCase[],
  grid: number,
  study: FinishedGrid,
): Promise<{ maps: OcclusionMap[]; notes: string[] }> {
  const { plan, encoded, signal, onEvent } = study;
  const at = encoded.images.findIndex(({ result }) => result.id === model.design.image?.id);
  const entry = plan.encode.image[at];
  if ('imported' in entry) {
    return { maps: [], notes: ['occlusion: imported image vectors cannot be made anew'] };
  }
  onEvent?.({ kind: 'stage', name: 'Covering patches', unit: 'case', total: cases.length });
  const encoder = await openPlannedImages(entry, plan);
  try {
    const colour = await meanColour(study);
    const maps: OcclusionMap[] = [];
    for (const one of cases) {
      requireGoingOn(signal, 'covering patches');
      maps.push(await occlusionMap(model, encoder, one, { grid, colour }, study));
      onEvent?.({ kind: 'progress', done: maps.length });
    }
    const note = `occlusion: patches are covered by the mean colour of ${colourPictures} training pictures at most`;
    return { maps, notes: [note] };
  } finally {
    await encoder.close();
  }
}

async function occlusionMap(
  model: ExplainedModel,
  encoder: ImageEncoder,
  { index, id, label, predicted, score }: AskedCase,
  { grid, colour }: { readonly grid: number; readonly colour: Uint8Array },
  { dataset, encoded, plan, signal }: FinishedGrid,
): Promise<OcclusionMap> {
  const picture = await pictureOf(dataset.samples[index].image, plan.encode.input);
  const patches = Array.from({ length: grid * grid }, (_, k) => k);
  const rows: Float32Array[] = [];
  for (let from = 0; from < patches.length; from += encoder.batchSize) {
    const batch = patches.slice(from, from + encoder.batchSize);
    const covered = await Promise.all(
      batch.map(k => encodePng(coveredPicture(picture, k, grid, colour))),
    );
    for (const row of await encoder.encode(covered, signal)) {
      if (isMingaError(row)) throw row;
      if (row instanceof Float32Array) rows.push(row);
    }
  }
  const own = await pairOf(model.design, encoded, Int32Array.of(index));
  const text = own.text.take(patches.map(() => 0));
  const scores = await model.predict({ image: Matrix.fromRows(rows), text });
  const drop = (k: number) => score - scores.row(k)[predicted];
  const small = Buffer.from(await encodePng(picture, { longest: shownSide })).toString('base64');
  return {
    id,
    label,
    predicted: dataset.classes[predicted],
    score,
    grid,
    drops: Array.from({ length: grid }, (_, y) =>
      Array.from({ length: grid }, (_, x) => drop(y * grid + x)),
    ),
    picture: `data:image/png;base64,${small}`,
  };
}

/** The encoder crops by itself, so the whole picture is decoded here. */
async function pictureOf(path: string | null, input: PictureInput): Promise<RgbImage> {
  return decodeImage(await readFile(path ?? ''), { ...input, centerCrop: undefined });
}

/** A copy in which patch k, counted by rows from the top left, has one colour. */
function coveredPicture(
  { width, height, data }: RgbImage,
  k: number,
  grid: number,
  colour: Uint8Array,
): RgbImage {
  const copy = data.slice();
  const edge = (place: number, size: number) => Math.round((place * size) / grid);
  const [row, column] = [Math.floor(k / grid), k % grid];
  for (let y = edge(row, height); y < edge(row + 1, height); y++) {
    for (let x = edge(column, width); x < edge(column + 1, width); x++) {
      copy.set(colour, (y * width + x) * 3);
    }
  }
  return { width, height, data: copy };
}

async function meanColour({ dataset, parts, plan }: FinishedGrid): Promise<Uint8Array> {
  const { train } = parts;
  const drawn = new Random(0, 'mean colour').permutation(train.length).slice(0, colourPictures);
  const sums = [0, 0, 0];
  for (const i of drawn) {
    const { data } = await pictureOf(dataset.samples[train[i]].image, plan.encode.input);
    const pixels = data.length / 3;
    for (let k = 0; k < data.length; k++) sums[k % 3] += data[k] / pixels;
  }
  return Uint8Array.from(sums, sum => Math.round(sum / drawn.length));
}
