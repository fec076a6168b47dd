import { parquetWriteBuffer } from 'hyparquet-writer';
import type { CaseTable } from './case-table.ts';

/**
 * A table as a Parquet file: strings and single-precision numbers, no value missing. Texts stand as
 * they are, nothing is neutralised: no program runs what a Parquet file holds.
 *
 * @param metadata what stands in the file's footer
 */
export function parquetBytes(
  { columns }: CaseTable,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ name, kind, values }) => ({
      name,
      type: kind === 'text' ? 'STRING' : 'FLOAT',
      nullable: false,
      data: kind === 'text' ? [...values] : values,
    })),
    createdBy: 'minga',
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
  return new Uint8Array(buffer);
}
