import { counted, phrased, type States, stated } from '../wording.ts';
import type { BrsetWords } from './templates.ts';

const colon = ' : ';
const missing = 'non renseigné';
const missingFeminine = 'non renseignée';
const seen: States = { values: { present: 'présent', absent: 'absent' }, missing, colon };
const seenFeminine: States = {
  values: { present: 'présente', absent: 'absente' },
  missing: missingFeminine,
  colon,
};
const judgedFeminine: States = {
  values: { adequate: 'suffisante', inadequate: 'insuffisante' },
  missing: missingFeminine,
  colon,
};
const judged: States = {
  values: { adequate: 'suffisant', inadequate: 'insuffisant' },
  missing,
  colon,
};

export const brsetFrench: BrsetWords = {
  frames: {
    eye: 'Photographie du fond d’œil : {}.',
    patient: 'Patient : {}.',
    patientFemale: 'Patiente : {}.',
    comorbidities: 'Comorbidités : {}.',
    findings: 'Signes relevés : {}.',
    grading: 'Classification : {}.',
    camera: 'Appareil : {}.',
    nationality: 'Pays : {}.',
    photograph: 'Photographie : {}.',
  },
  fields: {
    exam_eye: phrased({ right: 'œil droit', left: 'œil gauche' }, 'côté non renseigné'),
    patient_sex: phrased({ male: 'homme', female: 'femme' }, 'sexe non renseigné'),
    patient_age: counted('{} ans', '{} an', 'âge non renseigné'),
    comorbidities: phrased({}, 'non renseignées'),
    diabetes: phrased({ yes: 'diabète connu', no: 'pas de diabète' }, 'diabète non renseigné'),
    diabetes_time_y: counted(
      'diabète depuis {} ans',
      'diabète depuis {} an',
      'durée du diabète non renseignée',
    ),
    insuline: phrased(
      { yes: 'sous insuline', no: 'sans insuline' },
      'traitement par insuline non renseigné',
    ),
    optic_disc: phrased(
      { normal: 'papille normale', abnormal: 'papille anormale' },
      'papille non renseignée',
    ),
    vessels: phrased(
      { normal: 'vaisseaux normaux', abnormal: 'vaisseaux anormaux' },
      'vaisseaux non renseignés',
    ),
    macula: phrased(
      { normal: 'macula normale', abnormal: 'macula anormale' },
      'macula non renseignée',
    ),
    macular_edema: stated('œdème maculaire', seen),
    scar: stated('cicatrice', seenFeminine),
    nevus: stated('nævus', seen),
    amd: stated('dégénérescence maculaire liée à l’âge', seenFeminine),
    vascular_occlusion: stated('occlusion vasculaire', seenFeminine),
    hypertensive_retinopathy: stated('rétinopathie hypertensive', seenFeminine),
    drusens: stated('drusen', {
      values: { present: 'présents', absent: 'absents' },
      missing: 'non renseignés',
      colon,
    }),
    hemorrhage: stated('hémorragie', seenFeminine),
    retinal_detachment: stated('décollement de rétine', seen),
    myopic_fundus: stated('fond d’œil myopique', {
      values: { present: 'oui', absent: 'non' },
      missing,
      colon,
    }),
    increased_cup_disc: stated('rapport cup/disc augmenté', {
      values: { present: 'oui', absent: 'non' },
      missing,
      colon,
    }),
    other: stated('autre anomalie', seenFeminine),
    diabetic_retinopathy: stated('rétinopathie diabétique', seenFeminine),
    DR_SDRG: stated('grade écossais', seen),
    camera: phrased({}, missing),
    nationality: phrased({ Brazil: 'Brésil' }, missing),
    quality: stated('qualité', judgedFeminine),
    focus: stated('mise au point', judgedFeminine),
    illumination: stated('éclairage', judged),
    image_field: stated('champ', judged),
    artifacts: phrased(
      { adequate: 'sans artéfact', inadequate: 'avec artéfacts' },
      'artéfacts : non renseignés',
    ),
  },
};
