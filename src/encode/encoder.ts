import type { MingaError } from '../errors/index.ts';

export type Modality = 'image' | 'text';

/** One row's outcome: a vector, or why there is none. A broken image costs its row, not the run. */
export type EncodedRow = Float32Array | MingaError;

/** How an encoder uses the machine. */
export interface Arrangement {
  /** Threads that encode side by side, each with a model of its own. */
  readonly workers: number;
  /** Threads within one operator of one worker's model. */
  readonly threads: number;
}

/**
 * Turns inputs of one kind into vectors of one length. Equal settings give equal vectors, so a
 * vector may be stored under the fingerprint and the input's content and never made again.
 */
export interface Encoder<Input> {
  /** For people and for results: `mobilenetv2-int8`, `builtin`. */
  readonly name: string;
  readonly modality: Modality;
  /** Numbers in a vector. */
  readonly dimension: number;
  /**
   * All that changes a vector by intent: kind, hashes of the weights, preprocessing, pooling, and
   * the version of our code for the kind. Threads and batch sizes do not belong here.
   */
  readonly settings: Readonly<Record<string, unknown>>;
  /** SHA-256, in hexadecimal, of the canonical JSON of the settings. */
  readonly fingerprint: string;
  /** How many inputs a call should bring, so that no core waits. */
  readonly batchSize: number;
  /** Absent where the machine is another's. */
  readonly arrangement?: Arrangement;
  /**
   * One row for every input, in order. A second call may be made before the first has ended; two
   * under way keep every core busy across the end of a batch.
   *
   * @throws E_ABORTED where the signal aborts; E_RUNTIME where the encoder itself fails or is closed
   */
  encode(batch: readonly Input[], signal?: AbortSignal): Promise<EncodedRow[]>;
  /**
   * What a reader of the vectors should know of how all inputs so far were encoded, each a whole
   * sentence without any input's content: `12 of 400 texts were longer than 77 tokens and were cut`.
   */
  readonly notices?: () => readonly string[];
  /** Ends its threads. Calls under way are rejected. */
  close(): Promise<void>;
}

/** Encodes the bytes of image files. */
export type ImageEncoder = Encoder<Uint8Array>;

/** Encodes texts. */
export type TextEmbedder = Encoder<string>;
