import { join } from 'node:path';
import type { DatasetDeclaration } from '../declaration.ts';
import { retinopathyLabels } from '../retinopathy-labels.ts';
import { writeBrset } from './example.ts';
import { brsetFields } from './fields.ts';
import { readBrset } from './read.ts';
import { brsetTemplates } from './templates.ts';

/** BRSET: photographs of the retina from three clinics in São Paulo, both eyes of a patient. */
export const brset: DatasetDeclaration<'brset'> = {
  name: 'brset',
  title: 'BRSET: Brazilian retinal photographs, by patient',
  about: {
    home: 'https://physionet.org/content/brazilian-ophthalmological/',
    terms:
      'PhysioNet Credentialed Health Data License 1.5.0: a credentialed account, training, and a signed agreement; no copy may be passed on',
    citation:
      'Nakayama LF, Restrepo D, Matos J, et al. BRSET: a Brazilian Multilabel Ophthalmological Dataset of retina fundus photos. PLOS Digital Health 3(7):e0000454, 2024',
    paperProtocol: [
      'It splits by image, 80 to 20: the two eyes of a patient can be on both sides.',
      'Its text lists the findings of the grader (macular oedema, bleedings, vessels, macula and more), which nearly say the label.',
      'It says "present" of a normal optic disc, macula and vessels, because it reads 1 as present.',
      'It says "using insulin" wherever the cell is empty, which is nine rows in ten.',
      'It has no validation rows: the best epoch is chosen on the test rows.',
    ],
  },
  read: readBrset,
  folders: root => [join(root, 'fundus_photos'), join(root, 'images')],
  roles: { id: 'image_id', image: 'image_id', group: 'patient_id', site: 'camera' },
  fields: brsetFields,
  labels: retinopathyLabels('DR_ICDR'),
  defaultLabel: 'DR_2',
  templates: brsetTemplates,
  example: writeBrset,
};
