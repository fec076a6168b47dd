import { counted, phrased, type States, stated } from '../wording.ts';
import type { MbrsetWords } from './templates.ts';

const told: States = { values: { yes: 'oui', no: 'non' }, missing: 'non renseigné', colon: ' : ' };
const toldFeminine: States = { ...told, missing: 'non renseignée' };

export const mbrsetFrench: MbrsetWords = {
  frames: {
    patient: 'Patient : {}.',
    patientFemale: 'Patiente : {}.',
    conditions: 'Facteurs de risque : {}.',
    history: 'Antécédents : {}.',
    education: 'Niveau d’études : {}.',
    photograph: 'Photographie : {}.',
  },
  fields: {
    sex: phrased({ male: 'homme', female: 'femme' }, 'sexe non renseigné'),
    age: counted('{} ans', '{} an', 'âge non renseigné'),
    dm_time: counted(
      'diabète depuis {} ans',
      'diabète depuis {} an',
      'durée du diabète non renseignée',
    ),
    insulin: phrased(
      { yes: 'sous insuline', no: 'sans insuline' },
      'traitement par insuline non renseigné',
    ),
    insulin_time: counted(
      'insuline depuis {} ans',
      'insuline depuis {} an',
      'durée du traitement par insuline non renseignée',
    ),
    oraltreatment_dm: phrased(
      { yes: 'sous antidiabétiques oraux', no: 'sans antidiabétiques oraux' },
      'antidiabétiques oraux non renseignés',
    ),
    systemic_hypertension: stated('hypertension artérielle', toldFeminine),
    alcohol_consumption: stated('consommation d’alcool', toldFeminine),
    smoking: stated('tabagisme', told),
    obesity: stated('obésité', toldFeminine),
    vascular_disease: stated('maladie vasculaire', toldFeminine),
    acute_myocardial_infarction: stated('infarctus du myocarde', told),
    nephropathy: stated('néphropathie', toldFeminine),
    neuropathy: stated('neuropathie', toldFeminine),
    diabetic_foot: stated('pied diabétique', told),
    educational_level: phrased(
      {
        illiterate: 'sans alphabétisation',
        'incomplete primary': 'école primaire inachevée',
        'complete primary': 'école primaire achevée',
        'incomplete secondary': 'études secondaires inachevées',
        'complete secondary': 'études secondaires achevées',
        'incomplete tertiary': 'études supérieures inachevées',
        'complete tertiary': 'études supérieures achevées',
      },
      'non renseigné',
    ),
    insurance: phrased(
      { yes: 'avec assurance maladie privée', no: 'sans assurance maladie privée' },
      'assurance maladie privée non renseignée',
    ),
    laterality: phrased({ right: 'œil droit', left: 'œil gauche' }, 'côté non renseigné'),
    final_quality: stated('bonne qualité', toldFeminine),
    final_artifacts: stated('artéfacts', { ...told, missing: 'non renseignés' }),
    final_edema: stated('œdème maculaire', told),
  },
};
