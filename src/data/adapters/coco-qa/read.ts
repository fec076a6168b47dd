import { join } from 'node:path';
import type { Table } from '../../table/index.ts';
import {
  alignedLines,
  buildTable,
  contentIds,
  existingFile,
  type PictureIndex,
  pictureIndex,
} from '../raw/index.ts';
import { readPaperTable } from './paper-table.ts';
import type { Question } from './question.ts';

/** Folders in which pictures of COCO are unpacked, as its archives and the paper's code name them. */
const pictureFolders = ['images', 'train2014', 'val2014', 'train2017', 'val2017'] as const;

/**
 * COCO-QA as one table, from the lists of its archive, or from the `labels.csv` that the paper's code
 * makes of them where the archive's own lists are absent.
 *
 * @throws E_FILE_MISSING
 * @throws E_RECORD_VALUE where lists that belong together differ in length
 */
export async function readCocoQa(root: string): Promise<Table> {
  const pictures = await pictureIndex(
    root,
    pictureFolders,
    /^(?:COCO_\w+_)?(\d{1,12})\.(?:jpe?g|png)$/i,
  );
  const own = await existingFile([join(root, 'train', 'questions.txt')]);
  const paper = await existingFile([join(root, 'labels.csv')]);
  if (own === undefined && paper !== undefined) {
    const { questions, notes } = await readPaperTable(paper);
    return questionTable(questions, pictures, notes);
  }
  const train = await readPart(root, 'train');
  const test = await readPart(root, 'test');
  return questionTable([...train.questions, ...test.questions], pictures, [
    ...train.notes,
    ...test.notes,
  ]);
}

async function readPart(
  root: string,
  part: 'train' | 'test',
): Promise<{ questions: Question[]; notes: readonly string[] }> {
  const names = ['questions', 'answers', 'img_ids', 'types'].map(name => join(part, `${name}.txt`));
  const { files, rowCount, notes } = await alignedLines(root, names);
  const [questions, answers, images, types] = files.map(file => file.lines);
  const file = files[0].name;
  return {
    questions: Array.from({ length: rowCount }, (_, row) => ({
      question: questions[row].trim(),
      answer: answers[row].trim(),
      image: images[row].trim(),
      type: types[row].trim(),
      part,
      file,
      line: row + 1,
    })),
    notes,
  };
}

function questionTable(
  questions: readonly Question[],
  pictures: PictureIndex,
  notes: readonly string[],
): Table {
  const numbers = questions.map(({ image }) => plainNumber(image));
  const ids = contentIds(
    questions.length,
    row => numbers[row],
    row => [questions[row].question, questions[row].answer],
  );
  return buildTable({
    name: 'COCO-QA',
    rowCount: questions.length,
    columns: {
      id: row => ids[row],
      image_id: row => numbers[row],
      image: row => picturePath(numbers[row], pictures),
      question: row => questions[row].question,
      asked: row => (questions[row].question === '' ? 'no' : 'yes'),
      answer: row => questions[row].answer,
      type: row => questions[row].type,
      part: row => questions[row].part,
    },
    line: row => questions[row].line,
    place: row => `${questions[row].file} line ${questions[row].line}`,
    notes,
  });
}

/** `000000000042` → `42`, so that both ways of writing it are one group; empty where it is no number. */
function plainNumber(image: string): string {
  return /^\d{1,12}$/.test(image) ? String(Number(image)) : '';
}

/** Where no folder has the picture, the name that it would have, for the message. */
function picturePath(number: string, pictures: PictureIndex): string {
  if (number === '') return '';
  return pictures(Number(number)) ?? join('images', `${number.padStart(12, '0')}.jpg`);
}
