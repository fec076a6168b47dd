import { buildPrediction, type Network } from '../graph/index.ts';
import type { Feeds, Runtime } from '../runtime/index.ts';
import { floats } from './epoch-runner.ts';
import { targetCount } from './targets.ts';
import type { TrainingRows } from './training-rows.ts';

/** Judges rows a block at a time, so that memory does not grow with how many there are. */
export interface BlockJudge {
  /**
   * Logits [n, units] of all rows: those of one run over all of them, to its rounding.
   *
   * @param variables the network's, by the names that a training session holds them under
   */
  logits(rows: TrainingRows, variables: Feeds): Promise<Float32Array>;
  close(): Promise<void>;
}

/** @param block rows that are read and judged at a time */
export async function openBlockJudge(
  runtime: Runtime,
  network: Network,
  { block, threads }: { readonly block: number; readonly threads: number },
): Promise<BlockJudge> {
  const { model } = buildPrediction(network, { output: 'predictions', of: logits => logits });
  const session = await runtime.open(model, { threads });
  return {
    async logits(rows, variables) {
      await session.hold(variables, { give: true });
      const count = targetCount(rows.labels);
      const parts: Float32Array[] = [];
      for (let start = 0; start < count; start += block) {
        const length = Math.min(block, count - start);
        const places = Int32Array.from({ length }, (_, i) => start + i);
        const feeds = await rows.read(places, 'float32');
        parts.push(floats(await session.run(feeds, { give: true }), 'predictions'));
      }
      return joined(parts);
    },
    close: () => session.close(),
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
