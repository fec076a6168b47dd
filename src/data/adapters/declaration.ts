import type { CellType } from '../cell.ts';
import type { Table } from '../table/index.ts';
import type { Language, TextTemplate } from '../text/index.ts';

/** How one column of a record is read, and whether it may be read by a model. */
export interface FieldDeclaration {
  readonly cell: CellType;
  /** What the codes of the file mean (`1` → `male`); a code that is not listed makes the row unreadable. */
  readonly codes?: Readonly<Record<string, string>>;
  /** Mends faults that the real files are known to have, before the cell is read (letter O for zero). */
  readonly mend?: (cell: string) => string;
  /** Why this field gives the label away. Such a field is left out of the text unless a plan asks for it. */
  readonly leak?: string;
}

/** How a row of the table gets its label. A row for which the rule gives null is skipped and counted. */
export type LabelRule =
  | {
      readonly kind: 'class';
      /** In a sentence, for the page and the report: `DR_ICDR above 0`. */
      readonly rule: string;
      readonly columns: readonly string[];
      readonly of: (cells: readonly string[]) => string | null;
    }
  | {
      readonly kind: 'multilabel';
      readonly rule: string;
      readonly columns: readonly string[];
      /** Sorted; may be empty. */
      readonly of: (cells: readonly string[]) => readonly string[] | null;
    };

/** Which column plays which part; every one names a column of the table that `read` gives. */
export interface DeclaredRoles {
  readonly id: string;
  readonly image: string;
  readonly group: string;
  readonly time?: string;
  readonly site?: string;
  /** `train`, `validation` or `test`, where the set comes with a split of its own. */
  readonly part?: string;
}

/** A published data set, said rather than programmed. */
export interface DatasetDeclaration {
  /** As a plan's `adapter` names it. */
  readonly name: string;
  readonly title: string;
  /** For `minga data list` and the adapter's page. */
  readonly about: {
    readonly home: string;
    readonly terms: string;
    readonly citation: string;
    /** What the protocol of arXiv 2406.02601 did differently, in plain sentences. */
    readonly paperProtocol: readonly string[];
  };
  /** All files of the set as one table in which a row is a sample. @throws E_FILE_MISSING, E_COLUMN_MISSING */
  readonly read: (root: string) => Promise<Table>;
  /** Folders in which pictures are looked for, in this order; those that exist are used. */
  readonly folders: (root: string) => readonly string[];
  readonly roles: DeclaredRoles;
  /** The record; the order is that of the text. */
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
  readonly labels: Readonly<Record<string, LabelRule>>;
  readonly defaultLabel: string;
  readonly templates: Readonly<Record<Language, TextTemplate>>;
}
