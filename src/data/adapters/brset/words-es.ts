import { counted, phrased, type States, stated } from '../wording.ts';
import type { BrsetWords } from './templates.ts';

const missing = 'sin registro';
const seen: States = { values: { present: 'presente', absent: 'ausente' }, missing };
const judged: States = { values: { adequate: 'adecuado', inadequate: 'inadecuado' }, missing };
const judgedFeminine: States = {
  values: { adequate: 'adecuada', inadequate: 'inadecuada' },
  missing,
};

export const brsetSpanish: BrsetWords = {
  frames: {
    eye: 'Fotografía de fondo de ojo: {}.',
    patient: 'Paciente: {}.',
    comorbidities: 'Comorbilidades: {}.',
    findings: 'Hallazgos: {}.',
    grading: 'Clasificación: {}.',
    camera: 'Cámara: {}.',
    nationality: 'País: {}.',
    photograph: 'Fotografía: {}.',
  },
  fields: {
    exam_eye: phrased({ right: 'ojo derecho', left: 'ojo izquierdo' }, 'lado no registrado'),
    patient_sex: phrased({ male: 'hombre', female: 'mujer' }, 'sexo no registrado'),
    patient_age: counted('{} años', '{} año', 'edad no registrada'),
    comorbidities: phrased({}, 'sin registro'),
    diabetes: phrased(
      { yes: 'con diabetes', no: 'sin diabetes' },
      'diagnóstico de diabetes no registrado',
    ),
    diabetes_time_y: counted(
      'diabetes desde hace {} años',
      'diabetes desde hace {} año',
      'duración de la diabetes no registrada',
    ),
    insuline: phrased(
      { yes: 'usa insulina', no: 'no usa insulina' },
      'uso de insulina no registrado',
    ),
    optic_disc: phrased(
      { normal: 'disco óptico normal', abnormal: 'disco óptico anormal' },
      'disco óptico no registrado',
    ),
    vessels: phrased(
      { normal: 'vasos normales', abnormal: 'vasos anormales' },
      'vasos no registrados',
    ),
    macula: phrased(
      { normal: 'mácula normal', abnormal: 'mácula anormal' },
      'mácula no registrada',
    ),
    macular_edema: stated('edema macular', seen),
    scar: stated('cicatriz', seen),
    nevus: stated('nevo', seen),
    amd: stated('degeneración macular asociada a la edad', seen),
    vascular_occlusion: stated('oclusión vascular', seen),
    hypertensive_retinopathy: stated('retinopatía hipertensiva', seen),
    drusens: stated('drusas', {
      values: { present: 'presentes', absent: 'ausentes' },
      missing,
    }),
    hemorrhage: stated('hemorragia', seen),
    retinal_detachment: stated('desprendimiento de retina', seen),
    myopic_fundus: stated('fondo de ojo miópico', seen),
    increased_cup_disc: stated('relación excavación-disco aumentada', {
      values: { present: 'sí', absent: 'no' },
      missing,
    }),
    other: stated('otro hallazgo', seen),
    diabetic_retinopathy: stated('retinopatía diabética', seen),
    DR_SDRG: stated('grado escocés', seen),
    camera: phrased({}, missing),
    nationality: phrased({ Brazil: 'Brasil' }, missing),
    quality: stated('calidad', judgedFeminine),
    focus: stated('enfoque', judged),
    illumination: stated('iluminación', judgedFeminine),
    image_field: stated('campo', judged),
    artifacts: phrased(
      { adequate: 'sin artefactos', inadequate: 'con artefactos' },
      'artefactos: sin registro',
    ),
  },
};
