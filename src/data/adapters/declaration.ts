import type * as z from 'zod';
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
  /** Why the text leaves this field out by default although it does not leak: `the same in every row`. */
  readonly aside?: string;
  /** Not in every release of the set: where the table has no such column, the record has none either. */
  readonly optional?: boolean;
  /** What an optional field needs, for whoever asks for it where it is not: `options: { reports: read }`. */
  readonly needs?: string;
}

interface RuleBase {
  /** In a sentence, for the page and the report: `DR_ICDR above 0`. */
  readonly rule: string;
  readonly columns: readonly string[];
  /** A column that holds `yes` in the rows that the thresholds of this rule were fitted on. */
  readonly fittedOn?: string;
  /** What the rule needs where not every release of the set has its columns. */
  readonly needs?: string;
}

/** How a row of the table gets its label. A row for which the rule gives null is skipped and counted. */
export type LabelRule =
  | (RuleBase & {
      readonly kind: 'class';
      readonly of: (cells: readonly string[]) => string | null;
    })
  | (RuleBase & {
      readonly kind: 'multilabel';
      /** Sorted; may be empty. */
      readonly of: (cells: readonly string[]) => readonly string[] | null;
    })
  | (RuleBase & {
      readonly kind: 'number';
      /** What the number is called. */
      readonly target: string;
      readonly of: (cells: readonly string[]) => number | null;
    });

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

/** Settings of one set alone, by name; each a text with a default (`z.string().default('2017-12-31')`). */
export type DeclaredOptions = Readonly<Record<string, z.ZodType<string, string | undefined>>>;

/** How large an invented folder is, and which one of the many it is. */
export interface ExampleSettings {
  /** Groups: patients, lesions, towns, questions. From 12. */
  readonly size: number;
  /** A whole number from 0. */
  readonly seed: number;
}

/** A published data set, said rather than programmed. */
export interface DatasetDeclaration<Name extends string = string> {
  /** As a plan's `adapter` names it. */
  readonly name: Name;
  readonly title: string;
  /** For `minga data list` and the adapter's page. */
  readonly about: {
    readonly home: string;
    readonly terms: string;
    readonly citation: string;
    /** What the protocol of arXiv 2406.02601 did differently, in plain sentences. */
    readonly paperProtocol: readonly string[];
  };
  readonly options?: DeclaredOptions;
  /**
   * All files of the set as one table in which a row is a sample.
   *
   * @param options of this set alone, every one with a value
   * @throws E_FILE_MISSING, E_COLUMN_MISSING
   */
  readonly read: (root: string, options: Readonly<Record<string, string>>) => Promise<Table>;
  /** Folders in which pictures are looked for, in this order; those that exist are used, one must. */
  readonly folders: (root: string) => readonly string[];
  readonly roles: DeclaredRoles;
  /** The record; the order is that of the text. */
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
  readonly labels: Readonly<Record<string, LabelRule>>;
  readonly defaultLabel: string;
  readonly templates: Readonly<Record<Language, TextTemplate>>;
  /**
   * Writes a small folder in the exact layout of the real one, its known faults included. Everything
   * in it is invented: no real person, no real measurement. `folder` exists and is empty.
   */
  readonly example: (folder: string, settings: ExampleSettings) => Promise<void>;
}
