import type { FieldDeclaration } from '../declaration.ts';
import { mendNumber, mendWord } from '../mend.ts';

const text = { type: 'text' } as const;

/** Told by the patient. An empty cell is missing; it does not mean no. */
const told: FieldDeclaration = { cell: text, codes: { 1: 'yes', 0: 'no' } };
const years: FieldDeclaration = { cell: { type: 'number', min: 0, max: 100 }, mend: mendNumber };
const words: FieldDeclaration = { cell: text, mend: mendWord };

const badPicture = 'says how good the photograph is, not how ill the eye: a shortcut';

/** mBRSET's record. */
export const mbrsetFields: Readonly<Record<string, FieldDeclaration>> = {
  sex: { cell: text, codes: { 0: 'female', 1: 'male' } },
  age: { cell: { type: 'number', min: 0, max: 120 }, mend: mendNumber },
  dm_time: years,
  insulin: told,
  insulin_time: {
    ...years,
    aside: 'known only of those who use insulin; not among the fields of the paper',
  },
  oraltreatment_dm: told,
  systemic_hypertension: told,
  alcohol_consumption: told,
  smoking: told,
  obesity: told,
  vascular_disease: told,
  acute_myocardial_infarction: told,
  nephropathy: told,
  neuropathy: told,
  diabetic_foot: told,
  educational_level: {
    cell: text,
    codes: {
      1: 'illiterate',
      2: 'incomplete primary',
      3: 'complete primary',
      4: 'incomplete secondary',
      5: 'complete secondary',
      6: 'incomplete tertiary',
      7: 'complete tertiary',
    },
  },
  insurance: {
    ...told,
    aside:
      'says who pays, not how the eye is: for checks of fairness; not among the fields of the paper',
  },
  laterality: { ...words, aside: 'not among the fields of the paper' },
  final_quality: { ...words, aside: badPicture },
  final_artifacts: { ...words, aside: badPicture },
  final_edema: {
    ...words,
    leak: 'diabetic macular oedema occurs with diabetic retinopathy, read by the same graders from the same picture',
  },
};
