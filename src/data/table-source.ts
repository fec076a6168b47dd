import type { CellType } from './cell.ts';
import type { RecordValue } from './dataset.ts';

/** Which columns of a table play which part. */
export interface ColumnRoles {
  readonly id: string;
  readonly image: string;
  readonly label: string;
  readonly group: string | null;
}

/** Everything that an adapter must say of its table. */
export interface TableSource {
  readonly name: string;
  readonly file: string;
  readonly delimiter?: string;
  readonly folders: readonly string[];
  readonly roles: ColumnRoles;
  /** Columns of the record; all that have no other part where undefined. */
  readonly record?: readonly string[];
  readonly types: Readonly<Record<string, CellType>>;
  /** Columns of the text; those of the record that have no other part where undefined. */
  readonly textFields?: readonly string[];
  readonly text: (
    record: Readonly<Record<string, RecordValue>>,
    fields: readonly string[],
  ) => string;
}
