/**
 * Tabular: knows how a record becomes a row of numbers (standardised numbers, one-hot categories,
 * signs of what is missing), fitted on training rows alone. It knows nothing of sentences, of
 * pictures, or of where records come from.
 */
export type { TabularCodes } from './codes.ts';
export type { CategoryColumn, LeftOutColumn, NumberColumn, TabularColumn } from './column.ts';
export type { FittedTabular } from './fitted-tabular.ts';
export {
  type EncodedTable,
  openTabular,
  type TabularEncoder,
  type TabularTable,
} from './open-tabular.ts';
export { type TabularOptions, type TabularSettings, tabularSchema } from './options.ts';
export { decodeTabular, encodeTabular } from './serialisation.ts';
export type { Surprise } from './surprises.ts';
export { type Tabular, tabular } from './tabular.ts';
export { type TabularInputs, tabularModel } from './written.ts';
