import { counted, phrased, type States, stated } from '../wording.ts';
import type { MbrsetWords } from './templates.ts';

const told: States = { values: { yes: 'sim', no: 'não' }, missing: 'sem registro' };

export const mbrsetPortuguese: MbrsetWords = {
  frames: {
    patient: 'Paciente: {}.',
    conditions: 'Fatores de risco: {}.',
    history: 'Antecedentes: {}.',
    education: 'Escolaridade: {}.',
    photograph: 'Fotografia: {}.',
  },
  fields: {
    sex: phrased({ male: 'homem', female: 'mulher' }, 'sexo não registrado'),
    age: counted('{} anos', '{} ano', 'idade não registrada'),
    dm_time: counted(
      'diabetes há {} anos',
      'diabetes há {} ano',
      'duração do diabetes não registrada',
    ),
    insulin: phrased(
      { yes: 'em uso de insulina', no: 'sem uso de insulina' },
      'uso de insulina não registrado',
    ),
    insulin_time: counted(
      'insulina há {} anos',
      'insulina há {} ano',
      'duração do uso de insulina não registrada',
    ),
    oraltreatment_dm: phrased(
      {
        yes: 'em uso de antidiabéticos orais',
        no: 'sem uso de antidiabéticos orais',
      },
      'uso de antidiabéticos orais não registrado',
    ),
    systemic_hypertension: stated('hipertensão arterial', told),
    alcohol_consumption: stated('consumo de álcool', told),
    smoking: stated('tabagismo', told),
    obesity: stated('obesidade', told),
    vascular_disease: stated('doença vascular', told),
    acute_myocardial_infarction: stated('infarto agudo do miocárdio', told),
    nephropathy: stated('nefropatia', told),
    neuropathy: stated('neuropatia', told),
    diabetic_foot: stated('pé diabético', told),
    educational_level: phrased(
      {
        illiterate: 'não alfabetizado',
        'incomplete primary': 'ensino fundamental incompleto',
        'complete primary': 'ensino fundamental completo',
        'incomplete secondary': 'ensino médio incompleto',
        'complete secondary': 'ensino médio completo',
        'incomplete tertiary': 'ensino superior incompleto',
        'complete tertiary': 'ensino superior completo',
      },
      'sem registro',
    ),
    insurance: phrased(
      { yes: 'com plano de saúde', no: 'sem plano de saúde' },
      'plano de saúde: sem registro',
    ),
    laterality: phrased({ right: 'olho direito', left: 'olho esquerdo' }, 'lado não registrado'),
    final_quality: stated('boa qualidade', told),
    final_artifacts: stated('artefatos', told),
    final_edema: stated('edema macular', told),
  },
};
