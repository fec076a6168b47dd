import * as z from 'zod';
import type { DatasetDeclaration } from '../declaration.ts';
import { questionTemplates } from '../raw/index.ts';
import { writeExample } from './example.ts';
import { withoutImageName } from './question.ts';
import { readDaquar } from './read.ts';

/** DAQUAR: 12,468 questions about 1,447 indoor pictures, one or more answers each. */
export const daquar: DatasetDeclaration<'daquar'> = {
  name: 'daquar',
  title: 'DAQUAR: questions about indoor pictures, one or more answers each',
  about: {
    home: 'https://www.mpi-inf.mpg.de/departments/computer-vision-and-machine-learning/research/vision-and-language/visual-turing-challenge',
    terms:
      'The files state no licence; the pictures are those of NYU-Depth V2 (Silberman and others, ECCV 2012). Used for research with a citation of both.',
    citation:
      'Malinowski, Fritz: A Multi-World Approach to Question Answering about Real-World Scenes based on Uncertain Input. NIPS 2014, arXiv 1410.0210',
    paperProtocol: [
      'Answers that occur in test rows only (83 of them) became rows without any label, which were always counted wrong.',
      'Its follow-up kept only answers seen 100 times or more in test rows, so that the test chose its own questions.',
      'The name of the picture stayed in the question, because the rule that was to take it out did not expect the question mark.',
      'There were no validation rows: the best epoch was chosen on test rows.',
    ],
  },
  options: {
    pictures: z
      .string()
      .regex(/^([3-9]|[1-9]\d{1,3})$/)
      .default('3')
      .describe(
        'An answer is learnt where train rows give it for this many pictures or more, in quotes: 3–9999 (default: 3)',
      ),
  },
  read: readDaquar,
  folders: root => [root],
  roles: { id: 'id', image: 'image', group: 'image_id', part: 'part' },
  fields: {
    question: { cell: { type: 'text', missing: [] }, mend: withoutImageName },
  },
  labels: {
    answers: {
      kind: 'multilabel',
      rule: 'the answers that train rows give for enough pictures, in rows that have a question and such an answer',
      columns: ['answers', 'asked'],
      of: ([answers, asked]) =>
        answers === '' || asked !== 'yes' ? null : answers.split(', ').sort(),
    },
  },
  defaultLabel: 'answers',
  templates: questionTemplates,
  example: writeExample,
};
