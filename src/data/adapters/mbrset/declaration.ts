import { join } from 'node:path';
import type { DatasetDeclaration } from '../declaration.ts';
import { readFirstTable } from '../first-table.ts';
import { retinopathyLabels } from '../retinopathy-labels.ts';
import { writeMbrset } from './example.ts';
import { mbrsetFields } from './fields.ts';
import { mbrsetTemplates } from './templates.ts';

/** mBRSET: photographs of diabetic people's retinas with a camera held in the hand, four a patient. */
export const mbrset: DatasetDeclaration<'mbrset'> = {
  name: 'mbrset',
  title: 'mBRSET: retinal photographs with a handheld camera, by patient',
  about: {
    home: 'https://physionet.org/content/mbrset/1.0/',
    terms:
      'PhysioNet Credentialed Health Data License 1.5.0: a credentialed account, training, and a signed agreement; no copy may be passed on',
    citation:
      'Wu C, Restrepo D, Nakayama LF, et al. A portable retina fundus photos dataset for clinical, demographic, and diabetic retinopathy prediction. Scientific Data 12:323, 2025',
    paperProtocol: [
      'It splits by image, 80 to 20: the four pictures of a patient can be on both sides.',
      'It says "no" of every illness whose cell is empty.',
      'It has no validation rows: the best epoch is chosen on the test rows.',
    ],
  },
  read: root => readFirstTable(root, ['labels_mbrset.csv']),
  folders: root => [join(root, 'images'), join(root, 'fundus_photos')],
  roles: { id: 'file', image: 'file', group: 'patient' },
  fields: mbrsetFields,
  labels: retinopathyLabels('final_icdr'),
  defaultLabel: 'DR_2',
  templates: mbrsetTemplates,
  example: writeMbrset,
};
