import type { FieldDeclaration } from '../declaration.ts';
import { mendNumber, mendWord, missingEverywhere } from '../mend.ts';

const text = { type: 'text' } as const;
const words: FieldDeclaration = { cell: text, mend: mendWord };

const samePicture =
  'a finding that the grader of the label read from the same picture: nobody knows it before somebody has looked';
const badPicture = 'says how good the photograph is, not how ill the eye: a shortcut';

/** Present or absent, as a grader saw it. */
const finding: FieldDeclaration = { cell: text, codes: { 1: 'present', 0: 'absent' } };

/** The file says 1 for normal, so a text made from "1 means present" would say the opposite. */
const anatomy: FieldDeclaration = {
  // One cell of version 1.0.1 is said to hold "bv".
  cell: { type: 'text', missing: [...missingEverywhere, 'bv'] },
  codes: { 1: 'normal', 2: 'abnormal' },
};

const quality: FieldDeclaration = {
  // Two cells of version 1.0.1 are said to hold 0.
  cell: { type: 'text', missing: [...missingEverywhere, '0'] },
  codes: { 1: 'adequate', 2: 'inadequate' },
  aside: badPicture,
  optional: true,
};

/** BRSET's record, by the columns of version 1.0.0. */
export const brsetFields: Readonly<Record<string, FieldDeclaration>> = {
  exam_eye: { cell: text, codes: { 1: 'right', 2: 'left' } },
  patient_sex: { cell: text, codes: { 1: 'male', 2: 'female' } },
  patient_age: { cell: { type: 'number', min: 0, max: 120 }, mend: mendNumber },
  comorbidities: { cell: text },
  diabetes: {
    ...words,
    aside:
      'not among the fields of the paper; who has no diabetes cannot have diabetic retinopathy, which is known before the photograph but decides most rows',
    optional: true,
  },
  diabetes_time_y: {
    cell: { type: 'number', min: 0, max: 100, missing: [...missingEverywhere, 'Não', 'Nao'] },
    mend: mendNumber,
  },
  // An empty cell is missing. It must never become "yes", as "all that is not no" would have it.
  insuline: { ...words, codes: { yes: 'yes', no: 'no', sim: 'yes', não: 'no', nao: 'no' } },
  optic_disc: { ...anatomy, aside: samePicture },
  vessels: {
    ...anatomy,
    leak: 'abnormal vessels are part of what a grade of retinopathy is made of, read by the same grader from the same picture',
  },
  macula: {
    ...anatomy,
    leak: 'an abnormal macula goes with the grade, read by the same grader from the same picture',
  },
  macular_edema: {
    ...finding,
    leak: 'diabetic macular oedema occurs with diabetic retinopathy, read by the same grader from the same picture',
  },
  scar: { ...finding, aside: samePicture },
  nevus: { ...finding, aside: samePicture },
  amd: { ...finding, aside: samePicture },
  vascular_occlusion: { ...finding, aside: samePicture },
  hypertensive_retinopathy: { ...finding, aside: samePicture, optional: true },
  drusens: { ...finding, aside: samePicture },
  hemorrhage: {
    ...finding,
    leak: 'bleedings are what a grade of retinopathy is made of; the set calls these "not diabetic", which is decided together with the grade',
  },
  retinal_detachment: { ...finding, aside: samePicture },
  myopic_fundus: { ...finding, aside: samePicture },
  increased_cup_disc: { ...finding, aside: samePicture },
  other: { ...finding, aside: samePicture },
  diabetic_retinopathy: {
    ...finding,
    leak: 'the label itself: the same as a grade above 0 but for a few rows',
    optional: true,
  },
  DR_SDRG: {
    cell: { type: 'number', min: 0, max: 4 },
    leak: 'another grading of the same disease from the same picture',
    optional: true,
  },
  camera: {
    cell: text,
    aside: 'says where a picture was made, not what it shows: a shortcut',
  },
  nationality: { cell: text, aside: 'Brazil in every row', optional: true },
  quality: { ...words, aside: badPicture, optional: true },
  focus: quality,
  illumination: quality,
  image_field: quality,
  artifacts: quality,
};
