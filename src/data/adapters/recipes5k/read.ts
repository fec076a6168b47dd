import { join } from 'node:path';
import type { Table } from '../../table/index.ts';
import {
  alignedLines,
  buildTable,
  existingFile,
  readTextFile,
  withoutRepeats,
} from '../raw/index.ts';
import { readPaperTable } from './paper-table.ts';
import type { Recipe } from './recipe.ts';

const parts = [
  { files: 'train', part: 'train' },
  { files: 'val', part: 'validation' },
  { files: 'test', part: 'test' },
] as const;

/**
 * Recipes5k as one table, from the lists of its archive, or from the `labels.csv` that the paper's
 * code makes of them where the archive's own lists are absent.
 *
 * @throws E_FILE_MISSING, E_COLUMN_MISSING
 * @throws E_RECORD_VALUE where two lists that belong together differ in length
 */
export async function readRecipes(root: string): Promise<Table> {
  const own = join(root, 'annotations', 'ingredients_Recipes5k.txt');
  const paper = await existingFile([join(root, 'labels.csv')]);
  const usesPaper = (await existingFile([own])) === undefined && paper !== undefined;
  const { recipes, notes } = usesPaper ? await readPaperTable(paper) : await readLists(root, own);
  return recipeTable(recipes, notes);
}

async function readLists(
  root: string,
  ingredientsPath: string,
): Promise<{ recipes: Recipe[]; notes: readonly string[] }> {
  const ingredients = await readTextFile(root, ingredientsPath);
  const recipes: Recipe[] = [];
  const notes = [...ingredients.notes];
  let lost = 0;
  for (const { files, part } of parts) {
    const list = await alignedLines(root, [
      join('annotations', `${files}_images.txt`),
      join('annotations', `${files}_labels.txt`),
    ]);
    const [images, labels] = list.files;
    notes.push(...list.notes);
    images.lines.forEach((image, row) => {
      const found = ingredients.lines[lineNumber(labels.lines[row])];
      if (found === undefined) lost += 1;
      recipes.push({ image, ingredients: found ?? '', part, file: images.name, line: row + 1 });
    });
  }
  if (lost > 0) notes.push(`${lost} rows point to no line of ${ingredients.name}`);
  return { recipes, notes };
}

/** Lines of the ingredients are counted from 0; −1 where the text is no number. */
function lineNumber(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : -1;
}

function recipeTable(all: readonly Recipe[], notes: readonly string[]): Table {
  const placeOf = ({ file, line }: Recipe) => `${file} line ${line}`;
  const imageOf = ({ image }: Recipe) => image.trim().replaceAll('\\', '/');
  const unique = withoutRepeats(
    all.length,
    row => imageOf(all[row]),
    row => placeOf(all[row]),
  );
  const recipes = Array.from(unique.rows, row => all[row]);
  return buildTable({
    name: 'Recipes5k',
    rowCount: recipes.length,
    columns: {
      image: row => imageOf(recipes[row]),
      class: row => classOf(imageOf(recipes[row])),
      ingredients: row => recipes[row].ingredients,
      part: row => recipes[row].part,
    },
    line: row => recipes[row].line,
    place: row => placeOf(recipes[row]),
    notes: [...notes, ...unique.notes],
  });
}

/** Empty where the picture lies in no folder. */
function classOf(image: string): string {
  const at = image.indexOf('/');
  return at < 0 ? '' : image.slice(0, at);
}
