import { createDescriber, descriptorDimension } from './descriptor.ts';
import type { PictureModel, VisionRecipe } from './vision-model.ts';

/** What a thread is told to encode pictures with. */
export type PictureRecipe = VisionRecipe | { readonly kind: 'descriptor' };

/** Opens what a recipe describes, in the calling thread. @throws as `openVisionModel` */
export async function openPictureModel(recipe: PictureRecipe): Promise<PictureModel> {
  if (recipe.kind === 'vision') {
    const { openVisionModel } = await import('./vision-model.ts');
    return openVisionModel(recipe);
  }
  const describe = createDescriber();
  return {
    dimension: descriptorDimension,
    output: null,
    encode: async images => images.map(describe),
  };
}
