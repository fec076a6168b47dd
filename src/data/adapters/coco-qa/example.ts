import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../../../tensor/index.ts';
import type { ExampleSettings } from '../declaration.ts';
import { writeScene } from '../example/index.ts';

const things = [
  'what is lying on the sofa',
  'what is there on the grass',
  'what looks at the "bird',
];
const colours = [
  'what is the color of the bus',
  'what color is the kite',
  'what color is the wall',
];

/** Two answers to the same questions each, as most questions of the set have several answers. */
const kinds = [
  { answer: 'dog', type: 0, questions: things },
  { answer: 'cat', type: 0, questions: things },
  { answer: 'red', type: 2, questions: colours },
  { answer: 'blue', type: 2, questions: colours },
] as const;

interface Picture {
  readonly number: number;
  readonly part: 'train' | 'test';
  readonly kind: number;
}

/** Columns of one part, by the name of their file. */
interface Lists {
  readonly questions: string[];
  readonly answers: string[];
  readonly img_ids: string[];
  readonly types: string[];
}

/**
 * Writes an invented COCO-QA with `size` pictures, one or two questions each, its pictures in the
 * folders of COCO 2014. Faults: a picture that is absent, a question that is empty, a stray quote, the
 * same question twice, lists that end their lines in CR LF, a number with zeros in front.
 */
export async function writeExample(folder: string, { size, seed }: ExampleSettings): Promise<void> {
  const pictures = invent(size, seed);
  for (const part of ['train', 'test'] as const) {
    await mkdir(join(folder, part), { recursive: true });
    const lists = listsOf(pictures.filter(picture => picture.part === part));
    if (part === 'train') addFaults(lists, pictures[0]);
    for (const [name, lines] of Object.entries(lists)) {
      const end = name === 'answers' ? '\r\n' : '\n';
      await writeFile(
        join(folder, part, `${name}.txt`),
        lines.map((line: string) => line + end).join(''),
      );
    }
  }
  for (const { number, part, kind } of pictures) {
    const place = part === 'train' ? 'train2014' : 'val2014';
    const name = `COCO_${place}_${String(number).padStart(12, '0')}.jpg`;
    await writeScene(join(folder, place, name), { hue: kind / kinds.length, seed, number });
  }
}

function invent(size: number, seed: number): Picture[] {
  const random = new Random(seed, 'example coco-qa');
  const first = 1 + random.below(1000);
  return Array.from({ length: size }, (_, at) => ({
    number: first + 7 * at,
    part: Math.floor(at / kinds.length) % 3 === 2 ? 'test' : 'train',
    kind: at % kinds.length,
  }));
}

function listsOf(pictures: readonly Picture[]): Lists {
  const lists: Lists = { questions: [], answers: [], img_ids: [], types: [] };
  for (const { number, kind } of pictures) {
    const { answer, type, questions } = kinds[kind];
    const first = Math.floor(number / 7) % questions.length;
    addRow(lists, questions[first], answer, String(number), type);
    if (number % 2 === 0) {
      addRow(lists, questions[(first + 1) % questions.length], answer, String(number), type);
    }
  }
  return lists;
}

function addFaults(lists: Lists, { number, kind }: Picture): void {
  const { answer, type, questions } = kinds[kind];
  addRow(lists, lists.questions[0], answer, String(number).padStart(6, '0'), type);
  addRow(lists, '', answer, String(number), type);
  addRow(lists, questions[1], answer, '999999', type);
}

function addRow(lists: Lists, question: string, answer: string, image: string, type: number): void {
  lists.questions.push(question);
  lists.answers.push(answer);
  lists.img_ids.push(image);
  lists.types.push(String(type));
}
