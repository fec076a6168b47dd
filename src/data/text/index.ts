/**
 * Text: knows how a record becomes sentences: fields and their order, units, missing values, four
 * languages. It knows nothing of tables, labels or encoders.
 */
export { type FieldWording, type Language, languages, type TextTemplate } from './template.ts';
