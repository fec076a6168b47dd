import type { LabelledPairs, Task } from '../../fuse/index.ts';
import type { Products } from '../../linear-algebra/index.ts';
import type { Runtime } from '../../runtime/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { Plan } from '../plan.ts';
import type { AlignedParts } from '../training.ts';

/** What is asked of aligned rows: where alignment may matter. */
export const taskNames = [
  'under-trained',
  'probe',
  'mlp',
  'few-shot',
  'neighbours',
  'zero-shot',
  'retrieval',
] as const;

export type TaskName = (typeof taskNames)[number];

/** What a task found of the test rows, by the name of the measure. */
export type Outcomes = ReadonlyMap<string, Outcome>;

export type Outcome =
  /** Probabilities [n, C], one matrix for each seed or draw. */
  | { readonly kind: 'scores'; readonly seeds: readonly Matrix[] }
  /** A share a row, 0 to 1: [1, n]. */
  | { readonly kind: 'share'; readonly values: Matrix };

/** Class prompts as a text encoder sees them. */
export interface Prompts {
  /** [P, dₜ], as the encoder gives them. */
  readonly vectors: Matrix;
  /** The class of each prompt. */
  readonly classes: Int32Array;
}

/** What a task works on. */
export interface TaskContext {
  readonly plan: Plan;
  readonly task: Task;
  /** Null where the text encoder makes no vectors of sentences. */
  readonly prompts: Prompts | null;
  /** Labelled training rows a class in `few-shot`, and how often each number is drawn. */
  readonly shots: readonly number[];
  readonly draws: number;
  readonly products: Products;
  readonly runtime: Runtime;
  readonly signal?: AbortSignal;
}

/** One task on rows that went through an aligner. */
export type AlignmentTask = (rows: AlignedParts, context: TaskContext) => Promise<Outcomes>;

/** Row and column sizes of labelled pairs. */
export function dimensionsOf({ image, text }: LabelledPairs) {
  return { image: image.columns, text: text.columns };
}

export function scores(seeds: readonly Matrix[]): Outcome {
  return { kind: 'scores', seeds };
}
