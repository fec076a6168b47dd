import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExampleDataset } from '../example-folder.ts';
import { loadDataset } from '../registry.ts';

let top = '';

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'minga-coco-'));
});

afterAll(() => rm(top, { recursive: true }));

type Row = readonly [question: string, answer: string, image: string, type: string];

const train: Row[] = [
  ['what is on the grass ', 'dog', '42', '0'],
  ['what color is the "bus', 'red', '000000000043', '2'],
  ['what is it', 'dog', '44', '0'],
  ['what colour', 'red', '45', '2'],
];

const test: Row[] = [
  ['what sleeps', 'dog', '1042', '0'],
  ['which colour', 'red', '1043', '2'],
];

const everyImage = [42, 43, 44, 45, 1042, 1043];

/** A root with the lists of its archive and empty pictures of these names. */
async function archive(
  name: string,
  rows: { readonly train: readonly Row[]; readonly test: readonly Row[] },
  pictures: readonly string[],
): Promise<string> {
  const folder = join(top, name);
  for (const part of ['train', 'test'] as const) {
    await mkdir(join(folder, part), { recursive: true });
    for (const [at, list] of ['questions', 'answers', 'img_ids', 'types'].entries()) {
      await writeFile(
        join(folder, part, `${list}.txt`),
        rows[part].map(row => `${row[at]}\n`).join(''),
      );
    }
  }
  await draw(folder, pictures);
  return folder;
}

async function draw(folder: string, pictures: readonly string[]): Promise<void> {
  for (const picture of pictures) {
    await mkdir(join(folder, picture, '..'), { recursive: true });
    await writeFile(join(folder, picture), '');
  }
}

function padded(image: number): string {
  return String(image).padStart(12, '0');
}

const flat = everyImage.map(image => `images/${padded(image)}.jpg`);

const of2014 = everyImage.map(image => {
  const part = image < 1000 ? 'train2014' : 'val2014';
  return `${part}/COCO_${part}_${padded(image)}.jpg`;
});

describe('the coco-qa adapter', () => {
  it('reads lists whose lines belong together, the picture by its number', async () => {
    const folder = await archive('flat', { train, test }, flat);
    const { samples, skipped } = await loadDataset({ adapter: 'coco-qa', root: folder });
    expect(skipped).toEqual([]);
    expect(samples.map(({ label, group, part, text }) => [label, group, part, text])).toEqual([
      ['dog', '42', 'train', 'Question: what is on the grass.'],
      ['red', '43', 'train', 'Question: what color is the "bus.'],
      ['dog', '44', 'train', 'Question: what is it.'],
      ['red', '45', 'train', 'Question: what colour.'],
      ['dog', '1042', 'test', 'Question: what sleeps.'],
      ['red', '1043', 'test', 'Question: which colour.'],
    ]);
    expect(samples[1].image).toBe(join(folder, 'images', '000000000043.jpg'));
    expect(samples[1].record).toEqual({ question: 'what color is the "bus', type: 'color' });
  });

  it('finds the pictures of 2014 under their own names, and has the same hash', async () => {
    const folder = await archive('of2014', { train, test }, of2014);
    const { samples, hash } = await loadDataset({ adapter: 'coco-qa', root: folder });
    expect(samples[0].image).toBe(join(folder, 'train2014', 'COCO_train2014_000000000042.jpg'));
    expect(samples[5].image).toBe(join(folder, 'val2014', 'COCO_val2014_000000001043.jpg'));
    const other = await loadDataset({ adapter: 'coco-qa', root: join(top, 'flat') });
    expect(hash).toBe(other.hash);
  });

  it("reads the paper's labels.csv to the same samples", async () => {
    const folder = join(top, 'paper');
    const lines = [
      ...train.map(row => [...row, 'train']),
      ...test.map(row => [...row, 'test']),
    ].map(([question, answer, image, type, part]) =>
      [answer, Number(image), `"${question.replaceAll('"', '""')}"`, type, part].join(','),
    );
    await mkdir(folder);
    const header = 'answers,image_id,questions,types,split';
    await writeFile(join(folder, 'labels.csv'), [header, ...lines].join('\n'));
    await draw(folder, flat);
    const { hash, samples } = await loadDataset({ adapter: 'coco-qa', root: folder });
    const other = await loadDataset({ adapter: 'coco-qa', root: join(top, 'flat') });
    expect(hash).toBe(other.hash);
    expect(samples.map(({ part }) => part)).toEqual(other.samples.map(({ part }) => part));
  });

  it('does not depend on the order of the lines', async () => {
    const turned = { train: [...train].reverse(), test: [...test].reverse() };
    const folder = await archive('turned', turned, flat);
    const { hash } = await loadDataset({ adapter: 'coco-qa', root: folder });
    expect(hash).toBe((await loadDataset({ adapter: 'coco-qa', root: join(top, 'flat') })).hash);
  });

  it('keeps a question that is asked twice of one picture as two samples of one group', async () => {
    const folder = await archive('twice', { train: [...train, train[0]], test }, flat);
    const { samples } = await loadDataset({ adapter: 'coco-qa', root: folder });
    const twins = samples.filter(({ group }) => group === '42');
    expect(twins.map(({ text }) => text)).toEqual([samples[0].text, samples[0].text]);
    expect(twins[1].id).toBe(`${twins[0].id}-2`);
  });

  it('skips rows without a question, an answer, a number or a picture, and unknown kinds', async () => {
    const bad: Row[] = [
      ['', 'dog', '42', '0'],
      ['what is it', '', '42', '0'],
      ['what is it', 'dog', 'forty', '0'],
      ['what is it', 'dog', '77', '0'],
      ['what is it', 'dog', '42', '9'],
    ];
    const folder = await archive('bad', { train: [...train, ...bad], test }, flat);
    const { skipped, samples } = await loadDataset({ adapter: 'coco-qa', root: folder });
    expect(samples).toHaveLength(6);
    expect(skipped.map(({ place, reason }) => `${place}: ${reason}`)).toEqual([
      'train/questions.txt line 5: no label (answer, asked): the answer, where there is a question',
      'train/questions.txt line 6: no label (answer)',
      'train/questions.txt line 7: no image (image)',
      'train/questions.txt line 8: image "images/000000000077.jpg" does not exist',
      expect.stringMatching(/line 9: type is "9", expected/),
    ]);
  });

  it('leaves the kind of the answer out of the text, and warns where it is asked for', async () => {
    const folder = join(top, 'flat');
    const plain = await loadDataset({ adapter: 'coco-qa', root: folder });
    expect(plain.textFields).toEqual(['question']);
    expect(plain.leaks.type).toMatch(/kind of the answer/);
    const asked = await loadDataset({
      adapter: 'coco-qa',
      root: folder,
      text: { fields: ['question', 'type'] },
    });
    expect(asked.warnings.map(({ code }) => code)).toEqual(['leaking-field']);
  });

  it('stops where a list is shorter than the others', async () => {
    const folder = await archive('short', { train, test }, flat);
    await writeFile(join(folder, 'train', 'types.txt'), '0\n2\n');
    await expect(loadDataset({ adapter: 'coco-qa', root: folder })).rejects.toThrow(
      /train\/questions\.txt has 4 lines, train\/types\.txt 2.*E_RECORD_VALUE/s,
    );
  });

  it('reads its invented folder and says its faults', async () => {
    const folder = join(top, 'example');
    await writeExampleDataset('coco-qa', folder, { size: 24, seed: 3 });
    const { samples, skipped, classes } = await loadDataset({ adapter: 'coco-qa', root: folder });
    expect(classes).toEqual(['blue', 'cat', 'dog', 'red']);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'no label (answer, asked): the answer, where there is a question',
      'image "images/000000999999.jpg" does not exist',
    ]);
    expect(new Set(samples.map(({ group }) => group)).size).toBe(24);
  });
});
