/**
 * Fetch: knows from where each published data set may be had, under which terms, and how its files
 * come into the layout that its adapter reads: listed, checked, unpacked, written down. It knows
 * nothing of what the files mean, and keeps no password.
 */
export type { Credentials } from './credentials.ts';
export { type DataManifest, type DataManifestFile, dataManifestName } from './data-manifest.ts';
export {
  type FetchedDataset,
  type FetchOptions,
  type FetchPreview,
  fetchDataset,
} from './fetch-dataset.ts';
export type { FetchRecipe } from './recipe.ts';
export { findRecipe, recipes } from './recipes/index.ts';
export { type DataVerification, verifyDataset } from './verify-dataset.ts';
