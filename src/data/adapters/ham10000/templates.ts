import type { FieldWording, Language, TextTemplate } from '../../text/index.ts';
import { counted, phrased } from '../wording.ts';

interface Frames {
  /** `{}` stands for the phrases. */
  readonly patient: string;
  /** In place of `patient` for a woman, where the language makes a difference. */
  readonly patientFemale?: string;
}

/** English as it was before the set was declared, to the byte: figures made from it stand. */
export const ham10000Templates: Readonly<Record<Language, TextTemplate>> = {
  en: template(
    { patient: 'Patient {}.' },
    {
      age: counted('aged {} years', 'aged {} year', 'age not recorded'),
      sex: phrased({}, 'sex not recorded'),
      localization: {
        present: 'lesion on {}',
        missing: 'site of the lesion not recorded',
        values: {
          abdomen: 'the abdomen',
          acral: 'an acral site',
          back: 'the back',
          chest: 'the chest',
          ear: 'the ear',
          face: 'the face',
          foot: 'the foot',
          genital: 'the genital area',
          hand: 'the hand',
          'lower extremity': 'the lower extremity',
          neck: 'the neck',
          scalp: 'the scalp',
          trunk: 'the trunk',
          'upper extremity': 'the upper extremity',
        },
      },
      dx_type: {
        present: 'confirmed by {}',
        missing: 'confirmation not recorded',
        values: { histo: 'histopathology', follow_up: 'follow-up' },
      },
    },
  ),
  es: template(
    { patient: 'Paciente: {}.' },
    {
      age: counted('{} años', '{} año', 'edad no registrada'),
      sex: phrased({ male: 'hombre', female: 'mujer' }, 'sexo no registrado'),
      localization: {
        present: 'lesión en {}',
        missing: 'localización de la lesión no registrada',
        values: {
          abdomen: 'el abdomen',
          acral: 'una zona acral',
          back: 'la espalda',
          chest: 'el tórax',
          ear: 'la oreja',
          face: 'la cara',
          foot: 'el pie',
          genital: 'la zona genital',
          hand: 'la mano',
          'lower extremity': 'la extremidad inferior',
          neck: 'el cuello',
          scalp: 'el cuero cabelludo',
          trunk: 'el tronco',
          'upper extremity': 'la extremidad superior',
        },
      },
      dx_type: {
        present: 'diagnóstico confirmado por {}',
        missing: 'confirmación del diagnóstico no registrada',
        values: {
          histo: 'histopatología',
          follow_up: 'seguimiento',
          consensus: 'consenso de expertos',
          confocal: 'microscopía confocal',
        },
      },
    },
  ),
  pt: template(
    { patient: 'Paciente: {}.' },
    {
      age: counted('{} anos', '{} ano', 'idade não registrada'),
      sex: phrased({ male: 'homem', female: 'mulher' }, 'sexo não registrado'),
      localization: {
        present: 'lesão {}',
        missing: 'localização da lesão não registrada',
        values: {
          abdomen: 'no abdome',
          acral: 'em região acral',
          back: 'nas costas',
          chest: 'no tórax',
          ear: 'na orelha',
          face: 'na face',
          foot: 'no pé',
          genital: 'na região genital',
          hand: 'na mão',
          'lower extremity': 'no membro inferior',
          neck: 'no pescoço',
          scalp: 'no couro cabeludo',
          trunk: 'no tronco',
          'upper extremity': 'no membro superior',
        },
      },
      dx_type: {
        present: 'diagnóstico confirmado por {}',
        missing: 'confirmação do diagnóstico não registrada',
        values: {
          histo: 'histopatologia',
          follow_up: 'acompanhamento',
          consensus: 'consenso de especialistas',
          confocal: 'microscopia confocal',
        },
      },
    },
  ),
  fr: template(
    { patient: 'Patient : {}.', patientFemale: 'Patiente : {}.' },
    {
      age: counted('{} ans', '{} an', 'âge non renseigné'),
      sex: phrased({ male: 'homme', female: 'femme' }, 'sexe non renseigné'),
      localization: {
        present: 'lésion {}',
        missing: 'localisation de la lésion non renseignée',
        values: {
          abdomen: 'de l’abdomen',
          acral: 'd’une zone acrale',
          back: 'du dos',
          chest: 'du thorax',
          ear: 'de l’oreille',
          face: 'du visage',
          foot: 'du pied',
          genital: 'de la région génitale',
          hand: 'de la main',
          'lower extremity': 'du membre inférieur',
          neck: 'du cou',
          scalp: 'du cuir chevelu',
          trunk: 'du tronc',
          'upper extremity': 'du membre supérieur',
        },
      },
      dx_type: {
        present: 'diagnostic confirmé par {}',
        missing: 'confirmation du diagnostic non renseignée',
        values: {
          histo: 'histopathologie',
          follow_up: 'suivi',
          consensus: 'consensus d’experts',
          confocal: 'microscopie confocale',
        },
      },
    },
  ),
};

function template(
  { patient, patientFemale = patient }: Frames,
  fields: Readonly<Record<string, FieldWording>>,
): TextTemplate {
  return {
    fields,
    sentences: [
      {
        frame: patient,
        agrees: { field: 'sex', forms: { female: patientFemale } },
        fields: ['age', 'sex'],
      },
      { frame: '{}.', fields: ['localization'] },
      { frame: '{}.', fields: ['dx_type'] },
    ],
  };
}
