/**
 * Recipes: knows of each published set where it is had and under which terms. It knows nothing of how
 * a file is had.
 */
import type { FetchRecipe } from '../recipe.ts';
import { cocoQa, daquar, fakeddit, recipes5k } from './by-hand.ts';
import { ham10000 } from './ham10000.ts';
import { brset, mbrset, mimicCxr, satellitebench } from './physionet.ts';

/** In the order in which they are told. */
export const recipes: readonly FetchRecipe[] = [
  ham10000,
  brset,
  mbrset,
  satellitebench,
  mimicCxr,
  recipes5k,
  cocoQa,
  daquar,
  fakeddit,
];

export function findRecipe(set: string): FetchRecipe | undefined {
  return recipes.find(recipe => recipe.set === set.toLowerCase());
}
