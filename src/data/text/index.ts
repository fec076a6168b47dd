/**
 * Text: knows how a record becomes sentences: fields and their order, units, missing values, four
 * languages. It knows nothing of tables, labels or encoders.
 */
export { type FieldWords, plainWords, type Unit } from './default-sentence.ts';
export { type FieldSpan, fieldSpans } from './field-spans.ts';
export { type RecordText, recordText } from './record-text.ts';
export { renderTemplate } from './rendered-template.ts';
export { type RecordTextSettings, recordTextSchema } from './settings.ts';
export {
  type Agreement,
  type FieldWording,
  type Language,
  languages,
  type TemplateSentence,
  type TextTemplate,
} from './template.ts';
