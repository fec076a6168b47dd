/**
 * Exchange: knows how vectors leave for Python and come from it, as Parquet, npy and safetensors,
 * in parts, so that no table need fit into memory. It knows nothing of data sets or encoders.
 *
 * Files are made 0600: vectors are patient data wherever they lie.
 */
export type {
  EmbeddingRows,
  EmbeddingSource,
  EmbeddingStream,
  EmbeddingTable,
} from './embedding-table.ts';
export type { ExchangeFormat, ExchangePrecision } from './exchange-format.ts';
export { openEmbeddings, type ReadEmbeddingsOptions, readEmbeddings } from './read-embeddings.ts';
export { embeddingsDigest } from './table-digest.ts';
export { type WriteEmbeddingsOptions, writeEmbeddings } from './write-embeddings.ts';
