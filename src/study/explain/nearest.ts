import { unitRows } from '../../align/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import type { NearestCases } from '../schema/explanations.ts';
import { pairOf } from '../training.ts';
import type { AskedCase } from './asked-cases.ts';
import type { ExplainedModel } from './explained-model.ts';

/**
 * The training cases nearest to each case, by the mean of the cosine similarities of both aligned
 * vectors. They are those that look and read alike, not those that made the model decide.
 */
export async function nearestCases(
  { design, aligner }: ExplainedModel,
  cases: readonly AskedCase[],
  count: number,
  { dataset, encoded, parts, products }: FinishedGrid,
): Promise<NearestCases[]> {
  if (cases.length === 0) return [];
  const aligned = async (rows: Int32Array) => {
    const pair = await aligner.transform(await pairOf(design, encoded, rows), products);
    return { image: unitRows(pair.image), text: unitRows(pair.text) };
  };
  const train = await aligned(parts.train);
  const own = await aligned(Int32Array.from(cases, ({ index }) => index));
  return cases.map(({ id, label, predicted, score }, k) => {
    const image = cosines(own.image.row(k), train.image);
    const text = cosines(own.text.row(k), train.text);
    const joint = image.map((value, i) => (value + text[i]) / 2);
    const order = [...joint.keys()].sort((a, b) => joint[b] - joint[a]).slice(0, count);
    const neighbours = order.map(i => {
      const other = dataset.samples[parts.train[i]];
      const similarities = { image: image[i], text: text[i], joint: joint[i] };
      return { id: other.id, label: other.label, ...similarities };
    });
    return { id, label, predicted: dataset.classes[predicted], score, neighbours };
  });
}

/** Of one unit row to every other. */
function cosines(row: Float32Array, all: Matrix): Float64Array {
  return Float64Array.from({ length: all.rows }, (_, i) =>
    all.row(i).reduce((sum, value, j) => sum + value * row[j], 0),
  );
}
