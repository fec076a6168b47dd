import type { Aligner } from '../align/index.ts';
import type { Encoder } from '../encode/index.ts';
import { summariseLatencies } from '../evaluate/index.ts';
import type { FittedHead } from '../fuse/index.ts';
import type { Runtime } from '../runtime/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { LatencyFigures } from './results.ts';

const warmUp = 5;

/** Times `action` on each case after a warm-up on the first few. */
async function timeCases<T>(
  cases: readonly T[],
  action: (one: T) => Promise<unknown>,
): Promise<LatencyFigures | null> {
  if (cases.length === 0) return null;
  for (const one of cases.slice(0, warmUp)) await action(one);
  const times = new Float64Array(cases.length);
  for (const [i, one] of cases.entries()) {
    const started = performance.now();
    await action(one);
    times[i] = performance.now() - started;
  }
  const { n, mean, median, p95 } = summariseLatencies(times);
  return { count: n, mean, median, p95 };
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
