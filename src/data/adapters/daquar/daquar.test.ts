import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExampleDataset } from '../example-folder.ts';
import { loadDataset } from '../registry.ts';
import { answersOf, learnableAnswers } from './answers.ts';
import { imageOf, isQuestion, withoutImageName } from './question.ts';

let top = '';

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'minga-daquar-'));
});

afterAll(() => rm(top, { recursive: true }));

const train = `what is on the right side of the black telephone in the image1 ?
desk
what is on the desk in this image2 ?\r
book, scissor, desk\r
what is near the wall in the image3 ?
desk
what is the "largest object in the image4 ?
chair
what is there in the image5 ?
chair ,desk,, chair
what is red in the image6 ?
chair
`;

const test = `how many chairs are in the image7 ?
armadillo, chair
what is on the bed in the image8 ?
armadillo
`;

async function root(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(top, name);
  await mkdir(join(folder, 'images'), { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  for (let number = 1; number <= 8; number++) {
    await writeFile(join(folder, 'images', `image${number}.png`), '');
  }
  return folder;
}

describe('the daquar adapter', () => {
  it('reads questions and answers in turn, several answers at once', async () => {
    const folder = await root('lists', {
      'qa.894.raw.train.txt': train,
      'qa.894.raw.test.txt': test,
    });
    const dataset = await loadDataset({ adapter: 'daquar', root: folder });
    expect(dataset.task).toBe('multilabel');
    expect(dataset.classes).toEqual(['chair', 'desk']);
    expect(
      dataset.samples.map(({ group, labels, part, text }) => [group, labels, part, text]),
    ).toEqual([
      ['image1', ['desk'], 'train', 'Question: what is on the right side of the black telephone ?'],
      ['image2', ['desk'], 'train', 'Question: what is on the desk ?'],
      ['image3', ['desk'], 'train', 'Question: what is near the wall ?'],
      ['image4', ['chair'], 'train', 'Question: what is the "largest object ?'],
      ['image5', ['chair', 'desk'], 'train', 'Question: what is there ?'],
      ['image6', ['chair'], 'train', 'Question: what is red ?'],
      ['image7', ['chair'], 'test', 'Question: how many chairs are ?'],
    ]);
    expect(dataset.samples[0].image).toBe(join(folder, 'images', 'image1.png'));
  });

  it('skips rows whose every answer is one that train rows hardly give, and says by which rule', async () => {
    const { skipped, labelRule } = await loadDataset({
      adapter: 'daquar',
      root: join(top, 'lists'),
    });
    expect(skipped.map(({ place, reason }) => `${place}: ${reason}`)).toEqual([
      'qa.894.raw.test.txt line 3: no label (answers)',
    ]);
    expect(labelRule).toBe(
      'the answers that train rows give for enough pictures, in rows that have a question and such an answer (pictures 3)',
    );
  });

  it('can be asked for answers of more pictures', async () => {
    const { classes } = await loadDataset({
      adapter: 'daquar',
      root: join(top, 'lists'),
      options: { pictures: '4' },
    });
    expect(classes).toEqual(['desk']);
    await expect(
      loadDataset({ adapter: 'daquar', root: join(top, 'lists'), options: { pictures: '2' } }),
    ).rejects.toThrow(/E_PLAN/);
  });

  it("reads the names that the paper's code gives the lists, and its labels.csv, alike", async () => {
    const renamed = await root('renamed', { 'train.txt': train, 'test.txt': test });
    const pairs = (text: string, part: string) => {
      const lines = text.split(/\r?\n/);
      return lines.flatMap((question, at) =>
        at % 2 === 0 && question !== ''
          ? `"${question.replaceAll('"', '""')}",${imageOf(question)},"${lines[at + 1]}",${part}\n`
          : [],
      );
    };
    const csv = [
      'question,image_id,answer,split\n',
      ...pairs(train, 'train'),
      ...pairs(test, 'test'),
    ];
    const paper = await root('paper', { 'labels.csv': csv.join('') });
    const [first, ...others] = await Promise.all(
      [join(top, 'lists'), renamed, paper].map(folder =>
        loadDataset({ adapter: 'daquar', root: folder }),
      ),
    );
    for (const { hash, samples } of others) {
      expect(hash).toBe(first.hash);
      expect(samples.map(({ part }) => part)).toEqual(first.samples.map(({ part }) => part));
    }
  });

  it('stops where a line was lost, by line', async () => {
    const lost = train.replace('desk\n', '');
    const folder = await root('lost', { 'train.txt': lost, 'test.txt': test });
    await expect(loadDataset({ adapter: 'daquar', root: folder })).rejects.toThrow(
      /train\.txt line 1 is a question and no answer follows it.*E_RECORD_VALUE/s,
    );
    const odd = await root('odd', {
      'train.txt': `${train}what is in the image1 ?\n`,
      'test.txt': test,
    });
    await expect(loadDataset({ adapter: 'daquar', root: odd })).rejects.toThrow(
      /line 13 is a question/,
    );
  });

  it('does not take the list of pictures that the home page calls train.txt for questions', async () => {
    const folder = await root('images-list', {
      'train.txt': 'image1\nimage2\nimage3\nimage4\n',
      'test.txt': test,
    });
    await expect(loadDataset({ adapter: 'daquar', root: folder })).rejects.toThrow(
      /train\.txt holds no question about a picture.*qa\.894.*E_RECORD_VALUE/s,
    );
  });

  it('reads its invented folder and says its faults', async () => {
    const folder = join(top, 'example');
    await writeExampleDataset('daquar', folder, { size: 24, seed: 5 });
    const { samples, skipped, classes } = await loadDataset({ adapter: 'daquar', root: folder });
    expect(classes).toEqual(['book', 'chair', 'lamp', 'table']);
    expect(samples).toHaveLength(48);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'no label (answers)',
      'image "images/image9999.png" does not exist',
      'no image (image)',
    ]);
    expect(samples.some(({ text }) => /image\d/.test(text))).toBe(false);
  });
});

describe('a question of DAQUAR', () => {
  it('names its picture, the last one where it names several', () => {
    expect(imageOf('what is on the desk in the image3 ?')).toBe('image3');
    expect(imageOf('what is it in the image 12?')).toBe('image12');
    expect(imageOf('is image1 like image2 ?')).toBe('image2');
    expect(imageOf('what is the imagery ?')).toBe('');
  });

  it('loses the name of its picture, the question mark where it was', () => {
    expect(withoutImageName('what is on the desk in the image3 ?')).toBe('what is on the desk ?');
    expect(withoutImageName('what is the largest object in this image12?')).toBe(
      'what is the largest object ?',
    );
    expect(withoutImageName('in the image7 what is red ?')).toBe('what is red ?');
    expect(withoutImageName('what does the image show ?')).toBe('what does the image show ?');
  });

  it('is told from an answer', () => {
    expect(isQuestion('what is on the desk in the image3 ?')).toBe(true);
    expect(isQuestion('desk')).toBe(false);
    expect(isQuestion('how many ?')).toBe(false);
  });
});

describe('answers', () => {
  it('are each counted once a row', () => {
    expect(answersOf('book, scissor ,, book')).toEqual(['book', 'scissor']);
    expect(answersOf(' , ')).toEqual([]);
  });

  it('are counted by picture and in train rows alone', () => {
    const row = (image: string, part: string) => ({ answers: ['desk'], image, part });
    const twice = [row('1', 'train'), row('1', 'train'), row('2', 'train'), row('', 'train')];
    expect([...learnableAnswers([...twice, row('3', 'test')], 3)]).toEqual([]);
    expect([...learnableAnswers([...twice, row('3', 'train')], 3)]).toEqual(['desk']);
  });
});
