import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExampleDataset } from '../example-folder.ts';
import { loadDataset } from '../registry.ts';
import { ingredientsList } from './ingredients.ts';

let top = '';

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'minga-recipes-'));
  await writeExampleDataset('recipes5k', join(top, 'example'), { size: 24, seed: 0 });
});

afterAll(() => rm(top, { recursive: true }));

/** A root with these files of text and these empty pictures. */
async function root(
  name: string,
  files: Readonly<Record<string, string>>,
  pictures: readonly string[],
): Promise<string> {
  const folder = join(top, name);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const picture of pictures) {
    await mkdir(join(folder, 'images', picture, '..'), { recursive: true });
    await writeFile(join(folder, 'images', picture), '');
  }
  return folder;
}

const pictures = ['pie/1.jpg', 'pie/2.jpg', 'pie/3.jpg', 'soup/1.jpg', 'soup/2.jpg', 'soup/3.jpg'];

/** The lists of an archive with one list of images for each part. */
function lists(train: string, labels: string): Record<string, string> {
  return {
    'annotations/ingredients_Recipes5k.txt': 'flour,apples\nleek,,  cream ,\n"salt,5 &amp; 6\n',
    'annotations/train_images.txt': train,
    'annotations/train_labels.txt': labels,
    'annotations/val_images.txt': 'pie/2.jpg\nsoup/2.jpg\n',
    'annotations/val_labels.txt': '0\n1\n',
    'annotations/test_images.txt': 'pie/3.jpg\nsoup/3.jpg\n',
    'annotations/test_labels.txt': '0\n2\n',
  };
}

describe('the recipes5k adapter', () => {
  it('reads the lists of the archive: class by folder, ingredients by line, part by list', async () => {
    const folder = await root('archive', lists('pie/1.jpg\r\nsoup\\1.jpg\r\n', '0\n1'), pictures);
    const { samples, skipped, task } = await loadDataset({ adapter: 'recipes5k', root: folder });
    expect(task).toBe('binary');
    expect(skipped).toEqual([]);
    expect(samples.map(({ id, label, part, text }) => [id, label, part, text])).toEqual([
      ['pie/1.jpg', 'pie', 'train', 'Ingredients: flour, apples.'],
      ['soup/1.jpg', 'soup', 'train', 'Ingredients: leek, cream.'],
      ['pie/2.jpg', 'pie', 'validation', 'Ingredients: flour, apples.'],
      ['soup/2.jpg', 'soup', 'validation', 'Ingredients: leek, cream.'],
      ['pie/3.jpg', 'pie', 'test', 'Ingredients: flour, apples.'],
      ['soup/3.jpg', 'soup', 'test', 'Ingredients: "salt, 5 & 6.'],
    ]);
    expect(samples[1].image).toBe(join(folder, 'images', 'soup', '1.jpg'));
    expect(samples.every(({ id, group }) => id === group)).toBe(true);
  });

  it("reads the paper's labels.csv to the same samples, where the lists are absent", async () => {
    const csv = `image,class,split,ingredients
pie/1.jpg,pie,train,"flour,apples"
soup/1.jpg,soup,train,"leek,,  cream ,"
pie/2.jpg,pie,val,"flour,apples"
soup/2.jpg,soup,val,"leek,,  cream ,"
pie/3.jpg,pie,test,"flour,apples"
soup/3.jpg,soup,test,"""salt,5 &amp; 6"
`;
    const paper = await root('paper', { 'labels.csv': csv }, pictures);
    const archive = await root('twin', lists('pie/1.jpg\nsoup/1.jpg\n', '0\n1\n'), pictures);
    const [ours, theirs] = await Promise.all(
      [archive, paper].map(folder => loadDataset({ adapter: 'recipes5k', root: folder })),
    );
    expect(theirs.hash).toBe(ours.hash);
    expect(theirs.samples.map(sample => sample.part)).toEqual(ours.samples.map(({ part }) => part));
  });

  it('says ingredients are missing where an index points nowhere, and notes how many', async () => {
    const folder = await root('lost', lists('pie/1.jpg\nsoup/1.jpg\n', '7\nx\n'), pictures);
    const { samples, warnings } = await loadDataset({ adapter: 'recipes5k', root: folder });
    expect(samples[0].text).toBe('Ingredients not recorded.');
    expect(samples[0].record.ingredients).toBeNull();
    expect(warnings.map(({ message }) => message)).toContain(
      '2 rows point to no line of annotations/ingredients_Recipes5k.txt',
    );
  });

  it('skips a picture that lies in no folder or outside of all, by line', async () => {
    const train = 'pie/1.jpg\nsoup/1.jpg\nlone.jpg\n../out.jpg\npie/none.jpg\n';
    const folder = await root('odd', lists(train, '0\n1\n0\n0\n0\n'), pictures);
    const { skipped } = await loadDataset({ adapter: 'recipes5k', root: folder });
    expect(skipped.map(({ place, code, reason }) => [place, code, reason])).toEqual([
      ['annotations/train_images.txt line 3', 'E_RECORD_VALUE', 'no label (class)'],
      [
        'annotations/train_images.txt line 4',
        'E_FILE_MISSING',
        'image "../out.jpg" lies outside the image folder',
      ],
      [
        'annotations/train_images.txt line 5',
        'E_FILE_MISSING',
        'image "pie/none.jpg" does not exist',
      ],
    ]);
  });

  it('stops where lists that belong together differ in length, or one is missing', async () => {
    const short = await root('short', lists('pie/1.jpg\nsoup/1.jpg\n', '0\n'), pictures);
    await expect(loadDataset({ adapter: 'recipes5k', root: short })).rejects.toThrow(
      /train_images\.txt has 2 lines, .*train_labels\.txt 1.*E_RECORD_VALUE/s,
    );
    const bare = await root('bare', {}, pictures);
    await expect(loadDataset({ adapter: 'recipes5k', root: bare })).rejects.toThrow(
      /ingredients_Recipes5k\.txt: no such file.*E_FILE_MISSING/s,
    );
  });

  it('reads its invented folder: one row skipped, one repeated, all faults said', async () => {
    const folder = join(top, 'example');
    const { samples, skipped, warnings, classes } = await loadDataset({
      adapter: 'recipes5k',
      root: folder,
    });
    expect(classes).toHaveLength(6);
    expect(samples).toHaveLength(23);
    expect(skipped.map(({ code }) => code)).toEqual(['E_FILE_MISSING']);
    expect(warnings.map(({ message }) => message.replace(/;.*/, ''))).toEqual([
      '1 rows point to no line of annotations/ingredients_Recipes5k.txt',
      '1 rows repeat an id that an earlier row has and are left out',
    ]);
  });
});

describe('a list of ingredients', () => {
  it('has no empty items and one blank at most between words', () => {
    expect(ingredientsList(' salt ,,black  pepper,\t, crème  fraîche')).toBe(
      'salt, black pepper, crème fraîche',
    );
    expect(ingredientsList(', ,')).toBe('');
  });
});
