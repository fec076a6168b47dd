import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Matrix, Random } from '../src/tensor/index.ts';

/** How many rows each part has, and how wide each modality is. */
export interface ConePairsShape {
  readonly train: number;
  readonly validation: number;
  readonly image: number;
  readonly text: number;
  readonly classes: number;
}

/** Lengths beside a cone's own direction, which is 1. */
const [signal, spread] = [0.06, 0.6];

/**
 * Writes made-up pairs that have what a study is about: each modality in a cone of its own, so that
 * there is a gap to close, and classes of unequal size that both modalities tell a little of.
 *
 * Files: `<part>.image.f32` and `<part>.text.f32`, row-major float32; `<part>.labels.i32`.
 */
export async function writeConePairs(folder: string, shape: ConePairsShape): Promise<void> {
  const centres = {
    image: cones('image', shape.image, shape.classes),
    text: cones('text', shape.text, shape.classes),
  };
  for (const part of ['train', 'validation'] as const) {
    const labels = unequalLabels(shape[part], shape.classes, part);
    await writeFile(join(folder, `${part}.labels.i32`), labels);
    for (const modality of ['image', 'text'] as const) {
      const random = new Random(0, `${part} ${modality}`);
      const rows = rowsAround(centres[modality], labels, random);
      await writeFile(join(folder, `${part}.${modality}.f32`), rows.data);
    }
  }
}

/** The centre of each class: the modality's direction and, to it, a little of the class's own. */
function cones(modality: string, columns: number, classes: number): Matrix {
  const random = new Random(0, `cones ${modality}`);
  const direction = gaussian(columns, 1, random);
  const centres = Matrix.zeros(classes, columns);
  for (let k = 0; k < classes; k++) {
    const own = gaussian(columns, signal, random);
    centres.row(k).set(direction.map((x, j) => x + own[j]));
  }
  return centres;
}

function rowsAround(centres: Matrix, labels: Int32Array, random: Random): Matrix {
  const rows = Matrix.zeros(labels.length, centres.columns);
  labels.forEach((label, i) => {
    const centre = centres.row(label);
    const noise = gaussian(centres.columns, spread, random);
    rows.row(i).set(noise.map((x, j) => x + centre[j]));
  });
  return rows;
}

/** A vector of normal numbers whose expected length is `length`. */
function gaussian(columns: number, length: number, random: Random): Float32Array {
  const scale = length / Math.sqrt(columns);
  return Float32Array.from({ length: columns }, () => scale * random.normal());
}

/** Every class three quarters as frequent as the one before, the rest the last; none is empty. */
function unequalLabels(rows: number, classes: number, part: string): Int32Array {
  const random = new Random(0, `labels ${part}`);
  return Int32Array.from({ length: rows }, (_, i) => {
    if (i < classes) return i;
    const label = Math.floor(Math.log(1 - random.uniform()) / Math.log(0.75));
    return Math.min(label, classes - 1);
  });
}
