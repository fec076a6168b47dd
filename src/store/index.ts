/**
 * Store: knows how embeddings of one encoder are kept on disk, so that a crash, a full disk or a
 * second writer never costs an acknowledged row or lets a damaged one through. It knows nothing of
 * encoders, images or texts: only keys of 32 bytes and rows of numbers.
 *
 * Embeddings are patient data: files are made 0600 and folders 0700, and no row is ever printed.
 * Encrypted where a key is given. Not promised: safety from a person with the rights of the same
 * user while a store is open, and hiding of sizes and counts.
 */
export { type ContentKey, contentKey } from './content-key.ts';
export {
  type EmbeddingStore,
  openStore,
  type StoreOptions,
  type StoreSettings,
} from './embedding-store.ts';
export {
  type EmbeddingRows,
  type EmbeddingSource,
  type EmbeddingStream,
  type EmbeddingTable,
  type ExchangeFormat,
  type ExchangePrecision,
  openEmbeddings,
  readEmbeddings,
  writeEmbeddings,
} from './exchange/index.ts';
export type { DamagedShard, StoreHealth } from './health.ts';
export { listStores, type Purged, purgeStore, type StoreSummary } from './listing.ts';
export type { StorePrecision } from './row-format.ts';
export { type StoreEncryption, storeKeyFromEnvironment } from './store-key.ts';
export { verifyStore } from './verify-store.ts';
