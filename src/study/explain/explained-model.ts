import { join } from 'node:path';
import { type Aligner, decodeAligner, type EmbeddingPair } from '../../align/index.ts';
import { decodeHead } from '../../fuse/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { CellDesign } from '../grid.ts';
import { alignerFile, headFile, readIfThere } from '../run-folder.ts';
import type { FinishedCell, TrainingContext } from '../training.ts';

/** A fitted cell that can be asked for other rows than its own. */
export interface ExplainedModel {
  readonly design: CellDesign;
  readonly aligner: Aligner;
  /** Probabilities [n, C] of raw vectors. */
  predict(pair: EmbeddingPair): Promise<Matrix>;
  close(): Promise<void>;
}

/** The cell as it was fitted under its first seed; null where its files are gone. */
export async function openExplainedModel(
  { design, trained }: FinishedCell,
  { folder, runtimes, products }: TrainingContext,
): Promise<ExplainedModel | null> {
  const head = await readIfThere(join(folder, headFile(trained.key)));
  const fitted = await readIfThere(join(folder, alignerFile(trained.key)));
  if (head === null || fitted === null) return null;
  const aligner = decodeAligner(fitted);
  const predictor = await decodeHead(head).open(runtimes[0], { threads: 1 });
  return {
    design,
    aligner,
    async predict(pair) {
      return predictor.predictProbabilities(await aligner.transform(pair, products));
    },
    close: () => predictor.close(),
  };
}
