import type { Aligner } from '../align/index.ts';
import type { Encoder } from '../encode/index.ts';
import type { FittedHead } from '../fuse/index.ts';
import type { Runtime } from '../runtime/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { timeCalls } from './costs/index.ts';
import type { LatencyFigures } from './results.ts';

/** Times `action` on each case alone. */
async function timeCases<T>(
  cases: readonly T[],
  action: (one: T) => Promise<unknown>,
): Promise<LatencyFigures | null> {
  const times = await timeCalls(cases, 1, ([one]) => action(one));
  return times && { count: times.calls, mean: times.mean, median: times.p50, p95: times.p95 };
}

/** How long one input alone takes, from its bytes to its vector. */
export function encoderLatency<Input>(encoder: Encoder<Input>, inputs: readonly Input[]) {
  return timeCases(inputs, input => encoder.encode([input]));
}

/** How long one pair of vectors alone takes, through aligner and head. */
export async function headLatency(
  runtime: Runtime,
  aligner: Aligner,
  head: FittedHead,
  image: Matrix,
  text: Matrix,
): Promise<LatencyFigures | null> {
  const predictor = await head.open(runtime);
  try {
    const cases = Array.from({ length: Math.min(200, image.rows) }, (_, i) => ({
      image: image.take([i]),
      text: text.take([i]),
    }));
    return await timeCases(cases, async pair => predictor.predict(await aligner.transform(pair)));
  } finally {
    await predictor.close();
  }
}
