import { join } from 'node:path';
import * as z from 'zod';
import type { DatasetDeclaration } from '../declaration.ts';
import { writeExample } from './example.ts';
import { diseaseRule, findingsRule, sixFindings, thirteenFindings } from './findings.ts';
import { readMimicCxr } from './read.ts';
import { radiographTemplates } from './templates.ts';

const patients = "patients.csv of MIMIC-IV beside the other files, or the paper's own tables";

/** MIMIC-CXR: 377,110 chest radiographs, labels mined from the reports. */
export const mimicCxr: DatasetDeclaration<'mimic-cxr'> = {
  name: 'mimic-cxr',
  title: 'MIMIC-CXR: chest radiographs, findings that were mined from their reports',
  about: {
    home: 'https://physionet.org/content/mimic-cxr-jpg/2.0.0/',
    terms:
      'PhysioNet Credentialed Health Data License 1.5.0: credentialed users only, after the CITI course and a signed agreement; no sharing, no attempt to identify anybody.',
    citation:
      'Johnson and others: MIMIC-CXR, a de-identified publicly available database of chest radiographs with free-text reports. Scientific Data 6:317, 2019',
    paperProtocol: [
      'Its text was the report that the labels were mined from, so the text held the answer.',
      'Its tables come from elsewhere (153,128 rows, with a split of their own); whether a patient is in one part only is not said.',
      'The validation rows were thrown away and the best epoch was chosen on test rows.',
      'Its four classes are No Finding, Pneumonia, Other and one that is not named; its follow-up learns six findings and leaves out every row with an uncertain one.',
    ],
  },
  options: {
    reports: z
      .enum(['skip', 'read'])
      .default('skip')
      .describe(
        'Whether the reports are read into the record (files/p10/…/s….txt); the labels were mined from them',
      ),
  },
  read: readMimicCxr,
  folders: root => [root, join(root, 'images')],
  roles: { id: 'dicom_id', image: 'image', group: 'subject_id', part: 'part' },
  fields: {
    age: {
      cell: { type: 'number', min: 0, max: 120 },
      optional: true,
      needs: patients,
    },
    sex: {
      cell: { type: 'text' },
      optional: true,
      needs: patients,
    },
    view: { cell: { type: 'text' }, optional: true },
    orientation: { cell: { type: 'text' }, optional: true },
    procedure: { cell: { type: 'text' }, optional: true },
    race: {
      cell: { type: 'text' },
      optional: true,
      needs: "the paper's own tables",
      aside:
        'what a hospital wrote down of a person, not what is seen; it is in the record so that figures can be told by group',
    },
    report: {
      cell: { type: 'text', missing: [] },
      optional: true,
      needs: 'options: { reports: read }, and the reports in the folder',
      leak: 'the labels were mined from the report, so it holds the answer in words',
    },
  },
  labels: {
    findings: findingsRule(sixFindings),
    'findings-13': findingsRule(thirteenFindings),
    disease: diseaseRule,
  },
  defaultLabel: 'findings',
  templates: radiographTemplates,
  example: writeExample,
};
