/**
 * Duplicates: knows which pictures of a data set are the same or nearly so, and which rows of a matrix
 * point the same way. It knows nothing of splits, labels or findings.
 */

export {
  type NearVectorOptions,
  type NearVectors,
  nearVectorPairs,
  type VectorPair,
} from './near-vectors.ts';
export {
  type PictureDuplicateOptions,
  type PictureDuplicates,
  pictureDuplicates,
} from './picture-duplicates.ts';
