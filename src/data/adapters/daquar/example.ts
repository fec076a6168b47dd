import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../../../tensor/index.ts';
import type { ExampleSettings } from '../declaration.ts';
import { writeScene } from '../example/index.ts';

const things = ['table', 'chair', 'lamp', 'book'] as const;

const places = ['on the left side of the door', 'in front of the wall', 'near the window'] as const;

/** A question and its answer. */
type Pair = readonly [question: string, answer: string];

/**
 * Writes an invented DAQUAR with `size` pictures, two questions each. Faults: several answers in one
 * line with blanks and an empty one, an answer that occurs once, a picture that is absent, a question
 * that names no picture, a stray quote, lines that end in CR LF.
 */
export async function writeExample(folder: string, { size, seed }: ExampleSettings): Promise<void> {
  const random = new Random(seed, 'example daquar');
  const lists: Record<'train' | 'test', Pair[]> = { train: [], test: [] };
  for (let at = 0; at < size; at++) {
    const number = at + 1;
    const thing = at % things.length;
    const part = Math.floor(at / things.length) % 3 === 2 ? 'test' : 'train';
    lists[part].push(...pairsOf(number, thing, places[random.below(places.length)]));
    const hue = thing / things.length;
    await writeScene(join(folder, 'nyu_depth_images', `image${number}.png`), {
      hue,
      seed,
      number,
    });
  }
  lists.train.push(
    ['what is under the bed in the image1 ?', 'armadillo'],
    ['what is on the desk in the image9999 ?', 'table'],
    ['what is on the desk ?', 'lamp'],
  );
  await write(join(folder, 'qa.894.raw.train.txt'), lists.train, '\n');
  await write(join(folder, 'qa.894.raw.test.txt'), lists.test, '\r\n');
}

function pairsOf(number: number, thing: number, place: string): Pair[] {
  const next = things[(thing + 1) % things.length];
  const seen =
    number % 3 === 0 ? `${things[thing]}, ${next}` : `${next} ,${things[thing]},, ${things[thing]}`;
  return [
    [`what is ${place} in the image${number} ?`, things[thing]],
    [`what are the "largest objects in this image${number} ?`, seen],
  ];
}

function write(path: string, pairs: readonly Pair[], end: string): Promise<void> {
  return writeFile(path, pairs.flatMap(pair => pair.map(line => line + end)).join(''));
}
