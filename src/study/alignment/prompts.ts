import type { Dataset } from '../../data/index.ts';
import type { EncodedRow } from '../../encode/index.ts';
import { Matrix } from '../../tensor/index.ts';
import type { PlannedTextEncoder } from '../encoder-plan.ts';
import type { Plan } from '../plan.ts';
import { openPlannedTexts } from '../planned-encoder.ts';
import type { Prompts } from './outcome.ts';

/** The sentences that stand for each class: the plan's, else its words for a class, else its name. */
export function classPrompts({ prompts, audit }: Plan, { classes }: Dataset): string[][] {
  return classes.map(name => {
    const said = prompts[name] ?? audit.labelWords[name] ?? [name];
    return [said].flat();
  });
}

/**
 * The prompts through a text encoder of the plan; null for encoders that make no vectors of
 * sentences (tabular ones, and vectors that were imported).
 */
export async function encodePrompts(
  entry: PlannedTextEncoder,
  plan: Plan,
  dataset: Dataset,
): Promise<Prompts | null> {
  if ('imported' in entry || 'tabular' in entry) return null;
  const prompts = classPrompts(plan, dataset);
  const encoder = await openPlannedTexts(entry, plan);
  try {
    const vectors = await encoder.encode(prompts.flat());
    const classes = prompts.flatMap((sentences, c) => sentences.map(() => c));
    return { vectors: Matrix.fromRows(vectors.map(vectorOf)), classes: Int32Array.from(classes) };
  } finally {
    await encoder.close();
  }
}

/** @throws what the encoder found wrong with a prompt */
function vectorOf(row: EncodedRow): Float32Array {
  if (row instanceof Float32Array) return row;
  throw row;
}
