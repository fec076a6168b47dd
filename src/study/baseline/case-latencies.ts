import type { EmbeddingPair } from '../../align/index.ts';
import type { NetworkPredictor } from '../../fuse/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { timeCalls } from '../costs/index.ts';
import type { CallTimes, Costs } from '../schema/costs.ts';
import type { CaseInputs, PreparedWay } from './prepared-way.ts';

const batches = [1, 32];

/** How long a call takes on test rows: from picture files to scores, and of the head alone. */
export async function caseLatencies(
  { inputs, hasVectors }: PreparedWay,
  predictor: NetworkPredictor,
  rows: Int32Array,
): Promise<Costs['latency']> {
  const whole = await timedBatches(rows, async some =>
    predictor.predictProbabilities(await inputs(some)),
  );
  if (!hasVectors) return { whole, head: [] };
  const vectors = await inputs(rows);
  if (!isPair(vectors)) return { whole, head: [] };
  const head = await timedBatches(Int32Array.from(rows.keys()), async some =>
    predictor.predictProbabilities({
      image: vectors.image.take(some),
      text: vectors.text.take(some),
    }),
  );
  return { whole, head };
}

async function timedBatches(
  rows: Int32Array,
  action: (some: Int32Array) => Promise<unknown>,
): Promise<CallTimes[]> {
  const found: CallTimes[] = [];
  for (const batch of batches) {
    const times = await timeCalls([...rows], batch, some => action(Int32Array.from(some)));
    if (times !== null) found.push(times);
  }
  return found;
}

function isPair(inputs: CaseInputs): inputs is EmbeddingPair {
  return inputs.image instanceof Matrix;
}
