import { readTable } from '../../table/index.ts';
import { stackTables } from '../raw/index.ts';
import type { Pair } from './pair.ts';
import { imageOf } from './question.ts';

/**
 * The `labels.csv` that the paper's code writes: question, image_id, answer and split.
 *
 * @throws E_COLUMN_MISSING
 */
export async function readPaperTable(
  path: string,
): Promise<{ pairs: Pair[]; notes: readonly string[] }> {
  const table = await readTable(path);
  const rows = stackTables([table]);
  const question = rows.cells('question');
  const answer = rows.cells('answer');
  const image = rows.cells('image_id');
  const part = rows.cells('split');
  const pairs = Array.from({ length: rows.rowCount }, (_, row) => ({
    question: question(row),
    answer: answer(row),
    image: imageOf(image(row)),
    part: part(row),
    file: table.name,
    line: table.line(row),
  }));
  return { pairs, notes: table.notes };
}
