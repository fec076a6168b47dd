import { givenEncoder, givenModelHash, readGivenModel } from './given/index.ts';
import type { BaselineWay } from './plan-schema.ts';

/**
 * sha256 of the model that a way begins from, which is read and built once to see that it can be.
 *
 * @throws as `readGivenModel` and `givenEncoder`
 */
export async function givenHash(way: BaselineWay): Promise<string | null> {
  if (way.kind !== 'fine-tuned' || way.image === undefined) return null;
  givenEncoder(await readGivenModel(way.image, way.picture));
  return givenModelHash(way.image);
}
