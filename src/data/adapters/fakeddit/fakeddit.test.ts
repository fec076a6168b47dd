import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExampleDataset } from '../example-folder.ts';
import { loadDataset } from '../registry.ts';

let top = '';

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'minga-fakeddit-'));
});

afterAll(() => rm(top, { recursive: true }));

const header =
  'id clean_title title hasImage linked_submission_id created_utc num_comments score upvote_ratio subreddit domain author 2_way_label 3_way_label 6_way_label'.split(
    ' ',
  );

type Post = Readonly<Record<string, string>>;

const plain: Post = {
  clean_title: 'a title',
  title: 'A title!',
  hasImage: 'True',
  linked_submission_id: '',
  created_utc: '1551641000.0',
  num_comments: '2.0',
  score: '12',
  upvote_ratio: '0.84',
  subreddit: 'mildlyinteresting',
  domain: 'i.imgur.com',
  author: 'somebody',
  '2_way_label': '1',
  '3_way_label': '0',
  '6_way_label': '0',
};

const fake: Post = { ...plain, '2_way_label': '0', '3_way_label': '2', '6_way_label': '4' };

function text(posts: readonly Post[], sign: string, columns: readonly string[] = header): string {
  const quoted = (cell: string) =>
    /["\t\n,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return [columns, ...posts.map(post => columns.map(name => quoted(post[name] ?? '')))]
    .map(cells => `${cells.join(sign)}\n`)
    .join('');
}

const names = {
  train: 'multimodal_train.tsv',
  validation: 'multimodal_validate.tsv',
  test: 'multimodal_test_public.tsv',
} as const;

type Part = keyof typeof names;

/** Enough posts of both labels for every part. */
const base: Readonly<Record<Part, Post[]>> = {
  train: [
    { ...plain, id: 'a1' },
    { ...fake, id: 'a2' },
  ],
  validation: [
    { ...plain, id: 'b1' },
    { ...fake, id: 'b2' },
  ],
  test: [
    { ...plain, id: 'c1' },
    { ...fake, id: 'c2' },
  ],
};

async function root(
  name: string,
  more: Partial<Record<Part, readonly Post[]>> = {},
  pictures: readonly string[] = [],
): Promise<string> {
  const folder = join(top, name);
  await mkdir(join(folder, 'images'), { recursive: true });
  for (const part of ['train', 'validation', 'test'] as const) {
    const posts = [...base[part], ...(more[part] ?? [])];
    await writeFile(join(folder, names[part]), text(posts, '\t'));
  }
  for (const id of ['a1', 'a2', 'b1', 'b2', 'c1', 'c2', ...pictures]) {
    await writeFile(join(folder, 'images', `${id}.jpg`), '');
  }
  return folder;
}

describe('the fakeddit adapter', () => {
  it('reads three files as three parts, the cleaned title alone as text', async () => {
    const folder = await root('files');
    const { samples, textFields, warnings } = await loadDataset({
      adapter: 'fakeddit',
      root: folder,
    });
    expect(textFields).toEqual(['clean_title']);
    expect(warnings).toEqual([]);
    expect(samples.map(({ id, label, part, group }) => [id, label, part, group])).toEqual([
      ['a1', 'true', 'train', 'a1'],
      ['a2', 'fake', 'train', 'a2'],
      ['b1', 'true', 'validation', 'b1'],
      ['b2', 'fake', 'validation', 'b2'],
      ['c1', 'true', 'test', 'c1'],
      ['c2', 'fake', 'test', 'c2'],
    ]);
    expect(samples[0].text).toBe('Title: a title.');
    expect(samples[0].time).toBe('2019-03-03T19:23:20.000Z');
    expect(samples[0].record.upvote_ratio).toBe(0.84);
  });

  it('flags what the labels were made from, and warns where it is asked for', async () => {
    const folder = join(top, 'files');
    const { leaks } = await loadDataset({ adapter: 'fakeddit', root: folder });
    expect(Object.keys(leaks)).toEqual([
      'title',
      'subreddit',
      'domain',
      'author',
      'num_comments',
      'score',
      'upvote_ratio',
    ]);
    const { samples, warnings } = await loadDataset({
      adapter: 'fakeddit',
      root: folder,
      text: { fields: ['clean_title', 'subreddit', 'num_comments'], language: 'es' },
    });
    expect(samples[0].text).toBe('Título: a title. Publicado en mildlyinteresting, 2 comentarios.');
    expect(warnings.map(({ code }) => code)).toEqual(['leaking-field', 'leaking-field']);
  });

  it('names the labels as the authors do: 1 is true of two, 0 is true of three and six', async () => {
    const folder = await root('labels');
    const labelsOf = async (label: '2-way' | '3-way' | '6-way') =>
      (await loadDataset({ adapter: 'fakeddit', root: folder, label })).classes;
    expect(await labelsOf('2-way')).toEqual(['fake', 'true']);
    expect(await labelsOf('3-way')).toEqual(['fake with false text', 'true']);
    expect(await labelsOf('6-way')).toEqual(['manipulated content', 'true']);
  });

  it('keeps an edit with the post whose picture was edited', async () => {
    const edits = [
      { ...fake, id: 'e1', linked_submission_id: 'a1' },
      { ...fake, id: 'e2', linked_submission_id: 't3_a1' },
      { ...fake, id: 'e3', linked_submission_id: 'nan' },
    ];
    const folder = await root('edits', { test: edits }, ['e1', 'e2', 'e3']);
    const { samples } = await loadDataset({ adapter: 'fakeddit', root: folder });
    const groupOf = new Map(samples.map(({ id, group }) => [id, group]));
    expect(['a1', 'e1', 'e2', 'e3'].map(id => groupOf.get(id))).toEqual(['a1', 'a1', 'a1', 'e3']);
  });

  it('skips posts without a picture, a label or a readable count, by file and line', async () => {
    const bad = [
      { ...plain, id: 'x1', hasImage: 'False' },
      { ...plain, id: 'x2' },
      { ...plain, id: 'x3', '2_way_label': '2' },
      { ...plain, id: 'x4', score: 'many' },
      { ...plain, id: 'x5', upvote_ratio: '1.2' },
      { ...plain, id: '' },
    ];
    const folder = await root('bad', { validation: bad }, ['x1', 'x3', 'x4', 'x5']);
    const { skipped, samples } = await loadDataset({ adapter: 'fakeddit', root: folder });
    expect(samples).toHaveLength(6);
    expect(skipped.map(({ place, reason }) => `${place}: ${reason}`)).toEqual([
      'multimodal_validate.tsv line 4: no image (image)',
      'multimodal_validate.tsv line 5: image "x2.jpg" does not exist',
      'multimodal_validate.tsv line 6: no label (2_way_label): 2_way_label: 0 fake, 1 true',
      'multimodal_validate.tsv line 7: score is "many", expected a number',
      'multimodal_validate.tsv line 8: upvote_ratio is "1.2", expected a number 0–1',
      'multimodal_validate.tsv line 9: no id',
    ]);
  });

  it('takes missing counts, times and titles as missing, and "null" as a title', async () => {
    const odd = [
      {
        ...plain,
        id: 'o1',
        num_comments: '',
        upvote_ratio: 'nan',
        created_utc: '',
        clean_title: '',
      },
      {
        ...plain,
        id: 'o2',
        clean_title: 'null',
        title: '"quoted" &amp; split\nover lines\tand tabs',
      },
    ];
    const folder = await root('odd', { train: odd }, ['o1', 'o2']);
    const { samples } = await loadDataset({ adapter: 'fakeddit', root: folder });
    const [o1, o2] = samples.filter(({ id }) => id.startsWith('o'));
    expect(o1.record.num_comments).toBeNull();
    expect(o1.record.upvote_ratio).toBeNull();
    expect(o1.time).toBeNull();
    expect(o1.text).toBe('Title not recorded.');
    expect(o2.text).toBe('Title: null.');
    expect(o2.record.title).toBe('"quoted" & split\nover lines\tand tabs');
  });

  it('leaves out a post whose id came before, in the same file or another, and says how many', async () => {
    const folder = await root('twice', {
      test: [{ ...fake, id: 'a1' }],
      train: [{ ...fake, id: 'a1' }],
    });
    const { samples, warnings } = await loadDataset({ adapter: 'fakeddit', root: folder });
    expect(samples.map(({ id }) => id).sort()).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2']);
    expect(samples.find(({ id }) => id === 'a1')?.label).toBe('true');
    expect(warnings.map(({ message }) => message)).toEqual([
      '2 rows repeat an id that an earlier row has and are left out; the first is multimodal_train.tsv line 4, "a1"',
    ]);
  });

  it('names a row of too few cells with the width of its file', async () => {
    const folder = await root('ragged');
    const path = join(folder, names.test);
    await writeFile(path, `${text(base.test, '\t')}z1\tonly a title\n`);
    const { skipped } = await loadDataset({ adapter: 'fakeddit', root: folder });
    expect(skipped.map(({ place, reason }) => `${place}: ${reason}`)).toEqual([
      'multimodal_test_public.tsv line 4: 2 cells, expected 15',
    ]);
  });

  it("reads the paper's labels.csv to the same samples", async () => {
    const folder = join(top, 'paper');
    const posts = (['train', 'validation', 'test'] as const).flatMap(part =>
      base[part].map(post => ({
        ...post,
        id: `${post.id}.jpg`,
        split: part === 'validation' ? 'val' : part,
      })),
    );
    await mkdir(join(folder, 'images'), { recursive: true });
    await writeFile(join(folder, 'labels.csv'), text(posts, ',', [...header, 'split']));
    for (const { id } of posts) await writeFile(join(folder, 'images', id), '');
    const { hash, samples } = await loadDataset({ adapter: 'fakeddit', root: folder });
    const other = await loadDataset({ adapter: 'fakeddit', root: join(top, 'files') });
    expect(hash).toBe(other.hash);
    expect(samples.map(({ part }) => part)).toEqual(other.samples.map(({ part }) => part));
  });

  it('stops where a column of the set is missing', async () => {
    const folder = await root('narrow');
    await writeFile(join(folder, names.test), 'id\tclean_title\nx\ty\n');
    await expect(loadDataset({ adapter: 'fakeddit', root: folder })).rejects.toThrow(
      /multimodal_test_public\.tsv has no column "2_way_label".*E_COLUMN_MISSING/s,
    );
  });

  it('reads its invented folder and says its faults', async () => {
    const folder = join(top, 'example');
    await writeExampleDataset('fakeddit', folder, { size: 12, seed: 9 });
    const { samples, skipped, classes, warnings } = await loadDataset({
      adapter: 'fakeddit',
      root: folder,
      label: '6-way',
    });
    expect(classes).toHaveLength(6);
    expect(skipped.map(({ reason }) => reason.replace(/:.*/, ''))).toEqual([
      'no image (image)',
      'image "zz0002.jpg" does not exist',
      'no label (6_way_label)',
    ]);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^2 rows repeat an id/),
    ]);
    const families = new Set(samples.map(({ group }) => group));
    expect(families.size).toBe(24);
    expect(samples.length).toBeGreaterThan(24);
  });
});
