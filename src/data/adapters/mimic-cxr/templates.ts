import type { Language, TextTemplate } from '../../text/index.ts';

/** The report and the name of the procedure stay in English, as the hospital wrote them. */
export const radiographTemplates: Readonly<Record<Language, TextTemplate>> = {
  en: {
    fields: {
      age: { present: 'aged {} years', one: 'aged {} year', missing: 'age not recorded' },
      sex: { present: '{}', missing: 'sex not recorded' },
      race: { present: 'race {}', missing: 'race not recorded' },
      view: {
        present: '{} view',
        missing: 'view not recorded',
        values: {
          PA: 'postero-anterior',
          AP: 'antero-posterior',
          LATERAL: 'lateral',
          LL: 'left lateral',
        },
      },
      orientation: {
        present: 'patient {}',
        missing: 'position of the patient not recorded',
        values: { Erect: 'upright', Recumbent: 'lying' },
      },
      procedure: { present: 'ordered as {}', missing: 'order not recorded' },
      report: { present: 'report: {}', missing: 'report not recorded' },
    },
    sentences: sentences('Patient {}.', 'Chest radiograph, {}.'),
  },
  es: {
    fields: {
      age: { present: '{} años', one: '{} año', missing: 'edad: no consta' },
      sex: {
        present: 'sexo {}',
        missing: 'sexo: no consta',
        values: { male: 'masculino', female: 'femenino' },
      },
      race: { present: 'raza {}', missing: 'raza: no consta' },
      view: {
        present: 'proyección {}',
        missing: 'proyección: no consta',
        values: {
          PA: 'posteroanterior',
          AP: 'anteroposterior',
          LATERAL: 'lateral',
          LL: 'lateral izquierda',
        },
      },
      orientation: {
        present: 'paciente {}',
        missing: 'posición del paciente: no consta',
        values: { Erect: 'de pie', Recumbent: 'en decúbito' },
      },
      procedure: { present: 'solicitada como {}', missing: 'solicitud: no consta' },
      report: { present: 'informe: {}', missing: 'informe: no consta' },
    },
    sentences: sentences('Paciente: {}.', 'Radiografía de tórax, {}.'),
  },
  pt: {
    fields: {
      age: { present: '{} anos', one: '{} ano', missing: 'idade: não consta' },
      sex: {
        present: 'sexo {}',
        missing: 'sexo: não consta',
        values: { male: 'masculino', female: 'feminino' },
      },
      race: { present: 'raça {}', missing: 'raça: não consta' },
      view: {
        present: 'incidência {}',
        missing: 'incidência: não consta',
        values: {
          PA: 'póstero-anterior',
          AP: 'ântero-posterior',
          LATERAL: 'lateral',
          LL: 'lateral esquerda',
        },
      },
      orientation: {
        present: 'paciente {}',
        missing: 'posição do paciente: não consta',
        values: { Erect: 'em pé', Recumbent: 'em decúbito' },
      },
      procedure: { present: 'pedida como {}', missing: 'pedido: não consta' },
      report: { present: 'laudo: {}', missing: 'laudo: não consta' },
    },
    sentences: sentences('Paciente: {}.', 'Radiografia de tórax, {}.'),
  },
  fr: {
    fields: {
      age: { present: '{} ans', one: '{} an', missing: 'âge : donnée manquante' },
      sex: {
        present: 'sexe {}',
        missing: 'sexe : donnée manquante',
        values: { male: 'masculin', female: 'féminin' },
      },
      race: { present: 'origine {}', missing: 'origine : donnée manquante' },
      view: {
        present: 'incidence {}',
        missing: 'incidence : donnée manquante',
        values: {
          PA: 'postéro-antérieure',
          AP: 'antéro-postérieure',
          LATERAL: 'de profil',
          LL: 'de profil gauche',
        },
      },
      orientation: {
        present: 'patient {}',
        missing: 'position du patient : donnée manquante',
        values: { Erect: 'debout', Recumbent: 'couché' },
      },
      procedure: { present: 'demandée comme {}', missing: 'demande : donnée manquante' },
      report: { present: 'compte rendu : {}', missing: 'compte rendu : donnée manquante' },
    },
    sentences: sentences('Patient : {}.', 'Radiographie du thorax, {}.'),
  },
};

function sentences(patient: string, radiograph: string): TextTemplate['sentences'] {
  return [
    { frame: patient, fields: ['age', 'sex', 'race'] },
    { frame: radiograph, fields: ['view', 'orientation', 'procedure'] },
    { frame: '{}.', fields: ['report'] },
  ];
}
