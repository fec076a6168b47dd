import { counted, phrased, type States, stated } from '../wording.ts';
import type { BrsetWords } from './templates.ts';

const seen: States = { values: {}, missing: 'not recorded' };

export const brsetEnglish: BrsetWords = {
  frames: {
    eye: 'Fundus photograph of {}.',
    patient: 'Patient: {}.',
    comorbidities: 'Comorbidities: {}.',
    findings: 'Findings: {}.',
    grading: 'Grading: {}.',
    camera: 'Camera: {}.',
    nationality: 'Country: {}.',
    photograph: 'Photograph: {}.',
  },
  fields: {
    exam_eye: phrased(
      { right: 'the right eye', left: 'the left eye' },
      'an eye, side not recorded',
    ),
    patient_sex: phrased({}, 'sex not recorded'),
    patient_age: counted('aged {} years', 'aged {} year', 'age not recorded'),
    comorbidities: phrased({}, 'not recorded'),
    diabetes: phrased(
      { yes: 'diabetes reported', no: 'no diabetes reported' },
      'diabetes not recorded',
    ),
    diabetes_time_y: counted(
      'diabetes for {} years',
      'diabetes for {} year',
      'duration of diabetes not recorded',
    ),
    insuline: phrased(
      { yes: 'using insulin', no: 'not using insulin' },
      'use of insulin not recorded',
    ),
    optic_disc: phrased(
      { normal: 'optic disc normal', abnormal: 'optic disc abnormal' },
      'optic disc not recorded',
    ),
    vessels: phrased(
      { normal: 'vessels normal', abnormal: 'vessels abnormal' },
      'vessels not recorded',
    ),
    macula: phrased(
      { normal: 'macula normal', abnormal: 'macula abnormal' },
      'macula not recorded',
    ),
    macular_edema: stated('macular edema', seen),
    scar: stated('scar', seen),
    nevus: stated('nevus', seen),
    amd: stated('age-related macular degeneration', seen),
    vascular_occlusion: stated('vascular occlusion', seen),
    hypertensive_retinopathy: stated('hypertensive retinopathy', seen),
    drusens: stated('drusen', seen),
    hemorrhage: stated('hemorrhage', seen),
    retinal_detachment: stated('retinal detachment', seen),
    myopic_fundus: stated('myopic fundus', seen),
    increased_cup_disc: stated('increased cup-to-disc ratio', seen),
    other: stated('other finding', seen),
    diabetic_retinopathy: stated('diabetic retinopathy', seen),
    DR_SDRG: stated('Scottish grade', seen),
    camera: phrased({}, 'not recorded'),
    nationality: phrased({ Brazil: 'Brazil' }, 'not recorded'),
    quality: stated('quality', seen),
    focus: stated('focus', seen),
    illumination: stated('illumination', seen),
    image_field: stated('field', seen),
    artifacts: phrased(
      { adequate: 'no artifacts', inadequate: 'artifacts' },
      'artifacts: not recorded',
    ),
  },
};
