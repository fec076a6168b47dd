/**
 * Recipes: knows of each declared set where it is had. It knows nothing of how a file is had.
 */
import { declarations } from '../../adapters/declarations.ts';
import type { FetchRecipe, FetchRoute } from '../recipe.ts';
import { cocoQa, daquar, fakeddit, recipes5k } from './by-hand.ts';
import { ham10000 } from './ham10000.ts';
import { brset, mbrset, mimicCxr, satellitebench } from './physionet.ts';

const routes: Readonly<Record<(typeof declarations)[number]['name'], FetchRoute>> = {
  ham10000,
  brset,
  mbrset,
  satellitebench,
  'mimic-cxr': mimicCxr,
  recipes5k,
  'coco-qa': cocoQa,
  daquar,
  fakeddit,
};

/** In the order in which the sets are told. */
export const recipes: readonly FetchRecipe[] = declarations.map(({ name, title, about }) => {
  const { home, terms, citation } = about;
  return { set: name, title, home, terms, citation, ...routes[name] };
});

export function findRecipe(set: string): FetchRecipe | undefined {
  return recipes.find(recipe => recipe.set === set.toLowerCase());
}
