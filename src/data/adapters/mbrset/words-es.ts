import { counted, phrased, type States, stated } from '../wording.ts';
import type { MbrsetWords } from './templates.ts';

const told: States = { values: { yes: 'sí', no: 'no' }, missing: 'sin registro' };

export const mbrsetSpanish: MbrsetWords = {
  frames: {
    patient: 'Paciente: {}.',
    conditions: 'Factores de riesgo: {}.',
    history: 'Antecedentes: {}.',
    education: 'Escolaridad: {}.',
    photograph: 'Fotografía: {}.',
  },
  fields: {
    sex: phrased({ male: 'hombre', female: 'mujer' }, 'sexo no registrado'),
    age: counted('{} años', '{} año', 'edad no registrada'),
    dm_time: counted(
      'diabetes desde hace {} años',
      'diabetes desde hace {} año',
      'duración de la diabetes no registrada',
    ),
    insulin: phrased(
      { yes: 'usa insulina', no: 'no usa insulina' },
      'uso de insulina no registrado',
    ),
    insulin_time: counted(
      'insulina desde hace {} años',
      'insulina desde hace {} año',
      'duración del uso de insulina no registrada',
    ),
    oraltreatment_dm: phrased(
      {
        yes: 'toma antidiabéticos orales',
        no: 'no toma antidiabéticos orales',
      },
      'uso de antidiabéticos orales no registrado',
    ),
    systemic_hypertension: stated('hipertensión arterial', told),
    alcohol_consumption: stated('consumo de alcohol', told),
    smoking: stated('tabaquismo', told),
    obesity: stated('obesidad', told),
    vascular_disease: stated('enfermedad vascular', told),
    acute_myocardial_infarction: stated('infarto agudo de miocardio', told),
    nephropathy: stated('nefropatía', told),
    neuropathy: stated('neuropatía', told),
    diabetic_foot: stated('pie diabético', told),
    educational_level: phrased(
      {
        illiterate: 'sin alfabetizar',
        'incomplete primary': 'primaria incompleta',
        'complete primary': 'primaria completa',
        'incomplete secondary': 'secundaria incompleta',
        'complete secondary': 'secundaria completa',
        'incomplete tertiary': 'educación superior incompleta',
        'complete tertiary': 'educación superior completa',
      },
      'sin registro',
    ),
    insurance: phrased(
      { yes: 'con seguro médico', no: 'sin seguro médico' },
      'seguro médico: sin registro',
    ),
    laterality: phrased({ right: 'ojo derecho', left: 'ojo izquierdo' }, 'lado no registrado'),
    final_quality: stated('buena calidad', told),
    final_artifacts: stated('artefactos', told),
    final_edema: stated('edema macular', told),
  },
};
