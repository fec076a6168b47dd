import type { DatasetWarning, RecordValue } from '../../data/index.ts';
import { sha256 } from '../../models/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { FittedTabular } from './fitted-tabular.ts';
import type { TabularOptions } from './options.ts';
import { encodeTabular } from './serialisation.ts';
import { tabular } from './tabular.ts';

/** Raised when the way the rows are made changes. */
const version = 1;

/** What is to be encoded, and which rows may be learned from. */
export interface TabularTable {
  /** The record of every sample. */
  readonly records: readonly Readonly<Record<string, RecordValue>>[];
  /** The indices of the training rows. */
  readonly train: ArrayLike<number>;
  /** The fields to read. */
  readonly fields: readonly string[];
}

/** All rows of a table, encoded by what its training rows taught. */
export interface EncodedTable {
  readonly fitted: FittedTabular;
  /** [records, dimension] */
  readonly vectors: Matrix;
  /**
   * SHA-256, in hexadecimal, of the fitted encoder: another split, other options and other records
   * have another.
   */
  readonly fingerprint: string;
  /** `field-left-out`, `not-in-training` or `coarse-numbers`. */
  readonly warnings: readonly DatasetWarning[];
}

/** The tabular encoder of a plan. Its rows depend on the split, so they are not kept in a store. */
export interface TabularEncoder {
  readonly name: 'tabular';
  readonly modality: 'text';
  readonly settings: Readonly<Record<string, unknown>>;
  /** @throws as `fit` and `transform` of {@link tabular} */
  encode(table: TabularTable): EncodedTable;
}

/**
 * The tabular encoder as a study uses it: fitted on the training rows, applied to all.
 *
 * @throws E_OPTION where an option is out of its range
 * @example
 * const records = dataset.samples.map(({ record }) => record);
 * const { train } = makeSplit(dataset);
 * const table = openTabular().encode({ records, train, fields: dataset.textFields });
 * table.vectors.take(train); // the rows that a head is trained on
 */
export function openTabular(options: TabularOptions = {}): TabularEncoder {
  const design = tabular(options);
  return {
    name: 'tabular',
    modality: 'text',
    settings: { kind: 'tabular', version, ...design.settings },
    encode({ records, train, fields }) {
      const fitted = design.fit(
        Array.from(train, i => records[i]),
        { fields },
      );
      return {
        fitted,
        vectors: fitted.transform(records),
        fingerprint: sha256(encodeTabular(fitted)),
        warnings: warningsOf(fitted, records),
      };
    },
  };
}

function warningsOf(fitted: FittedTabular, records: TabularTable['records']): DatasetWarning[] {
  const leftOut = fitted.leftOut.map(({ field, reason }) => ({
    code: 'field-left-out',
    message: `the tabular encoder leaves out ${field}: ${reason}`,
  }));
  const surprises = fitted.surprises(records).map(({ field, kind, rows }) => ({
    code: 'not-in-training',
    message: `${field}: ${surprised[kind]} in ${rows} rows`,
  }));
  return [...leftOut, ...surprises, ...coarse(fitted)];
}

const surprised = {
  missing: 'missing, which no training row is, so it counts as average,',
  unseen: 'a text that no training row has, so it counts as none,',
  extreme: 'a number far from those of training rows, cut off,',
} as const;

/** Rounding to float32 moves such numbers by a hundredth of a standard deviation. */
const coarsest = 2 ** 24 / 100;

function coarse({ columns }: FittedTabular): DatasetWarning[] {
  return columns.flatMap(column => {
    if (column.kind !== 'number' || Math.abs(column.mean) * column.scale <= coarsest) return [];
    const message = `${column.field}: numbers near ${column.mean} that differ by ${1 / column.scale} lose digits; take the difference to a date or a level instead`;
    return [{ code: 'coarse-numbers', message }];
  });
}
