import { join } from 'node:path';
import { isMissing } from '../../cell.ts';
import type { DatasetDeclaration } from '../declaration.ts';
import { readFirstTable } from '../first-table.ts';
import { writeHam10000 } from './example.ts';
import { ham10000Templates } from './templates.ts';

const text = { type: 'text' } as const;

/** HAM10000 as it is published, or with its two folders of pictures merged into one. */
export const ham10000: DatasetDeclaration<'ham10000'> = {
  name: 'ham10000',
  title: 'HAM10000: dermatoscopic photographs of skin lesions, by lesion',
  about: {
    home: 'https://doi.org/10.7910/DVN/DBW86T',
    terms: 'CC BY-NC 4.0: named source, no commercial use',
    citation:
      'Tschandl P, Rosendahl C, Kittler H. The HAM10000 dataset, a large collection of multi-source dermatoscopic images of common pigmented skin lesions. Scientific Data 5:180161, 2018',
    paperProtocol: [
      'It splits by image, 80 to 20: the 10,015 pictures show 7,470 lesions, so one lesion can be on both sides.',
      'Its text says how the diagnosis was confirmed (dx_type), which nearly says the diagnosis.',
      'It has no validation rows: the best epoch is chosen on the test rows.',
    ],
  },
  read: root => readFirstTable(root, ['HAM10000_metadata.csv']),
  folders: root => [
    join(root, 'images'),
    ...[1, 2].map(part => join(root, `HAM10000_images_part_${part}`)),
  ],
  roles: { id: 'image_id', image: 'image_id', group: 'lesion_id' },
  fields: {
    age: { cell: { type: 'number', min: 0, max: 120 } },
    sex: { cell: text },
    localization: { cell: text },
    dx_type: {
      cell: text,
      leak: 'it says how the diagnosis was made: every malignant lesion was confirmed by histopathology, and follow-up occurs with nevi only',
    },
  },
  labels: {
    dx: {
      kind: 'class',
      rule: 'dx as it stands: akiec, bcc, bkl, df, mel, nv, vasc',
      columns: ['dx'],
      of: ([cell]) => (isMissing(cell) ? null : cell),
    },
  },
  defaultLabel: 'dx',
  templates: ham10000Templates,
  example: writeHam10000,
};
