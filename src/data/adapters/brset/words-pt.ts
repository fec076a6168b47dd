import { counted, phrased, type States, stated } from '../wording.ts';
import type { BrsetWords } from './templates.ts';

const missing = 'sem registro';
const seen: States = { values: { present: 'presente', absent: 'ausente' }, missing };
const judged: States = { values: { adequate: 'adequado', inadequate: 'inadequado' }, missing };
const judgedFeminine: States = {
  values: { adequate: 'adequada', inadequate: 'inadequada' },
  missing,
};

export const brsetPortuguese: BrsetWords = {
  frames: {
    eye: 'Fotografia de fundo de olho: {}.',
    patient: 'Paciente: {}.',
    comorbidities: 'Comorbidades: {}.',
    findings: 'Achados: {}.',
    grading: 'Classificação: {}.',
    camera: 'Câmera: {}.',
    nationality: 'País: {}.',
    photograph: 'Fotografia: {}.',
  },
  fields: {
    exam_eye: phrased({ right: 'olho direito', left: 'olho esquerdo' }, 'lado não registrado'),
    patient_sex: phrased({ male: 'homem', female: 'mulher' }, 'sexo não registrado'),
    patient_age: counted('{} anos', '{} ano', 'idade não registrada'),
    comorbidities: phrased({}, missing),
    diabetes: phrased(
      { yes: 'com diabetes', no: 'sem diabetes' },
      'diagnóstico de diabetes não registrado',
    ),
    diabetes_time_y: counted(
      'diabetes há {} anos',
      'diabetes há {} ano',
      'duração do diabetes não registrada',
    ),
    insuline: phrased(
      { yes: 'em uso de insulina', no: 'sem uso de insulina' },
      'uso de insulina não registrado',
    ),
    optic_disc: phrased(
      { normal: 'disco óptico normal', abnormal: 'disco óptico anormal' },
      'disco óptico não registrado',
    ),
    vessels: phrased(
      { normal: 'vasos normais', abnormal: 'vasos anormais' },
      'vasos não registrados',
    ),
    macula: phrased(
      { normal: 'mácula normal', abnormal: 'mácula anormal' },
      'mácula não registrada',
    ),
    macular_edema: stated('edema macular', seen),
    scar: stated('cicatriz', seen),
    nevus: stated('nevo', seen),
    amd: stated('degeneração macular relacionada à idade', seen),
    vascular_occlusion: stated('oclusão vascular', seen),
    hypertensive_retinopathy: stated('retinopatia hipertensiva', seen),
    drusens: stated('drusas', {
      values: { present: 'presentes', absent: 'ausentes' },
      missing,
    }),
    hemorrhage: stated('hemorragia', seen),
    retinal_detachment: stated('descolamento de retina', seen),
    myopic_fundus: stated('fundo de olho miópico', seen),
    increased_cup_disc: stated('relação escavação/disco aumentada', {
      values: { present: 'sim', absent: 'não' },
      missing,
    }),
    other: stated('outro achado', seen),
    diabetic_retinopathy: stated('retinopatia diabética', seen),
    DR_SDRG: stated('grau escocês', seen),
    camera: phrased({}, missing),
    nationality: phrased({ Brazil: 'Brasil' }, missing),
    quality: stated('qualidade', judgedFeminine),
    focus: stated('foco', judged),
    illumination: stated('iluminação', judgedFeminine),
    image_field: stated('campo', judged),
    artifacts: phrased(
      { adequate: 'sem artefatos', inadequate: 'com artefatos' },
      'artefatos: sem registro',
    ),
  },
};
