import type { InLanguages } from './languages.ts';

type Procedure = 'fused' | 'single' | 'any';

export interface CrossValidationWords {
  readonly title: string;
  /** @param shape `5 folds × 2 repeats` */
  readonly repeated: (shape: string) => string;
  /** @param inner `3 folds`, or null where validation rows alone choose */
  readonly nested: (shape: string, inner: string | null, metric: string) => string;
  readonly grouped: (column: string) => string;
  readonly corrected: (tests: string, interval: string) => string;
  readonly spreadIs: string;
  readonly cellsCaption: string;
  readonly cell: string;
  readonly spread: (metric: string) => string;
  readonly proceduresCaption: string;
  readonly procedure: string;
  readonly procedures: Readonly<Record<Procedure, string>>;
  readonly chosenBy: (metric: string) => string;
  readonly chosenByNote: string;
  readonly chosenCaption: string;
  readonly chosen: string;
  readonly times: (count: string, tests: string) => string;
  readonly differencesCaption: string;
  readonly first: string;
  readonly second: string;
  readonly chart: (metric: string) => string;
  readonly chartNote: string;
  readonly warnings: string;
}

export const crossValidationWords: InLanguages<CrossValidationWords> = {
  en: {
    title: 'Over folds',
    repeated: shape =>
      `Cross-validation of ${shape}: every cell of the grid is trained in every fold and tested on the rows that the fold leaves out. No cell is chosen by these figures.`,
    nested: (shape, inner, metric) =>
      `Nested cross-validation of ${shape}: in every fold a cell is chosen by ${metric} ${inner === null ? 'on validation rows' : `over ${inner} within its training rows`}, without the rows that the fold tests, and is then tested once. The figures are those of the whole procedure of choosing, not of one cell.`,
    grouped: column => `All rows of one ${column} are in one fold.`,
    corrected: (tests, interval) =>
      `Each figure is the mean over ${tests} with its ${interval}. Training sets of the folds overlap, so the variance is corrected for that (Nadeau and Bengio 2003); the usual interval would be too narrow.`,
    spreadIs: 'From the lowest fold to the highest: how much one split alone could mislead.',
    cellsCaption: 'Every cell over the folds',
    cell: 'Cell',
    spread: metric => `${metric}, lowest to highest fold`,
    proceduresCaption: 'What choosing and then testing comes to',
    procedure: 'What is chosen',
    procedures: {
      fused: 'The best fused head',
      single: 'The best single modality',
      any: 'The best of all',
    },
    chosenBy: metric => `${metric} that it was chosen by`,
    chosenByNote:
      'The figure that a cell was chosen by is the best of many, so it is optimistic; it stands here to be compared with the test.',
    chosenCaption: 'How often each cell was chosen',
    chosen: 'Chosen',
    times: (count, tests) => `${count} of ${tests}`,
    differencesCaption: 'Differences paired by fold',
    first: 'First',
    second: 'Second',
    chart: metric => `${metric} over the folds`,
    chartNote: 'Means with corrected intervals.',
    warnings: 'Warnings',
  },
  es: {
    title: 'Por pliegues',
    repeated: shape =>
      `Validación cruzada de ${shape}: cada celda se entrena en cada pliegue y se prueba en las filas que el pliegue deja fuera. Ninguna celda se elige por estas cifras.`,
    nested: (shape, inner, metric) =>
      `Validación cruzada anidada de ${shape}: en cada pliegue se elige una celda por ${metric} ${inner === null ? 'en las filas de validación' : `en ${inner} dentro de sus filas de entrenamiento`}, sin las filas que el pliegue prueba, y después se prueba una vez. Las cifras son de todo el procedimiento de elección, no de una celda.`,
    grouped: column => `Todas las filas con el mismo valor de ${column} están en un solo pliegue.`,
    corrected: (tests, interval) =>
      `Cada cifra es la media de ${tests} con su ${interval}. Los conjuntos de entrenamiento de los pliegues se solapan, por lo que la varianza se corrige (Nadeau y Bengio 2003); el intervalo usual sería demasiado estrecho.`,
    spreadIs: 'Del pliegue más bajo al más alto: cuánto podría engañar una sola partición.',
    cellsCaption: 'Cada celda a lo largo de los pliegues',
    cell: 'Celda',
    spread: metric => `${metric}, del pliegue más bajo al más alto`,
    proceduresCaption: 'A qué se llega al elegir y después probar',
    procedure: 'Qué se elige',
    procedures: {
      fused: 'El mejor clasificador de fusión',
      single: 'La mejor modalidad sola',
      any: 'El mejor de todos',
    },
    chosenBy: metric => `${metric} que decidió la elección`,
    chosenByNote:
      'La cifra por la que se eligió una celda es la mejor entre muchas, por lo que es optimista; está aquí para compararla con la prueba.',
    chosenCaption: 'Cuántas veces se eligió cada celda',
    chosen: 'Elegida',
    times: (count, tests) => `${count} de ${tests}`,
    differencesCaption: 'Diferencias pareadas por pliegue',
    first: 'Primera',
    second: 'Segunda',
    chart: metric => `${metric} a lo largo de los pliegues`,
    chartNote: 'Medias con intervalos corregidos.',
    warnings: 'Advertencias',
  },
  pt: {
    title: 'Por dobras',
    repeated: shape =>
      `Validação cruzada de ${shape}: cada célula é treinada em cada dobra e testada nas linhas que a dobra deixa de fora. Nenhuma célula é escolhida por estes números.`,
    nested: (shape, inner, metric) =>
      `Validação cruzada aninhada de ${shape}: em cada dobra uma célula é escolhida por ${metric} ${inner === null ? 'nas linhas de validação' : `em ${inner} dentro de suas linhas de treinamento`}, sem as linhas que a dobra testa, e depois é testada uma vez. Os números são de todo o procedimento de escolha, não de uma célula.`,
    grouped: column => `Todas as linhas com o mesmo valor de ${column} estão em uma só dobra.`,
    corrected: (tests, interval) =>
      `Cada número é a média de ${tests} com seu ${interval}. Os conjuntos de treinamento das dobras se sobrepõem, por isso a variância é corrigida (Nadeau e Bengio 2003); o intervalo usual seria estreito demais.`,
    spreadIs: 'Da dobra mais baixa à mais alta: quanto uma única divisão poderia enganar.',
    cellsCaption: 'Cada célula ao longo das dobras',
    cell: 'Célula',
    spread: metric => `${metric}, da dobra mais baixa à mais alta`,
    proceduresCaption: 'A que se chega ao escolher e depois testar',
    procedure: 'O que se escolhe',
    procedures: {
      fused: 'O melhor classificador de fusão',
      single: 'A melhor modalidade sozinha',
      any: 'O melhor de todos',
    },
    chosenBy: metric => `${metric} que decidiu a escolha`,
    chosenByNote:
      'O número pelo qual uma célula foi escolhida é o melhor entre muitos, por isso é otimista; está aqui para ser comparado com o teste.',
    chosenCaption: 'Quantas vezes cada célula foi escolhida',
    chosen: 'Escolhida',
    times: (count, tests) => `${count} de ${tests}`,
    differencesCaption: 'Diferenças pareadas por dobra',
    first: 'Primeira',
    second: 'Segunda',
    chart: metric => `${metric} ao longo das dobras`,
    chartNote: 'Médias com intervalos corrigidos.',
    warnings: 'Avisos',
  },
};
