import type { EmbeddingPair } from '../../align/index.ts';
import type { LabelledRows, TrainOptions } from '../../fuse/index.ts';
import type { Network } from '../../graph/index.ts';
import type { Feeds } from '../../runtime/index.ts';
import type { Costs } from '../schema/costs.ts';

/** What a network reads of cases: vectors, or pictures and token ids. */
export type CaseInputs = EmbeddingPair | Feeds;

/** A way whose rows are ready for the first epoch. */
export interface PreparedWay {
  readonly network: Network;
  readonly train: LabelledRows;
  readonly validation: LabelledRows;
  /** What its training departs in from the plan's. */
  readonly training: TrainOptions;
  /** Rows that are predicted at a time. */
  readonly block: number;
  /** What was set of it, for whoever reads the results. */
  readonly settings: Readonly<Record<string, number | string>>;
  /** Inputs of the data set's rows, from picture files and texts. */
  inputs(rows: Int32Array): Promise<CaseInputs>;
  /** The same of validation rows, which may be there already. */
  validationInputs(): Promise<CaseInputs>;
  /** Wall seconds of the training so far in which encoders were run. */
  encodingSeconds(): number;
  /** Whether there are vectors between the inputs and the head, which can be timed without them. */
  readonly hasVectors: boolean;
  /** Numbers of a training row as float32, as the paper counts data. */
  readonly rowNumbers: number;
  vectorBytes(): number;
  /** What its encoders are: their files, parameters and operations. */
  describe(): Promise<EncoderFacts>;
  close(): Promise<void>;
}

/** What is known of encoders that stay as they are; zeros where the network is all there is. */
export interface EncoderFacts {
  readonly parameters: number | null;
  readonly bytes: Costs['bytesOnDisk']['models'];
  readonly operations: number | null;
  readonly uncounted: readonly string[];
}

/** How a preparation tells how far it has come. */
export interface PreparationOptions {
  readonly signal?: AbortSignal;
  /** Begins a stage of so many rows. */
  readonly onStage: (name: string, rows: number) => void;
  /** Rows of the stage that are done. */
  readonly onRows: (done: number) => void;
}
