import type { CellType } from '../cell.ts';
import type { RecordValue } from '../dataset.ts';
import type { Table } from '../table/index.ts';
import type { TimeOrder } from './time.ts';

/** Which column of a table plays which part; null where none does. */
export interface RecordRoles {
  /** Null: a row is called by its line (`line 14`). */
  readonly id: string | null;
  /** Null: the set has no pictures. */
  readonly image: string | null;
  readonly group: string | null;
  readonly time: string | null;
  readonly site: string | null;
  /** `train`, `validation` (also `val`, `valid`, `dev`) or `test`, where the set has a split of its own. */
  readonly part: string | null;
}

/** How a row gets its label. A row for which `of` gives null is skipped, with `rule` as the reason. */
export interface LabelReading {
  readonly columns: readonly string[];
  /** In a sentence: `DR_ICDR above 0`. */
  readonly rule: string;
  readonly multilabel: boolean;
  /** What the number is called that is learnt, where one is: `of` gives it as text then. */
  readonly target?: string;
  /** One class, or of a multilabel set any number of labels. */
  readonly of: (cells: readonly string[]) => readonly string[] | null;
}

/** How one column of the record is read. */
export interface FieldReading {
  readonly cell: CellType;
  /** What the codes of the file mean (`1` → `male`); a code that is not listed makes the row unreadable. */
  readonly codes?: Readonly<Record<string, string>>;
  /** Mends faults that the real files are known to have, before the cell is read (letter O for zero). */
  readonly mend?: (cell: string) => string;
  /** Why this field gives the label away, where that is known. */
  readonly leak?: string;
}

/** Everything that an adapter must say of its table. */
export interface RecordSource {
  readonly name: string;
  readonly table: Table;
  /** Folders in which pictures are looked for, in this order. */
  readonly folders: readonly string[];
  readonly roles: RecordRoles;
  /** How dates such as `03/04/2016` are read; found out from the dates where undefined. */
  readonly timeOrder?: TimeOrder;
  readonly label: LabelReading;
  /** Columns of the record; all that have no other part where undefined. */
  readonly record?: readonly string[];
  /** How columns are read; found out from the cells where a column is not named. */
  readonly fields: Readonly<Record<string, FieldReading>>;
  /** Columns of the text; those of the record that are not known to leak where undefined. */
  readonly textFields?: readonly string[];
  readonly text: (
    record: Readonly<Record<string, RecordValue>>,
    fields: readonly string[],
  ) => string;
}
