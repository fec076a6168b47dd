import { readTable, type Table } from '../../table/index.ts';
import { stackTables } from '../raw/index.ts';
import type { Recipe } from './recipe.ts';

/**
 * The `labels.csv` that the paper's code writes: image, class, split and ingredients. The class is
 * told by the picture's folder, as in the archive.
 *
 * @throws E_COLUMN_MISSING
 */
export async function readPaperTable(
  path: string,
): Promise<{ recipes: Recipe[]; notes: readonly string[] }> {
  const table: Table = await readTable(path);
  const rows = stackTables([table]);
  const image = rows.cells('image');
  const ingredients = rows.cells('ingredients');
  const part = rows.cells('split');
  const recipes = Array.from({ length: rows.rowCount }, (_, row) => ({
    image: image(row),
    ingredients: ingredients(row),
    part: part(row),
    file: table.name,
    line: table.line(row),
  }));
  return { recipes, notes: table.notes };
}
