import type { InLanguages } from './languages.ts';

export interface LambdaWords {
  readonly title: string;
  readonly share: string;
  readonly chosenOn: string;
  readonly sameFor: (pair: string) => string;
  readonly headOf: (head: string, pair: string) => string;
  readonly validationPanel: string;
  readonly testPanel: string;
  readonly against: (name: string, metric: string) => string;
  readonly chart: (name: string, metric: string, part: 'validation' | 'test') => string;
  readonly shift: string;
  readonly chosen: string;
  readonly note: (lambda: string, best: string, intervals: string) => string;
  readonly caption: (name: string, metric: string) => string;
  readonly columns: readonly [string, string, string];
}

export const lambdaWords: InLanguages<LambdaWords> = {
  en: {
    title: 'The shift: how much of the gap to close',
    share:
      'λ is the share of the gap between the centre of the images and the centre of the records that the shift closes before rows are brought back to unit length: 0 closes none of it, 1 all of it. The gap vector comes from training rows alone.',
    chosenOn:
      'λ was chosen on the validation rows. The curve on the test rows is shown for reading only: a λ read off from it would make the test figure too high.',
    sameFor: pair => `The same for ${pair}`,
    headOf: (head, pair) => `${head} of ${pair}`,
    validationPanel: 'Validation rows: λ is chosen here',
    testPanel: 'Test rows: for reading only',
    against: (name, metric) => `${name}: ${metric} against λ`,
    chart: (name, metric, part) => `${name}: ${metric} against λ on ${part} rows`,
    shift: 'shift',
    chosen: 'λ chosen on validation rows',
    note: (lambda, best, intervals) =>
      `Chosen λ: ${lambda}. Best of all alignments on validation rows: ${best}. Bands and bars are ${intervals}; the dotted line is at no alignment.`,
    caption: (name, metric) => `${name}: ${metric} under each alignment`,
    columns: ['Alignment', 'Validation', 'Test'],
  },
  es: {
    title: 'El desplazamiento: cuánto de la brecha cerrar',
    share:
      'λ es la parte de la brecha entre el centro de las imágenes y el centro de los registros que el desplazamiento cierra antes de devolver las filas a longitud 1: 0 no cierra nada, 1 la cierra toda. El vector de la brecha se calcula solo con filas de entrenamiento.',
    chosenOn:
      'λ se eligió en las filas de validación. La curva en las filas de prueba se muestra solo para leerla: una λ tomada de ella haría demasiado alta la cifra de prueba.',
    sameFor: pair => `Lo mismo para ${pair}`,
    headOf: (head, pair) => `${head}, ${pair}`,
    validationPanel: 'Filas de validación: aquí se elige λ',
    testPanel: 'Filas de prueba: solo para leer',
    against: (name, metric) => `${name}: ${metric} según λ`,
    chart: (name, metric, part) =>
      `${name}: ${metric} según λ en las filas de ${part === 'test' ? 'prueba' : 'validación'}`,
    shift: 'desplazamiento',
    chosen: 'λ elegida en las filas de validación',
    note: (lambda, best, intervals) =>
      `λ elegida: ${lambda}. La mejor de todas las alineaciones en las filas de validación: ${best}. Las bandas y barras son ${intervals}; la línea punteada marca la ausencia de alineación.`,
    caption: (name, metric) => `${name}: ${metric} con cada alineación`,
    columns: ['Alineación', 'Validación', 'Prueba'],
  },
  pt: {
    title: 'O deslocamento: quanto da lacuna fechar',
    share:
      'λ é a parte da lacuna entre o centro das imagens e o centro dos registros que o deslocamento fecha antes de as linhas voltarem a ter comprimento 1: 0 não fecha nada, 1 fecha tudo. O vetor da lacuna é calculado apenas com linhas de treinamento.',
    chosenOn:
      'λ foi escolhido nas linhas de validação. A curva nas linhas de teste é mostrada apenas para leitura: um λ tirado dela tornaria alto demais o valor de teste.',
    sameFor: pair => `O mesmo para ${pair}`,
    headOf: (head, pair) => `${head}, ${pair}`,
    validationPanel: 'Linhas de validação: aqui se escolhe λ',
    testPanel: 'Linhas de teste: apenas para leitura',
    against: (name, metric) => `${name}: ${metric} conforme λ`,
    chart: (name, metric, part) =>
      `${name}: ${metric} conforme λ nas linhas de ${part === 'test' ? 'teste' : 'validação'}`,
    shift: 'deslocamento',
    chosen: 'λ escolhido nas linhas de validação',
    note: (lambda, best, intervals) =>
      `λ escolhido: ${lambda}. O melhor de todos os alinhamentos nas linhas de validação: ${best}. Faixas e barras são ${intervals}; a linha pontilhada marca a ausência de alinhamento.`,
    caption: (name, metric) => `${name}: ${metric} com cada alinhamento`,
    columns: ['Alinhamento', 'Validação', 'Teste'],
  },
};
