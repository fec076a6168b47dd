import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../../../tensor/index.ts';
import type { ExampleSettings } from '../declaration.ts';
import { writeScene } from '../example/index.ts';

const header = [
  'author',
  'clean_title',
  'created_utc',
  'domain',
  'hasImage',
  'id',
  'image_url',
  'linked_submission_id',
  'num_comments',
  'score',
  'subreddit',
  'title',
  'upvote_ratio',
  '2_way_label',
  '3_way_label',
  '6_way_label',
] as const;

type Post = Readonly<Record<(typeof header)[number], string>>;

/** A subreddit for each of the six labels, in the order of their numbers. */
const subreddits = [
  { name: 'mildlyinteresting', three: 0, titles: ['this leaf has two colours', 'my tea froze'] },
  { name: 'theonion', three: 2, titles: ['area man sits down', 'nation needs a nap'] },
  { name: 'pareidolia', three: 2, titles: ['a worried tap', 'this bag is happy to see me'] },
  { name: 'subredditsimulator', three: 2, titles: ['the of a cat was', 'when you the bread'] },
  { name: 'psbattle_artwork', three: 2, titles: ['on the moon', 'with a tiny hat'] },
  { name: 'propagandaposters', three: 1, titles: ['work harder poster', 'save your bread'] },
] as const;

const files = [
  'multimodal_train.tsv',
  'multimodal_train.tsv',
  'multimodal_validate.tsv',
  'multimodal_test_public.tsv',
] as const;

/** Each label needs a family in every part. */
const fewest = subreddits.length * files.length;

/**
 * Writes an invented Fakeddit with `size` families of posts (24 or more), an edit in every third.
 * Faults: a post without a picture, a picture that is absent, an empty title, an HTML entity, quotes
 * and a tab in a title, an id that two files have, a label that is no label, missing counts.
 */
export async function writeExample(folder: string, { size, seed }: ExampleSettings): Promise<void> {
  const random = new Random(seed, 'example fakeddit');
  const posts = new Map<string, Post[]>([...new Set(files)].map(file => [file, []]));
  for (let at = 0; at < Math.max(size, fewest); at++) {
    const label = at % subreddits.length;
    const file = files[Math.floor(at / subreddits.length) % files.length];
    const family = [invent(at, label, random)];
    if (at % 3 === 0) family.push(edited(family[0], at, random));
    posts.get(file)?.push(...family);
    for (const [number, post] of family.entries()) {
      const hue = Number(post['6_way_label']) / subreddits.length;
      const scene = { hue, seed, number: 2 * at + number };
      await writeScene(join(folder, 'public_image_set', `${post.id}.jpg`), scene);
    }
  }
  const spare = () => invent(9000 + random.below(1000), 0, random);
  const train = posts.get('multimodal_train.tsv') ?? [];
  posts.get('multimodal_test_public.tsv')?.push(train[0]);
  train.push(
    { ...spare(), id: 'zz0001', hasImage: 'False', image_url: '' },
    { ...spare(), id: 'zz0002' },
    { ...spare(), id: train[0].id, clean_title: 'the same id again' },
    { ...spare(), id: 'zz0003', '2_way_label': '', '3_way_label': '7', '6_way_label': 'x' },
  );
  for (const [file, rows] of posts) {
    const lines = [header, ...rows.map(post => header.map(name => post[name]))];
    await writeFile(
      join(folder, file),
      lines.map(cells => `${cells.map(quoted).join('\t')}\n`).join(''),
    );
  }
}

function invent(at: number, label: number, random: Random): Post {
  const { name, three, titles } = subreddits[label];
  const title = at % 11 === 5 ? '' : titles[random.below(titles.length)];
  return {
    author: `invented_${label}_${random.below(3)}`,
    clean_title: title,
    created_utc: `${1_400_000_000 + 86_400 * at}.0`,
    domain: label === 1 ? 'theonion.com' : 'i.imgur.com',
    hasImage: 'True',
    id: `p${at.toString(36).padStart(5, '0')}`,
    image_url: 'https://example.org/a.jpg',
    linked_submission_id: '',
    num_comments: at % 4 === 1 ? '' : `${random.below(90)}.0`,
    score: String(random.below(5000)),
    subreddit: name,
    title: `PsBattle: "${title}" &amp;\tmore`,
    upvote_ratio: at % 4 === 1 ? '' : (0.5 + random.below(50) / 100).toFixed(2),
    '2_way_label': label === 0 ? '1' : '0',
    '3_way_label': String(three),
    '6_way_label': String(label),
  };
}

/** An edit of the post's picture, as the set takes them from the comments of photoshopbattles. */
function edited(post: Post, at: number, random: Random): Post {
  return {
    ...invent(20_000 + at, 4, random),
    linked_submission_id: at % 2 === 0 ? post.id : `t3_${post.id}`,
    num_comments: '',
    upvote_ratio: '',
  };
}

/** As pandas writes a cell. */
function quoted(cell: string): string {
  return /[\t"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
