/**
 * The catalogue: knows which models are worth naming, where their files are had, what they weigh,
 * what they cost a CPU and what their licences forbid. It knows nothing of networks or disks.
 */
export { catalogue, findEntry } from './catalogue.ts';
export { inputsPerSecond, type Work } from './cost.ts';
export {
  type CatalogueEntry,
  type Modality,
  modalities,
  type Pin,
  type PullPrecision,
  pullPrecisions,
  type Size,
} from './entry.ts';
export type { Licence } from './licences.ts';
