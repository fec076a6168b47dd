import { type FileMetaData, parquetMetadataAsync } from 'hyparquet';
import type { MingaError } from '../errors/index.ts';

/** A Parquet file that is read in places, and how its owner speaks of faults. */
export interface ParquetFile {
  readonly size: number;
  /** Refuses before memory is taken where the file ends before `at + length`. */
  readonly read: (at: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;
  readonly refuse: (found: string, expected?: string, fix?: string) => MingaError;
  /** Makes an error of what the library throws; an error of the house stays as it is. */
  readonly unreadable: (cause: unknown) => MingaError;
}

/** The footer, with row groups that add up to its rows; there may be none. */
export async function readMetadata(file: ParquetFile): Promise<FileMetaData> {
  const { size, read, refuse } = file;
  const mark = Buffer.from(await read(0, Math.min(4, size))).toString('latin1');
  if (mark !== 'PAR1' || size < 12) {
    throw refuse('it does not begin as a Parquet file does', 'PAR1');
  }
  const bytes = {
    byteLength: size,
    slice: async (start: number, end = size) => (await read(start, end - start)).buffer,
  };
  // Its look for maps would go round for ever where a footer says that a column has −1 children.
  const metadata = await parquetMetadataAsync(bytes, { geoparquet: false });
  const counts = metadata.row_groups.map(({ num_rows: rows }) => rows);
  const rows = counts.reduce((sum, count) => sum + count, 0n);
  if (rows !== metadata.num_rows || counts.some(count => count < 0n)) {
    throw refuse(`it has ${metadata.num_rows} rows, its row groups ${rows}`, 'as many');
  }
  return metadata;
}
