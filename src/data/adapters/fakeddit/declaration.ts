import { join } from 'node:path';
import type { DatasetDeclaration } from '../declaration.ts';
import { withoutEntities } from '../raw/index.ts';
import { writeExample } from './example.ts';
import { fakedditLabels } from './labels.ts';
import { readFakeddit } from './read.ts';
import { postTemplates } from './templates.ts';

const subreddits = 'the labels were made from the subreddits, one label for each';
const afterwards = `it is what readers made of the post afterwards, and differs by subreddit; ${subreddits}`;
const count = { type: 'number' } as const;

/** Fakeddit: 682,661 posts of Reddit with a picture and a title. */
export const fakeddit: DatasetDeclaration<'fakeddit'> = {
  name: 'fakeddit',
  title: 'Fakeddit: posts of Reddit with a picture and a title, true or fake in 2, 3 or 6 ways',
  about: {
    home: 'https://github.com/entitize/Fakeddit',
    terms:
      'The repository states no licence; posts and pictures belong to those who posted them, under the terms of Reddit. The authors ask for a citation. Posts name their authors: treat them as personal data.',
    citation:
      'Nakamura, Levy, Wang: r/Fakeddit: A New Multimodal Benchmark Dataset for Fine-grained Fake News Detection. LREC 2020, arXiv 1911.03854',
    paperProtocol: [
      'It drew a tenth of each part, stratified by the label and without a seed, so that nobody can draw the same rows again.',
      'It kept the rows with an image_url, whether or not the picture could be fetched.',
      'It read the raw title, not the cleaned one.',
      'Edits of one picture and the picture itself could be on both sides of the split, and the best epoch was chosen on test rows.',
    ],
  },
  read: readFakeddit,
  folders: root => [join(root, 'images'), join(root, 'public_image_set')],
  roles: { id: 'id', image: 'image', group: 'family', time: 'time', part: 'part' },
  fields: {
    clean_title: { cell: { type: 'text', missing: [] }, mend: withoutEntities },
    title: {
      cell: { type: 'text', missing: [] },
      mend: withoutEntities,
      leak: `it holds words that name the subreddit (PsBattle, colorized), which the authors took out of clean_title; ${subreddits}`,
    },
    subreddit: { cell: { type: 'text', missing: [] }, leak: subreddits },
    domain: {
      cell: { type: 'text', missing: [] },
      leak: `some subreddits are the posts of one site; ${subreddits}`,
    },
    author: {
      cell: { type: 'text', missing: [] },
      leak: `an author posts to few subreddits, and is a person who can be named; ${subreddits}`,
    },
    num_comments: { cell: count, leak: afterwards },
    score: { cell: count, leak: afterwards },
    upvote_ratio: { cell: { type: 'number', min: 0, max: 1 }, leak: afterwards },
  },
  labels: fakedditLabels,
  defaultLabel: '2-way',
  templates: postTemplates,
  example: writeExample,
};
