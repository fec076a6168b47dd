import { counted, phrased, type States, stated } from '../wording.ts';
import type { MbrsetWords } from './templates.ts';

const told: States = { values: {}, missing: 'not recorded' };

export const mbrsetEnglish: MbrsetWords = {
  frames: {
    patient: 'Patient: {}.',
    conditions: 'Risk factors: {}.',
    history: 'History: {}.',
    education: 'Education: {}.',
    photograph: 'Photograph: {}.',
  },
  fields: {
    sex: phrased({}, 'sex not recorded'),
    age: counted('aged {} years', 'aged {} year', 'age not recorded'),
    dm_time: counted(
      'diabetes for {} years',
      'diabetes for {} year',
      'duration of diabetes not recorded',
    ),
    insulin: phrased(
      { yes: 'using insulin', no: 'not using insulin' },
      'use of insulin not recorded',
    ),
    insulin_time: counted(
      'insulin for {} years',
      'insulin for {} year',
      'duration of insulin not recorded',
    ),
    oraltreatment_dm: phrased(
      { yes: 'taking oral drugs for diabetes', no: 'no oral drugs for diabetes' },
      'oral drugs for diabetes not recorded',
    ),
    systemic_hypertension: stated('hypertension', told),
    alcohol_consumption: stated('alcohol', told),
    smoking: stated('smoking', told),
    obesity: stated('obesity', told),
    vascular_disease: stated('vascular disease', told),
    acute_myocardial_infarction: stated('myocardial infarction', told),
    nephropathy: stated('nephropathy', told),
    neuropathy: stated('neuropathy', told),
    diabetic_foot: stated('diabetic foot', told),
    educational_level: phrased(
      {
        'incomplete primary': 'primary school, not completed',
        'complete primary': 'primary school, completed',
        'incomplete secondary': 'secondary school, not completed',
        'complete secondary': 'secondary school, completed',
        'incomplete tertiary': 'higher education, not completed',
        'complete tertiary': 'higher education, completed',
      },
      'not recorded',
    ),
    insurance: phrased(
      { yes: 'health insurance', no: 'no health insurance' },
      'health insurance not recorded',
    ),
    laterality: phrased({ right: 'right eye', left: 'left eye' }, 'side not recorded'),
    final_quality: stated('good quality', told),
    final_artifacts: stated('artifacts', told),
    final_edema: stated('macular edema', told),
  },
};
