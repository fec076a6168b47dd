/**
 * Parquet: knows how a footer and a column of one row group are decoded within bounds, whatever a file
 * claims of itself. It knows nothing of tables, vectors or what a column means.
 */
export { type ChunkDecoding, readChunk, type Values } from './chunk.ts';
export { type ParquetFile, readMetadata } from './file.ts';
