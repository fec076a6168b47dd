import { runtimeName } from '../../runtime/index.ts';
import type { VisionFolder } from './vision-folder.ts';
import type { VisionRecipe } from './vision-model.ts';
import { areScores } from './vision-output.ts';

/** Raised when the way a vision model's vectors are made changes. */
const visionVersion = 1;

/** What a thread needs to encode with the folder's model. */
export function visionRecipe(
  folder: VisionFolder,
  {
    output = folder.output,
    threads,
  }: { readonly output?: string | null; readonly threads: number },
): VisionRecipe {
  const { model, rules, pooling, poolingAsked, prefixTokens, normalize, mixesBatch, inner } =
    folder;
  return {
    kind: 'vision',
    model,
    rules,
    pooling,
    poolingAsked,
    prefixTokens,
    normalize,
    mixesBatch,
    output,
    inner,
    threads,
  };
}

/**
 * All that changes the vectors of a folder's model. What a model does not use is absent, so that
 * the fingerprints of models from before there was such a thing stay what they were.
 *
 * @param output the tensor that is read
 */
export function visionSettings(
  folder: VisionFolder,
  output: string | null,
): Readonly<Record<string, unknown>> {
  const { weights, precision, pooling, prefixTokens, normalize, rules } = folder;
  const space = sharedSpace(folder, output);
  return {
    kind: 'onnx-vision',
    version: visionVersion,
    runtime: runtimeName,
    weights,
    precision,
    output,
    pooling,
    ...(pooling === 'mean-patches' && { prefixTokens }),
    ...(normalize && { normalize }),
    ...(space !== null && { space }),
    ...(areScores(folder, output) && { vector: 'scores of classes' }),
    preprocessing: rules,
  };
}

/** Families without a projection: what they pool is what they compare with texts. */
const unprojected = /^siglip/;

/** A pair's vectors lie in its space unless they were read in front of the projection or inside the graph. */
function sharedSpace({ space, family, inner }: VisionFolder, output: string | null): string | null {
  if (inner === true || output === 'last_hidden_state') return null;
  const projected = output !== 'pooler_output' || unprojected.test(family ?? '');
  return projected ? space : null;
}
