import type { DatasetDeclaration } from '../declaration.ts';
import { writeExample } from './example.ts';
import { readCocoQa } from './read.ts';
import { cocoQaTemplates } from './templates.ts';

/** COCO-QA: 117,684 questions about pictures of COCO, each with an answer of one word, 430 answers. */
export const cocoQa: DatasetDeclaration<'coco-qa'> = {
  name: 'coco-qa',
  title: 'COCO-QA: questions about everyday pictures, 430 answers of one word',
  about: {
    home: 'https://www.cs.toronto.edu/~mren/research/imageqa/data/cocoqa/',
    terms:
      'The questions come without a licence. The captions that they were made from are under CC BY 4.0; the pictures of COCO belong to their photographers and are used under the terms of Flickr.',
    citation:
      'Ren, Kiros, Zemel: Exploring Models and Data for Image Question Answering. NIPS 2015, arXiv 1505.02074',
    paperProtocol: [
      'It used the given train and test questions and no validation rows, so that the best epoch was chosen on test rows.',
      'It took the pictures from COCO 2017, whose files bear the same numbers as those of 2014.',
    ],
  },
  read: readCocoQa,
  folders: root => [root],
  roles: { id: 'id', image: 'image', group: 'image_id', part: 'part' },
  fields: {
    question: { cell: { type: 'text', missing: [] } },
    type: {
      cell: { type: 'text', missing: [] },
      codes: { '0': 'object', '1': 'number', '2': 'color', '3': 'location' },
      leak: 'it is the kind of the answer, and was told by the answer: of 430 answers it leaves only those of that kind',
    },
  },
  labels: {
    answer: {
      kind: 'class',
      rule: 'the answer, where there is a question',
      columns: ['answer', 'asked'],
      of: ([answer, asked]) => (answer === '' || asked !== 'yes' ? null : answer),
    },
  },
  defaultLabel: 'answer',
  templates: cocoQaTemplates,
  example: writeExample,
};
