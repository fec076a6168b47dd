/**
 * Encode: knows how the bytes of a picture or a text become a vector, by a pretrained model or by
 * descriptors without weights, and how the vectors of many are brought into a store so that the
 * work can be interrupted. It knows nothing of labels, of alignment or of what vectors are for.
 */
export type {
  Arrangement,
  EncodedRow,
  Encoder,
  ImageEncoder,
  Modality,
  TextEmbedder,
} from './encoder.ts';
export { canonicalJson, fingerprint } from './fingerprint.ts';
export {
  type Embedding,
  type EmbedFailure,
  type EmbedOptions,
  type EmbedProgress,
  embed,
} from './job.ts';
export {
  type EndpointOptions,
  endpointSchema,
  type GgufOptions,
  ggufSchema,
  openEndpointEncoder,
  openGgufEncoder,
} from './llm/index.ts';
export type { EmbedItem } from './load-ahead.ts';
export type { Pooling } from './picture/index.ts';
export { type ImageEncoderOptions, openImageEncoder } from './picture/index.ts';
export {
  type FittedTabular,
  openTabular,
  type TabularEncoder,
  type TabularOptions,
  tabularSchema,
} from './tabular/index.ts';
export {
  openTextEncoder,
  openTokenCounter,
  type TextEncoderOptions,
  type TextPooling,
  type TokenCounter,
  type TokenCounterOptions,
  type TokenLengths,
  tokenLengths,
} from './text/index.ts';
