import type { Matrix } from '../../tensor/index.ts';
import type { ContentKey } from '../content-key.ts';

/** Vectors with what they belong to: row i of all three is one sample. */
export interface EmbeddingRows {
  /** Sample ids, one a row; null where the rows have none. */
  readonly ids: readonly string[] | null;
  /** sha256 of what each row was made from; null where that is not known. */
  readonly keys: readonly ContentKey[] | null;
  /** rows × dimension. */
  readonly vectors: Matrix;
}

/** Rows, and what is said of them as a whole. */
export interface EmbeddingTable extends EmbeddingRows {
  /** Short facts about the vectors (model, modality). npy has no place for them. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A table that comes in parts, each as large as its maker likes. */
export interface EmbeddingStream {
  readonly metadata: Readonly<Record<string, string>>;
  readonly chunks: AsyncIterable<EmbeddingRows>;
}

/** A file of vectors that is open for reading. */
export interface EmbeddingSource extends EmbeddingStream {
  readonly rows: number;
  /** Ends the reading; to be called whether the chunks were read or not. */
  close(): Promise<void>;
}
