import type { FieldWording, Language, TextTemplate } from '../../text/index.ts';
import { mbrsetEnglish } from './words-en.ts';
import { mbrsetSpanish } from './words-es.ts';
import { mbrsetFrench } from './words-fr.ts';
import { mbrsetPortuguese } from './words-pt.ts';

/** The words of one language. */
export interface MbrsetWords {
  readonly fields: Readonly<Record<string, FieldWording>>;
  /** `{}` stands for the phrases. */
  readonly frames: {
    readonly patient: string;
    /** In place of `patient` for a woman, where the language makes a difference. */
    readonly patientFemale?: string;
    readonly conditions: string;
    readonly history: string;
    readonly education: string;
    readonly photograph: string;
  };
}

export const mbrsetTemplates: Readonly<Record<Language, TextTemplate>> = {
  en: template(mbrsetEnglish),
  es: template(mbrsetSpanish),
  pt: template(mbrsetPortuguese),
  fr: template(mbrsetFrench),
};

function template({ fields, frames }: MbrsetWords): TextTemplate {
  return {
    fields,
    sentences: [
      {
        frame: frames.patient,
        agrees: { field: 'sex', forms: { female: frames.patientFemale ?? frames.patient } },
        fields: ['sex', 'age'],
      },
      { frame: '{}.', fields: ['dm_time', 'insulin', 'insulin_time', 'oraltreatment_dm'] },
      {
        frame: frames.conditions,
        fields: [
          'systemic_hypertension',
          'alcohol_consumption',
          'smoking',
          'obesity',
          'vascular_disease',
        ],
      },
      {
        frame: frames.history,
        fields: ['acute_myocardial_infarction', 'nephropathy', 'neuropathy', 'diabetic_foot'],
      },
      { frame: frames.education, fields: ['educational_level'] },
      { frame: '{}.', fields: ['insurance'] },
      {
        frame: frames.photograph,
        fields: ['laterality', 'final_quality', 'final_artifacts', 'final_edema'],
      },
    ],
  };
}
