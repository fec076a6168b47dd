import type { FieldWording, Language, TextTemplate } from '../../text/index.ts';
import { staticColumns } from './towns.ts';

/** The words of one language. */
interface TownWords {
  readonly town: FieldWording;
  readonly population: FieldWording;
  readonly date: FieldWording;
  readonly cases: FieldWording;
  /** What the columns of shares and rates are called, in their order. */
  readonly names: readonly string[];
  readonly missing: string;
  /** `{}` stands for the shares. */
  readonly shares: string;
}

export const satelliteBenchTemplates: Readonly<Record<Language, TextTemplate>> = {
  en: template({
    town: { present: 'municipality: {}', missing: 'municipality not recorded' },
    population: {
      present: '{} inhabitants',
      one: '{} inhabitant',
      missing: 'number of inhabitants not recorded',
    },
    date: { present: 'week of {}', missing: 'week not recorded' },
    cases: {
      present: '{} cases of dengue',
      one: '{} case of dengue',
      missing: 'cases of dengue not recorded',
    },
    shares: 'Figures of the municipality: {}.',
    missing: 'not recorded',
    names: [
      'aged 0 to 4 years',
      'aged 5 to 14 years',
      'aged 15 to 29 years',
      'aged 30 years or more',
      'Afro-Colombian',
      'Indigenous',
      'living with a disability',
      'unable to read or write',
      'with secondary or higher education',
      'employed',
      'unemployed',
      'doing housework',
      'retired',
      'men',
      'women',
      'households without water',
      'households without internet',
      ...[1, 2, 3, 4, 5, 6].map(stratum => `buildings of stratum ${stratum}`),
      'hospitals per square kilometre',
      'houses per square kilometre',
    ],
  }),
  es: template({
    town: { present: 'municipio: {}', missing: 'municipio no registrado' },
    population: {
      present: '{} habitantes',
      one: '{} habitante',
      missing: 'número de habitantes no registrado',
    },
    date: { present: 'semana del {}', missing: 'semana no registrada' },
    cases: {
      present: '{} casos de dengue',
      one: '{} caso de dengue',
      missing: 'casos de dengue no registrados',
    },
    shares: 'Datos del municipio: {}.',
    missing: 'sin registro',
    names: [
      'de 0 a 4 años',
      'de 5 a 14 años',
      'de 15 a 29 años',
      'de 30 años o más',
      'población afrocolombiana',
      'población indígena',
      'personas con discapacidad',
      'personas que no saben leer ni escribir',
      'con educación secundaria o superior',
      'población ocupada',
      'población desempleada',
      'dedicada a oficios del hogar',
      'población jubilada',
      'hombres',
      'mujeres',
      'hogares sin acueducto',
      'hogares sin internet',
      ...[1, 2, 3, 4, 5, 6].map(stratum => `edificaciones de estrato ${stratum}`),
      'hospitales por kilómetro cuadrado',
      'viviendas por kilómetro cuadrado',
    ],
  }),
  pt: template({
    town: { present: 'município: {}', missing: 'município não registrado' },
    population: {
      present: '{} habitantes',
      one: '{} habitante',
      missing: 'número de habitantes não registrado',
    },
    date: { present: 'semana de {}', missing: 'semana não registrada' },
    cases: {
      present: '{} casos de dengue',
      one: '{} caso de dengue',
      missing: 'casos de dengue não registrados',
    },
    shares: 'Dados do município: {}.',
    missing: 'sem registro',
    names: [
      'de 0 a 4 anos',
      'de 5 a 14 anos',
      'de 15 a 29 anos',
      'de 30 anos ou mais',
      'população afro-colombiana',
      'população indígena',
      'pessoas com deficiência',
      'pessoas que não sabem ler nem escrever',
      'com ensino médio ou superior',
      'população ocupada',
      'população desempregada',
      'dedicada a afazeres domésticos',
      'população aposentada',
      'homens',
      'mulheres',
      'domicílios sem água encanada',
      'domicílios sem internet',
      ...[1, 2, 3, 4, 5, 6].map(stratum => `edificações do estrato ${stratum}`),
      'hospitais por quilômetro quadrado',
      'casas por quilômetro quadrado',
    ],
  }),
  fr: template({
    town: { present: 'municipalité : {}', missing: 'municipalité non renseignée' },
    population: {
      present: '{} habitants',
      one: '{} habitant',
      missing: 'nombre d’habitants non renseigné',
    },
    date: { present: 'semaine du {}', missing: 'semaine non renseignée' },
    cases: {
      present: '{} cas de dengue',
      missing: 'cas de dengue non renseignés',
    },
    shares: 'Données de la municipalité : {}.',
    missing: 'donnée manquante',
    names: [
      'de 0 à 4 ans',
      'de 5 à 14 ans',
      'de 15 à 29 ans',
      'de 30 ans ou plus',
      'population afro-colombienne',
      'population autochtone',
      'personnes en situation de handicap',
      'personnes ne sachant ni lire ni écrire',
      'niveau secondaire ou supérieur',
      'population active occupée',
      'population au chômage',
      'personnes au foyer',
      'population retraitée',
      'hommes',
      'femmes',
      'ménages sans accès à l’eau',
      'ménages sans internet',
      ...[1, 2, 3, 4, 5, 6].map(stratum => `bâtiments de strate ${stratum}`),
      'hôpitaux par kilomètre carré',
      'logements par kilomètre carré',
    ],
  }),
};

function template(words: TownWords): TextTemplate {
  const shares = staticColumns.map((column, place): [string, FieldWording] => {
    const name = words.names[place];
    const unit = column.endsWith('(%)') ? ' %' : '';
    return [column, { present: `${name} {}${unit}`, missing: `${name} ${words.missing}` }];
  });
  return {
    fields: {
      Municipality: words.town,
      Population: words.population,
      ...Object.fromEntries(shares),
      date: words.date,
      cases: words.cases,
    },
    sentences: [
      { frame: '{}.', fields: ['Municipality', 'Population'] },
      { frame: words.shares, fields: staticColumns },
      { frame: '{}.', fields: ['date', 'cases'] },
    ],
  };
}
