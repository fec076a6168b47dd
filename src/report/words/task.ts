import type { InLanguages } from './languages.ts';

export interface TaskWords {
  readonly findings: string;
  readonly best: (head: string, figures: string, interval: string) => string;
  readonly chosenBy: (metric: string) => string;
  readonly resultsTitle: string;
  readonly resultsReading: (interval: string) => string;
  readonly several: string;
  readonly number: (target: string, scale: string) => string;
  readonly chosenCaption: string;
  readonly allCaption: string;
  readonly allCells: string;
  readonly head: string;
  readonly parameters: string;
  readonly differencesTitle: string;
  readonly differencesReading: string;
  readonly differencesCaption: string;
  readonly against: (a: string, b: string) => string;
  readonly lowerIsBetter: string;
  readonly labelsTitle: string;
  readonly labelsReading: string;
  readonly labelsCaption: (head: string) => string;
  readonly labelColumns: readonly string[];
  readonly untrained: string;
  readonly scatterTitle: string;
  readonly scatterReading: (target: string) => string;
  readonly scatterAxes: (target: string) => readonly [string, string];
  readonly scatterTable: string;
  readonly scatterColumns: readonly string[];
  readonly logarithm: string;
  readonly averageBase: string;
}

export const taskWords: InLanguages<TaskWords> = {
  en: {
    findings: 'Findings',
    best: (head, figures, interval) =>
      `The head with the best validation figure is ${head}. On the test rows it reached ${figures}, each with its ${interval}.`,
    chosenBy: metric =>
      `Epochs, λ, alignments and the heads named here were chosen on validation rows only, by ${metric} (epochs by loss). No choice used test rows.`,
    resultsTitle: 'Results on the test rows',
    resultsReading: interval =>
      `A figure is the mean over the seeds; below it is its ${interval} over groups of test rows and seeds. Each fused head stands under the alignment that was best on validation rows.`,
    several:
      'A row may have any number of labels at once. Each label has a score of its own and is called from a probability of one half; positive rows of a label weigh as much in training as its other rows where class weights are balanced, which moves that half. AUROC, average precision and macro F1 are means over labels, each counting alike; subset accuracy is the share of rows with every label right; Hamming loss the share of wrong decisions.',
    number: (target, scale) =>
      `What is learnt is a number, ${target}: ${scale}. Errors are in its own unit. R² is below 0 where the mean of the test rows would have been nearer than the head.`,
    chosenCaption: 'Test figures with the alignment chosen on validation rows',
    allCaption: 'Test figures of every cell of the grid; nothing was chosen by them',
    allCells: 'All cells of the grid',
    head: 'Head',
    parameters: 'Parameters',
    differencesTitle: 'Paired differences',
    differencesReading:
      'Both sides are measured on the same resamples of the same test rows. An interval that holds 0 does not show that there is no difference; it shows how large one could still be. Nothing is corrected for the number of comparisons.',
    differencesCaption: 'Differences on test rows, bold where the interval excludes 0',
    against: (a, b) => `${a} against ${b}`,
    lowerIsBetter: 'lower is better',
    labelsTitle: 'Label by label',
    labelsReading:
      'The labels that most test rows have. Counts are test rows, a mean over seeds; a label is called from a probability of one half. Figures of a label that few rows have rest on those few.',
    labelsCaption: head => `${head}: its labels on test rows`,
    labelColumns: [
      'Label',
      'Training rows',
      'Test rows',
      'AUROC',
      'Found',
      'Missed',
      'Called wrongly',
      'Rightly not called',
    ],
    untrained: 'none: not learnt',
    scatterTitle: 'Predicted against true',
    scatterReading: target =>
      `Each dot is a test row: its true ${target} to the right, the mean prediction over seeds upwards. On the diagonal both are equal.`,
    scatterAxes: target => [`true ${target}`, `predicted ${target}`],
    scatterTable: 'Test rows in five bands of the true number',
    scatterColumns: ['True', 'Rows', 'Mean true', 'Mean predicted'],
    logarithm:
      'ln(1 + y) was learnt; told back in its own unit a prediction is nearer to the median than to the mean',
    averageBase: 'standardised by mean and deviation of the training rows',
  },
  es: {
    findings: 'Hallazgos',
    best: (head, figures, interval) =>
      `El clasificador con la mejor cifra de validación es ${head}. En las filas de prueba alcanzó ${figures}, cada una con su ${interval}.`,
    chosenBy: metric =>
      `Las épocas, λ, las alineaciones y los clasificadores nombrados aquí se eligieron solo con filas de validación, por ${metric} (las épocas por la pérdida). Ninguna elección usó filas de prueba.`,
    resultsTitle: 'Resultados en las filas de prueba',
    resultsReading: interval =>
      `Una cifra es el promedio de las semillas; debajo está su ${interval} sobre grupos de filas de prueba y semillas. Cada clasificador fusionado aparece con la alineación que fue mejor en las filas de validación.`,
    several:
      'Una fila puede tener cualquier número de etiquetas a la vez. Cada etiqueta tiene su propia puntuación y se asigna a partir de una probabilidad de un medio; con pesos balanceados, las filas positivas de una etiqueta pesan en el entrenamiento tanto como las demás, lo que desplaza ese medio. AUROC, precisión media y F1 macro son promedios de las etiquetas, todas por igual; la exactitud de subconjunto es la proporción de filas con todas las etiquetas correctas; la pérdida de Hamming, la proporción de decisiones erradas.',
    number: (target, scale) =>
      `Lo que se aprende es un número, ${target}: ${scale}. Los errores están en su propia unidad. R² es menor que 0 cuando el promedio de las filas de prueba habría estado más cerca que el clasificador.`,
    chosenCaption: 'Cifras de prueba con la alineación elegida en filas de validación',
    allCaption: 'Cifras de prueba de cada celda de la rejilla; nada se eligió por ellas',
    allCells: 'Todas las celdas de la rejilla',
    head: 'Cabeza',
    parameters: 'Parámetros',
    differencesTitle: 'Diferencias pareadas',
    differencesReading:
      'Ambos lados se miden en los mismos remuestreos de las mismas filas de prueba. Un intervalo que contiene 0 no demuestra que no haya diferencia; muestra qué tan grande podría ser todavía. Nada se corrige por el número de comparaciones.',
    differencesCaption: 'Diferencias en filas de prueba, en negrita donde el intervalo excluye 0',
    against: (a, b) => `${a} frente a ${b}`,
    lowerIsBetter: 'menor es mejor',
    labelsTitle: 'Etiqueta por etiqueta',
    labelsReading:
      'Las etiquetas que más filas de prueba tienen. Los conteos son filas de prueba, promedio de las semillas; una etiqueta se asigna a partir de una probabilidad de un medio. Las cifras de una etiqueta que pocas filas tienen descansan en esas pocas.',
    labelsCaption: head => `${head}: sus etiquetas en filas de prueba`,
    labelColumns: [
      'Etiqueta',
      'Filas de entrenamiento',
      'Filas de prueba',
      'AUROC',
      'Halladas',
      'Omitidas',
      'Asignadas por error',
      'Bien no asignadas',
    ],
    untrained: 'ninguna: no se aprendió',
    scatterTitle: 'Predicho frente a verdadero',
    scatterReading: target =>
      `Cada punto es una fila de prueba: hacia la derecha su ${target} verdadero, hacia arriba la predicción promedio de las semillas. En la diagonal ambos son iguales.`,
    scatterAxes: target => [`${target} verdadero`, `${target} predicho`],
    scatterTable: 'Filas de prueba en cinco bandas del número verdadero',
    scatterColumns: ['Verdadero', 'Filas', 'Promedio verdadero', 'Promedio predicho'],
    logarithm:
      'se aprendió ln(1 + y); devuelta a su unidad, una predicción está más cerca de la mediana que del promedio',
    averageBase: 'estandarizado con la media y la desviación de las filas de entrenamiento',
  },
  pt: {
    findings: 'Achados',
    best: (head, figures, interval) =>
      `O classificador com o melhor valor de validação é ${head}. Nas linhas de teste alcançou ${figures}, cada um com o seu ${interval}.`,
    chosenBy: metric =>
      `Épocas, λ, alinhamentos e os classificadores aqui nomeados foram escolhidos apenas com linhas de validação, por ${metric} (as épocas pela perda). Nenhuma escolha usou linhas de teste.`,
    resultsTitle: 'Resultados nas linhas de teste',
    resultsReading: interval =>
      `Um valor é a média das sementes; abaixo está o seu ${interval} sobre grupos de linhas de teste e sementes. Cada classificador fundido aparece com o alinhamento que foi melhor nas linhas de validação.`,
    several:
      'Uma linha pode ter qualquer número de rótulos ao mesmo tempo. Cada rótulo tem a sua própria pontuação e é atribuído a partir de uma probabilidade de um meio; com pesos balanceados, as linhas positivas de um rótulo pesam no treino tanto como as outras, o que desloca esse meio. AUROC, precisão média e F1 macro são médias dos rótulos, todos por igual; a acurácia de subconjunto é a proporção de linhas com todos os rótulos certos; a perda de Hamming, a proporção de decisões erradas.',
    number: (target, scale) =>
      `O que se aprende é um número, ${target}: ${scale}. Os erros estão na sua própria unidade. R² fica abaixo de 0 quando a média das linhas de teste teria ficado mais perto do que o classificador.`,
    chosenCaption: 'Valores de teste com o alinhamento escolhido nas linhas de validação',
    allCaption: 'Valores de teste de cada célula da grade; nada foi escolhido por eles',
    allCells: 'Todas as células da grade',
    head: 'Cabeça',
    parameters: 'Parâmetros',
    differencesTitle: 'Diferenças pareadas',
    differencesReading:
      'Os dois lados são medidos nas mesmas reamostras das mesmas linhas de teste. Um intervalo que contém 0 não mostra que não há diferença; mostra quão grande ela ainda poderia ser. Nada é corrigido pelo número de comparações.',
    differencesCaption: 'Diferenças nas linhas de teste, em negrito onde o intervalo exclui 0',
    against: (a, b) => `${a} contra ${b}`,
    lowerIsBetter: 'menor é melhor',
    labelsTitle: 'Rótulo por rótulo',
    labelsReading:
      'Os rótulos que mais linhas de teste têm. As contagens são linhas de teste, média das sementes; um rótulo é atribuído a partir de uma probabilidade de um meio. Os valores de um rótulo que poucas linhas têm assentam nessas poucas.',
    labelsCaption: head => `${head}: os seus rótulos nas linhas de teste`,
    labelColumns: [
      'Rótulo',
      'Linhas de treino',
      'Linhas de teste',
      'AUROC',
      'Encontradas',
      'Perdidas',
      'Atribuídas por engano',
      'Bem não atribuídas',
    ],
    untrained: 'nenhuma: não foi aprendido',
    scatterTitle: 'Previsto contra verdadeiro',
    scatterReading: target =>
      `Cada ponto é uma linha de teste: para a direita o seu ${target} verdadeiro, para cima a previsão média das sementes. Na diagonal ambos são iguais.`,
    scatterAxes: target => [`${target} verdadeiro`, `${target} previsto`],
    scatterTable: 'Linhas de teste em cinco faixas do número verdadeiro',
    scatterColumns: ['Verdadeiro', 'Linhas', 'Média verdadeira', 'Média prevista'],
    logarithm:
      'foi aprendido ln(1 + y); de volta à sua unidade, uma previsão fica mais perto da mediana do que da média',
    averageBase: 'padronizado pela média e pelo desvio das linhas de treino',
  },
};
