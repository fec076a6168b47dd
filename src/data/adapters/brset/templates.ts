import type { FieldWording, Language, TextTemplate } from '../../text/index.ts';
import { brsetEnglish } from './words-en.ts';
import { brsetSpanish } from './words-es.ts';
import { brsetFrench } from './words-fr.ts';
import { brsetPortuguese } from './words-pt.ts';

/** The words of one language. */
export interface BrsetWords {
  readonly fields: Readonly<Record<string, FieldWording>>;
  /** `{}` stands for the phrases. */
  readonly frames: {
    readonly eye: string;
    readonly patient: string;
    /** In place of `patient` for a woman, where the language makes a difference. */
    readonly patientFemale?: string;
    readonly comorbidities: string;
    readonly findings: string;
    readonly grading: string;
    readonly camera: string;
    readonly nationality: string;
    readonly photograph: string;
  };
}

export const brsetTemplates: Readonly<Record<Language, TextTemplate>> = {
  en: template(brsetEnglish),
  es: template(brsetSpanish),
  pt: template(brsetPortuguese),
  fr: template(brsetFrench),
};

function template({ fields, frames }: BrsetWords): TextTemplate {
  return {
    fields,
    sentences: [
      { frame: frames.eye, fields: ['exam_eye'] },
      {
        frame: frames.patient,
        agrees: {
          field: 'patient_sex',
          forms: { female: frames.patientFemale ?? frames.patient },
        },
        fields: ['patient_sex', 'patient_age'],
      },
      { frame: frames.comorbidities, fields: ['comorbidities'] },
      { frame: '{}.', fields: ['diabetes', 'diabetes_time_y', 'insuline'] },
      { frame: '{}.', fields: ['optic_disc', 'vessels', 'macula'] },
      {
        frame: frames.findings,
        fields: [
          'macular_edema',
          'scar',
          'nevus',
          'amd',
          'vascular_occlusion',
          'hypertensive_retinopathy',
          'drusens',
          'hemorrhage',
          'retinal_detachment',
          'myopic_fundus',
          'increased_cup_disc',
          'other',
        ],
      },
      { frame: frames.grading, fields: ['diabetic_retinopathy', 'DR_SDRG'] },
      { frame: frames.camera, fields: ['camera'] },
      { frame: frames.nationality, fields: ['nationality'] },
      {
        frame: frames.photograph,
        fields: ['quality', 'focus', 'illumination', 'image_field', 'artifacts'],
      },
    ],
  };
}
