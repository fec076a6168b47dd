import { createDescriber, descriptorDimension } from './descriptor.ts';
import { openVisionModel, type PictureModel, type VisionRecipe } from './vision-model.ts';

/** What a thread is told to encode pictures with. */
export type PictureRecipe = VisionRecipe | { readonly kind: 'descriptor' };

/** Opens what a recipe describes, in the calling thread. @throws as {@link openVisionModel} */
export async function openPictureModel(recipe: PictureRecipe): Promise<PictureModel> {
  if (recipe.kind === 'vision') return openVisionModel(recipe);
  const describe = createDescriber();
  return {
    dimension: descriptorDimension,
    output: null,
    encode: async images => images.map(describe),
  };
}
