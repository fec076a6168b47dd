import type { RecordValue } from '../../data/index.ts';
import type { Value } from '../../graph/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import { checkCodes, codeRecords, type TabularCodes } from './codes.ts';
import type { LeftOutColumn, TabularColumn } from './column.ts';
import { featureRows } from './feature-rows.ts';
import { featuresOf } from './features.ts';
import type { TabularSettings } from './options.ts';
import { findSurprises, type Surprise } from './surprises.ts';
import { type TabularInputs, writeFeatures } from './written.ts';

type Rows = readonly Readonly<Record<string, RecordValue>>[];

/** A fitted tabular encoder: immutable, plain numbers and names, and no row that it was fitted on. */
export interface FittedTabular {
  readonly settings: TabularSettings;
  /** The fields that are used, in order. */
  readonly columns: readonly TabularColumn[];
  /** The fields that cannot be used, each with the reason. */
  readonly leftOut: readonly LeftOutColumn[];
  /** Numbers in a row. */
  readonly dimension: number;
  /** What each of them is: `age`, `age is missing`, `sex = male`, `site is other`, `constant`. */
  readonly featureNames: readonly string[];
  /**
   * Records as rows [n, dimension]. A value that training rows never missed, or a text that they
   * never held, leaves its features 0 (the text is "other" where there is such a column); see
   * `surprises`.
   *
   * @throws E_TABULAR_INPUT where a text stands among numbers; E_NOT_FINITE where a number is NaN or
   *   beyond 1e38
   */
  transform(rows: Rows): Matrix;
  /** The first half of `transform`: records as the inputs of the ONNX form. @throws as it does */
  codes(rows: Rows): TabularCodes;
  /**
   * The second half of `transform`: codes as rows [n, dimension].
   *
   * @throws E_TABULAR_INPUT where the columns are not those of training; E_SHAPE where the rows do
   *   not match; E_NOT_FINITE for a NaN or an infinity
   */
  apply(codes: TabularCodes): Matrix;
  /** What these records hold that training rows did not. */
  surprises(rows: Rows): Surprise[];
  /** `apply` as ONNX operators; codes of no columns are left out. */
  write(codes: TabularInputs): Value;
}

export function fittedTabular(
  settings: TabularSettings,
  columns: readonly TabularColumn[],
  leftOut: readonly LeftOutColumn[],
): FittedTabular {
  const { clip } = settings;
  const features = featuresOf(columns);
  const featureNames = [...features.map(({ name }) => name), 'constant'];
  const codes = (rows: Rows) => codeRecords(columns, rows);
  const apply = (coded: TabularCodes) => {
    checkCodes(columns, coded);
    return featureRows(features, clip, coded);
  };
  return {
    settings,
    columns,
    leftOut,
    dimension: featureNames.length,
    featureNames,
    transform: rows => apply(codes(rows)),
    codes,
    apply,
    surprises: rows => findSurprises(columns, clip, rows),
    write: values => writeFeatures(features, clip, values),
  };
}
