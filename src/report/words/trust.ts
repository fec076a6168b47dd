import type { InLanguages } from './languages.ts';

export interface TrustWords {
  readonly title: string;
  /** @param head the best fused head */
  readonly reading: (head: string) => string;
  /** @param method `temperature` */
  readonly calibration: (head: string, method: string) => string;
  readonly metric: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly methods: Readonly<Record<'none' | 'temperature' | 'platt' | 'isotonic', string>>;
  readonly thresholds: string;
  readonly class: string;
  readonly threshold: string;
  readonly sensitivity: string;
  readonly specificity: string;
  readonly ppv: string;
  readonly npv: string;
  /** @param field a field of the record */
  readonly subgroups: (field: string) => string;
  readonly group: string;
  readonly cases: string;
  readonly missing: string;
  /** Under a group that is too small. */
  readonly small: string;
  readonly looks: (count: string, cases: string, ofClass: string) => string;
  readonly distance: string;
  readonly modality: string;
  readonly above: string;
  readonly inside: (metric: string) => string;
  readonly outside: (metric: string) => string;
}

export const trustWords: InLanguages<TrustWords> = {
  en: {
    title: 'How far the scores can be trusted',
    reading: head =>
      `Calibration and thresholds are fitted on validation rows and shown on test rows. Thresholds, groups and distances are those of the best fused head: ${head}. Predictive values hold for the share of cases in these test rows.`,
    calibration: (head, method) =>
      `Scores before and after calibration (${method}) of ${head}, test rows`,
    metric: 'Metric',
    before: 'Before',
    after: 'After',
    change: 'Change',
    methods: { none: 'none', temperature: 'temperature', platt: 'Platt', isotonic: 'isotonic' },
    thresholds: 'Each class against the others at its threshold, test rows',
    class: 'Class',
    threshold: 'Threshold',
    sensitivity: 'Sensitivity',
    specificity: 'Specificity',
    ppv: 'Positive predictive value',
    npv: 'Negative predictive value',
    subgroups: field => `Test rows by ${field}`,
    group: 'Group',
    cases: 'Cases',
    missing: 'missing',
    small: 'small: shows little',
    looks: (count, cases, ofClass) =>
      `A group is small below ${cases} cases or below ${ofClass} rows of a class that it has. Pairs of groups that were compared: ${count}; among many comparisons some differ by chance.`,
    distance: 'Test rows far from all training rows',
    modality: 'Encoder',
    above: 'Share of rows',
    inside: metric => `${metric}, near`,
    outside: metric => `${metric}, far`,
  },
  es: {
    title: 'Hasta dónde se puede confiar en las puntuaciones',
    reading: head =>
      `La calibración y los umbrales se ajustan con filas de validación y se muestran con filas de prueba. Los umbrales, los grupos y las distancias son los del mejor clasificador fusionado: ${head}. Los valores predictivos valen para la proporción de casos de estas filas de prueba.`,
    calibration: (head, method) =>
      `Puntuaciones antes y después de la calibración (${method}), filas de prueba: ${head}`,
    metric: 'Métrica',
    before: 'Antes',
    after: 'Después',
    change: 'Cambio',
    methods: { none: 'ninguna', temperature: 'temperatura', platt: 'Platt', isotonic: 'isotónica' },
    thresholds: 'Cada clase frente a las demás en su umbral, filas de prueba',
    class: 'Clase',
    threshold: 'Umbral',
    sensitivity: 'Sensibilidad',
    specificity: 'Especificidad',
    ppv: 'Valor predictivo positivo',
    npv: 'Valor predictivo negativo',
    subgroups: field => `Filas de prueba por ${field}`,
    group: 'Grupo',
    cases: 'Casos',
    missing: 'sin dato',
    small: 'pequeño: dice poco',
    looks: (count, cases, ofClass) =>
      `Un grupo es pequeño con menos de ${cases} casos o con menos de ${ofClass} filas de una clase que tiene. Pares de grupos comparados: ${count}; entre muchas comparaciones algunas difieren por azar.`,
    distance: 'Filas de prueba lejos de todas las de entrenamiento',
    modality: 'Codificador',
    above: 'Proporción de filas',
    inside: metric => `${metric}, cerca`,
    outside: metric => `${metric}, lejos`,
  },
  pt: {
    title: 'Até onde se pode confiar nas pontuações',
    reading: head =>
      `A calibração e os limiares são ajustados com linhas de validação e mostrados com linhas de teste. Os limiares, os grupos e as distâncias são os do melhor classificador fundido: ${head}. Os valores preditivos valem para a proporção de casos destas linhas de teste.`,
    calibration: (head, method) =>
      `Pontuações antes e depois da calibração (${method}), linhas de teste: ${head}`,
    metric: 'Métrica',
    before: 'Antes',
    after: 'Depois',
    change: 'Mudança',
    methods: { none: 'nenhuma', temperature: 'temperatura', platt: 'Platt', isotonic: 'isotônica' },
    thresholds: 'Cada classe contra as demais no seu limiar, linhas de teste',
    class: 'Classe',
    threshold: 'Limiar',
    sensitivity: 'Sensibilidade',
    specificity: 'Especificidade',
    ppv: 'Valor preditivo positivo',
    npv: 'Valor preditivo negativo',
    subgroups: field => `Linhas de teste por ${field}`,
    group: 'Grupo',
    cases: 'Casos',
    missing: 'sem dado',
    small: 'pequeno: diz pouco',
    looks: (count, cases, ofClass) =>
      `Um grupo é pequeno com menos de ${cases} casos ou com menos de ${ofClass} linhas de uma classe que tem. Pares de grupos comparados: ${count}; entre muitas comparações algumas diferem por acaso.`,
    distance: 'Linhas de teste longe de todas as de treinamento',
    modality: 'Codificador',
    above: 'Proporção de linhas',
    inside: metric => `${metric}, perto`,
    outside: metric => `${metric}, longe`,
  },
};
