import type { EmbeddingRows } from './embedding-table.ts';

/** Writes a table part by part. The parts have passed the row check. */
export interface RowWriter {
  write(rows: EmbeddingRows): Promise<void>;
  /** Completes the files; not yet in place. @returns files of an earlier table to be removed */
  finish(): Promise<readonly string[]>;
}
