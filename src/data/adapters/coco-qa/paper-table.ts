import { readTable } from '../../table/index.ts';
import { stackTables } from '../raw/index.ts';
import type { Question } from './question.ts';

/**
 * The `labels.csv` that the paper's code writes: answers, image_id, questions, types and split.
 *
 * @throws E_COLUMN_MISSING
 */
export async function readPaperTable(
  path: string,
): Promise<{ questions: Question[]; notes: readonly string[] }> {
  const table = await readTable(path);
  const rows = stackTables([table]);
  const question = rows.cells('questions', 'question');
  const answer = rows.cells('answers', 'answer');
  const image = rows.cells('image_id', 'img_ids');
  const type = rows.optional('types', 'type');
  const part = rows.cells('split');
  const questions = Array.from({ length: rows.rowCount }, (_, row) => ({
    question: question(row),
    answer: answer(row),
    image: image(row).replace(/\.(jpe?g|png)$/i, ''),
    type: type(row),
    part: part(row),
    file: table.name,
    line: table.line(row),
  }));
  return { questions, notes: table.notes };
}
