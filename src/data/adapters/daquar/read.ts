import { join } from 'node:path';
import { MingaError } from '../../../errors/index.ts';
import type { Table } from '../../table/index.ts';
import {
  buildTable,
  contentIds,
  existingFile,
  type PictureIndex,
  pictureIndex,
  readTextFile,
  requireFile,
} from '../raw/index.ts';
import { answersOf, learnableAnswers } from './answers.ts';
import type { Pair } from './pair.ts';
import { readPaperTable } from './paper-table.ts';
import { imageOf, isQuestion } from './question.ts';

/** As the archive unpacks, and as the paper's code renames it. */
const pictureFolders = ['images', 'nyu_depth_images'] as const;

/** As the home page names them, and as the paper's code renames them. */
const namesOf = (part: string) => [
  `qa.894.raw.${part}.txt`,
  `qa.37.raw.${part}.txt`,
  `${part}.txt`,
];

/**
 * DAQUAR as one table, from its two lists of questions and answers, or from the `labels.csv` that the
 * paper's code makes of them where the lists are absent.
 *
 * @throws E_FILE_MISSING
 * @throws E_RECORD_VALUE where questions and answers do not take turns
 */
export async function readDaquar(
  root: string,
  options: Readonly<Record<string, string>>,
): Promise<Table> {
  const fewest = Number(options.pictures);
  const pictures = await pictureIndex(root, pictureFolders, /^image(\d+)\.(?:png|jpe?g)$/i);
  const lists = await existingFile(namesOf('train').map(name => join(root, name)));
  const paper = await existingFile([join(root, 'labels.csv')]);
  if (lists === undefined && paper !== undefined) {
    const { pairs, notes } = await readPaperTable(paper);
    return pairTable(pairs, pictures, fewest, notes);
  }
  const train = await readList(root, 'train');
  const test = await readList(root, 'test');
  return pairTable([...train.pairs, ...test.pairs], pictures, fewest, [
    ...train.notes,
    ...test.notes,
  ]);
}

async function readList(
  root: string,
  part: 'train' | 'test',
): Promise<{ pairs: Pair[]; notes: readonly string[] }> {
  const path = await requireFile(...namesOf(part).map(name => join(root, name)));
  const { name, lines, notes } = await readTextFile(root, path);
  if (!lines.some(isQuestion)) throw noQuestions(name);
  const pairs: Pair[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const [question, answer] = [lines[at], lines[at + 1]];
    if (answer === undefined || isQuestion(answer)) throw outOfTurn(name, at + 1);
    const image = imageOf(question);
    pairs.push({ question: question.trim(), answer, image, part, file: name, line: at + 1 });
  }
  return { pairs, notes };
}

/** The home page calls lists of pictures train.txt and test.txt; the paper's code, the questions. */
function noQuestions(name: string): MingaError {
  return new MingaError('E_RECORD_VALUE', {
    found: `${name} holds no question about a picture`,
    expected: 'lines such as "what is on the desk in the image3 ?", each followed by its answers',
    fix: 'put qa.894.raw.train.txt and qa.894.raw.test.txt there',
  });
}

function outOfTurn(name: string, line: number): MingaError {
  return new MingaError('E_RECORD_VALUE', {
    found: `${name} line ${line} is a question and no answer follows it`,
    expected: 'a question and its answers, line by line in turn',
    fix: 'a line was lost or added above: take the file anew',
  });
}

function pairTable(
  pairs: readonly Pair[],
  pictures: PictureIndex,
  fewest: number,
  notes: readonly string[],
): Table {
  const answered = pairs.map(({ answer, image, part }) => ({
    answers: answersOf(answer),
    image: pictures(numberOf(image)) === undefined ? '' : image,
    part,
  }));
  const learnable = learnableAnswers(answered, fewest);
  const ids = contentIds(
    pairs.length,
    row => pairs[row].image,
    row => [pairs[row].question, ...answered[row].answers],
  );
  return buildTable({
    name: 'DAQUAR',
    rowCount: pairs.length,
    columns: {
      id: row => ids[row],
      image_id: row => pairs[row].image,
      image: row => pictures(numberOf(pairs[row].image)) ?? missingPicture(pairs[row].image),
      question: row => pairs[row].question,
      asked: row => (pairs[row].question === '' ? 'no' : 'yes'),
      answers: row => answered[row].answers.filter(answer => learnable.has(answer)).join(', '),
      part: row => pairs[row].part,
    },
    line: row => pairs[row].line,
    place: row => `${pairs[row].file} line ${pairs[row].line}`,
    notes,
  });
}

/** `image3` → 3; no number where a row has no picture. */
function numberOf(image: string): number {
  return image === '' ? Number.NaN : Number(image.slice('image'.length));
}

/** The name that a picture would have, for the message. */
function missingPicture(image: string): string {
  return image === '' ? '' : `images/${image}.png`;
}
