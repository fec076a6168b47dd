import { join } from 'node:path';
import type { DatasetDeclaration } from '../declaration.ts';
import { writeExample } from './example.ts';
import { ingredientsList } from './ingredients.ts';
import { readRecipes } from './read.ts';
import { recipeTemplates } from './templates.ts';

/** Recipes5k: 4,826 pictures of dishes with their ingredients, 101 classes. */
export const recipes5k: DatasetDeclaration<'recipes5k'> = {
  name: 'recipes5k',
  title: 'Recipes5k: pictures of dishes and their ingredients, 101 classes',
  about: {
    home: 'http://www.ub.edu/cvub/recipes5k/',
    terms:
      'The archive states no licence; its readme asks for a citation. Pictures and recipes come from Yummly and belong to their authors. Ask the authors before any use other than research.',
    citation:
      'Bolaños, Ferrà, Radeva: Food Ingredients Recognition through Multi-label Learning. ICIAP Workshops 2017, arXiv 1707.08816',
    paperProtocol: [
      'It used the given train and test rows and threw the validation rows away, so that the best epoch was chosen on test rows.',
      'It did not look for the name of the dish among the ingredients.',
    ],
  },
  read: readRecipes,
  folders: root => [join(root, 'images')],
  roles: { id: 'image', image: 'image', group: 'image', part: 'part' },
  fields: {
    ingredients: { cell: { type: 'text', missing: [] }, mend: ingredientsList },
  },
  labels: {
    class: {
      kind: 'class',
      rule: 'the folder of the picture, which is the dish that the recipe was searched under',
      columns: ['class'],
      of: ([name]) => (name === '' ? null : name),
    },
  },
  defaultLabel: 'class',
  templates: recipeTemplates,
  example: writeExample,
};
