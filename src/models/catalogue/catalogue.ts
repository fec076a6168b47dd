import type { CatalogueEntry } from './entry.ts';
import { imageModels } from './image-models.ts';
import { languageModels } from './language-models.ts';
import { pairModels } from './pair-models.ts';
import { textModels } from './text-models.ts';

/** The models that Minga names; any other is taken by its path or its hub id. */
export const catalogue: readonly CatalogueEntry[] = [
  ...imageModels,
  ...pairModels,
  ...textModels,
  ...languageModels,
];

/**
 * The entry of a hub id, be it the model's own or that of the repository that it is pulled from;
 * case apart, as on the hub.
 *
 * @example
 * findEntry('facebook/dinov2-base')?.source; // 'Xenova/dinov2-base'
 */
export function findEntry(id: string): CatalogueEntry | undefined {
  const wanted = id.toLowerCase();
  return catalogue.find(entry =>
    [entry.id, entry.source].some(name => name?.toLowerCase() === wanted),
  );
}
