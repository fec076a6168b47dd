import type { InLanguages } from './languages.ts';

export interface ExplanationsWords {
  readonly title: string;
  readonly reading: string;
  /** Before the head's name. */
  readonly of: (seed: string) => string;
  readonly notes: string;
  readonly modalitiesTitle: string;
  /** @param rows `480 test rows` */
  readonly modalities: (rows: string) => string;
  readonly absent: string;
  readonly contributionsCaption: string;
  readonly metric: string;
  readonly neither: string;
  readonly imageOnly: string;
  readonly recordOnly: string;
  readonly both: string;
  readonly imageShare: string;
  readonly recordShare: string;
  readonly interaction: string;
  readonly interactionNote: string;
  readonly contributions: (metric: string) => string;
  readonly chartCaption: string;
  readonly chartNote: string;
  readonly clear: string;
  readonly unclear: string;
  readonly image: string;
  readonly record: string;
  readonly scores: string;
  readonly scoresCaption: string;
  readonly class: string;
  readonly allClasses: string;
  readonly few: (name: string) => string;
  readonly fewNote: (rows: string) => string;
  readonly rows: string;
  readonly imageAbove: string;
  readonly fieldsTitle: string;
  readonly fields: (rows: string, of: string) => string;
  readonly fieldsCaption: string;
  readonly field: string;
  readonly changed: string;
  readonly change: (metric: string) => string;
  readonly flipped: string;
  readonly fieldsChart: (metric: string) => string;
  readonly occlusionTitle: string;
  readonly patients: string;
  readonly occlusion: string;
  readonly mapHeading: (id: string) => string;
  readonly mapScore: (label: string, predicted: string, score: string) => string;
  readonly mapDescription: (drop: string, row: string, column: string, lowest: string) => string;
  readonly picture: (id: string) => string;
  readonly nearestTitle: string;
  readonly nearest: string;
  readonly nearestCaption: (id: string, label: string, predicted: string, score: string) => string;
  readonly trainingCase: string;
  readonly joint: string;
}

export const explanationsWords: InLanguages<ExplanationsWords> = {
  en: {
    title: 'What the predictions came from',
    reading:
      'This tells what this model uses, not what another could do without: a model that is trained without a part may find the same signal elsewhere.',
    of: seed => `All of it is of one fit (seed ${seed}) of the best fused head:`,
    notes: 'Notes',
    modalitiesTitle: 'What image and record contribute',
    modalities: rows =>
      `Shapley values of a game of two players, on ${rows}: what each modality adds, on average over the two orders in which they can come. They sum to the figure with both less the figure with neither.`,
    absent:
      'A modality that is absent is replaced, before alignment, by the mean vector of the training rows.',
    contributionsCaption: 'Figures with and without each modality, and what each contributes',
    metric: 'Metric',
    neither: 'Neither',
    imageOnly: 'Image only',
    recordOnly: 'Record only',
    both: 'Both',
    imageShare: 'Contribution of the image',
    recordShare: 'Contribution of the record',
    interaction: 'Interaction',
    interactionNote:
      'Interaction: both − image only − record only + neither. Above 0 the two add to each other; below 0 they tell the same in part.',
    contributions: metric => `Contributions to ${metric}`,
    chartCaption: 'What image and record contribute',
    chartNote: 'Shapley values on test rows, with intervals; each panel has its own axis.',
    clear: 'interval excludes 0',
    unclear: 'interval holds 0',
    image: 'Image',
    record: 'Record',
    scores: 'the score of the true class',
    scoresCaption: 'Mean contribution to the score of the true class',
    class: 'True class',
    allClasses: 'All classes',
    few: name => `${name} (few rows)`,
    fewNote: rows => `Below ${rows} a class is marked: its figures say little.`,
    rows: 'Test rows',
    imageAbove: 'Rows in which the image gives more',
    fieldsTitle: 'What each field of the record contributes',
    fields: (rows, of) =>
      `Each field in turn is left out of the text, the text is encoded again, and the same head answers; it is not trained again. Encoded again were ${rows} of ${of}.`,
    fieldsCaption: 'Without a field − with it, on the same test rows',
    field: 'Field',
    changed: 'Texts that changed',
    change: metric => `Change of ${metric}`,
    flipped: 'Share of predictions flipped',
    fieldsChart: metric => `Change of ${metric} without a field`,
    occlusionTitle: 'Where in the picture',
    patients: 'This part shows patients. Treat the page as you treat the data.',
    occlusion:
      'A patch of the picture is covered and the score of the predicted class is read again. The stronger the colour of a patch, the further the score falls without it.',
    mapHeading: id => `Case ${id}`,
    mapScore: (label, predicted, score) =>
      `true class ${label}; predicted ${predicted}, score ${score}`,
    mapDescription: (drop, row, column, lowest) =>
      `The largest fall, ${drop}, is without the patch in line ${row} from the top, column ${column} from the left; the smallest is ${lowest}.`,
    picture: id => `Picture of case ${id}`,
    nearestTitle: 'The nearest training cases',
    nearest:
      'Cosine similarity of the aligned vectors, of image and record apart and their mean. Near cases are like the case; they are not the reason for its score.',
    nearestCaption: (id, label, predicted, score) =>
      `Case ${id}: true class ${label}, predicted ${predicted}, score ${score}`,
    trainingCase: 'Training case',
    joint: 'Mean of both',
  },
  es: {
    title: 'De dónde vienen las predicciones',
    reading:
      'Esto dice qué usa este modelo, no de qué podría prescindir otro: un modelo entrenado sin una parte puede encontrar la misma señal en otro lugar.',
    of: seed => `Todo es de un solo ajuste (semilla ${seed}) del mejor clasificador de fusión:`,
    notes: 'Notas',
    modalitiesTitle: 'Qué aportan imagen y registro',
    modalities: rows =>
      `Valores de Shapley de un juego de dos jugadores, en ${rows}: lo que añade cada modalidad, en promedio sobre los dos órdenes en que pueden llegar. Suman la cifra con ambas menos la cifra con ninguna.`,
    absent:
      'Una modalidad ausente se reemplaza, antes de la alineación, por el vector medio de las filas de entrenamiento.',
    contributionsCaption: 'Cifras con y sin cada modalidad, y lo que aporta cada una',
    metric: 'Métrica',
    neither: 'Ninguna',
    imageOnly: 'Solo imagen',
    recordOnly: 'Solo registro',
    both: 'Ambas',
    imageShare: 'Aporte de la imagen',
    recordShare: 'Aporte del registro',
    interaction: 'Interacción',
    interactionNote:
      'Interacción: ambas − solo imagen − solo registro + ninguna. Por encima de 0 las dos se refuerzan; por debajo de 0 dicen en parte lo mismo.',
    contributions: metric => `Aportes: ${metric}`,
    chartCaption: 'Qué aportan imagen y registro',
    chartNote:
      'Valores de Shapley en las filas de prueba, con intervalos; cada panel tiene su propio eje.',
    clear: 'el intervalo excluye 0',
    unclear: 'el intervalo contiene 0',
    image: 'Imagen',
    record: 'Registro',
    scores: 'puntuación de la clase verdadera',
    scoresCaption: 'Aporte medio a la puntuación de la clase verdadera',
    class: 'Clase verdadera',
    allClasses: 'Todas las clases',
    few: name => `${name} (pocas filas)`,
    fewNote: rows => `Con menos de ${rows} se marca la clase: sus cifras dicen poco.`,
    rows: 'Filas de prueba',
    imageAbove: 'Filas en las que la imagen aporta más',
    fieldsTitle: 'Qué aporta cada campo del registro',
    fields: (rows, of) =>
      `Cada campo, uno por uno, se quita del texto, el texto se codifica de nuevo y responde el mismo clasificador; no se vuelve a entrenar. Se codificaron de nuevo ${rows} de ${of}.`,
    fieldsCaption: 'Sin un campo − con él, en las mismas filas de prueba',
    field: 'Campo',
    changed: 'Textos que cambiaron',
    change: metric => `Cambio: ${metric}`,
    flipped: 'Proporción de predicciones que cambian de clase',
    fieldsChart: metric => `Cambio sin un campo: ${metric}`,
    occlusionTitle: 'En qué parte de la imagen',
    patients: 'Esta parte muestra pacientes. Trate la página como trata los datos.',
    occlusion:
      'Se cubre un parche de la imagen y se lee de nuevo la puntuación de la clase predicha. Cuanto más intenso el color de un parche, más cae la puntuación sin él.',
    mapHeading: id => `Caso ${id}`,
    mapScore: (label, predicted, score) =>
      `clase verdadera ${label}; predicha ${predicted}, puntuación ${score}`,
    mapDescription: (drop, row, column, lowest) =>
      `La mayor caída, ${drop}, es sin el parche de la línea ${row} desde arriba, columna ${column} desde la izquierda; la menor es ${lowest}.`,
    picture: id => `Imagen del caso ${id}`,
    nearestTitle: 'Los casos de entrenamiento más cercanos',
    nearest:
      'Similitud coseno de los vectores alineados, de imagen y registro por separado y su media. Los casos cercanos se parecen al caso; no son la razón de su puntuación.',
    nearestCaption: (id, label, predicted, score) =>
      `Caso ${id}: clase verdadera ${label}, predicha ${predicted}, puntuación ${score}`,
    trainingCase: 'Caso de entrenamiento',
    joint: 'Media de ambas',
  },
  pt: {
    title: 'De onde vêm as predições',
    reading:
      'Isto diz o que este modelo usa, não o que outro poderia dispensar: um modelo treinado sem uma parte pode encontrar o mesmo sinal em outro lugar.',
    of: seed => `Tudo é de um único ajuste (semente ${seed}) do melhor classificador de fusão:`,
    notes: 'Notas',
    modalitiesTitle: 'O que imagem e registro contribuem',
    modalities: rows =>
      `Valores de Shapley de um jogo de dois jogadores, em ${rows}: o que cada modalidade acrescenta, em média sobre as duas ordens em que podem chegar. Somam o número com ambas menos o número com nenhuma.`,
    absent:
      'Uma modalidade ausente é substituída, antes do alinhamento, pelo vetor médio das linhas de treinamento.',
    contributionsCaption: 'Números com e sem cada modalidade, e o que cada uma contribui',
    metric: 'Métrica',
    neither: 'Nenhuma',
    imageOnly: 'Só imagem',
    recordOnly: 'Só registro',
    both: 'Ambas',
    imageShare: 'Contribuição da imagem',
    recordShare: 'Contribuição do registro',
    interaction: 'Interação',
    interactionNote:
      'Interação: ambas − só imagem − só registro + nenhuma. Acima de 0 as duas se reforçam; abaixo de 0 dizem em parte o mesmo.',
    contributions: metric => `Contribuições: ${metric}`,
    chartCaption: 'O que imagem e registro contribuem',
    chartNote:
      'Valores de Shapley nas linhas de teste, com intervalos; cada painel tem seu próprio eixo.',
    clear: 'o intervalo exclui 0',
    unclear: 'o intervalo contém 0',
    image: 'Imagem',
    record: 'Registro',
    scores: 'pontuação da classe verdadeira',
    scoresCaption: 'Contribuição média para a pontuação da classe verdadeira',
    class: 'Classe verdadeira',
    allClasses: 'Todas as classes',
    few: name => `${name} (poucas linhas)`,
    fewNote: rows => `Com menos de ${rows} a classe é marcada: seus números dizem pouco.`,
    rows: 'Linhas de teste',
    imageAbove: 'Linhas em que a imagem contribui mais',
    fieldsTitle: 'O que cada campo do registro contribui',
    fields: (rows, of) =>
      `Cada campo, um por vez, é retirado do texto, o texto é codificado de novo e o mesmo classificador responde; ele não é treinado de novo. Foram codificados de novo ${rows} de ${of}.`,
    fieldsCaption: 'Sem um campo − com ele, nas mesmas linhas de teste',
    field: 'Campo',
    changed: 'Textos que mudaram',
    change: metric => `Mudança: ${metric}`,
    flipped: 'Proporção de predições que mudam de classe',
    fieldsChart: metric => `Mudança sem um campo: ${metric}`,
    occlusionTitle: 'Em que parte da imagem',
    patients: 'Esta parte mostra pacientes. Trate a página como trata os dados.',
    occlusion:
      'Cobre-se um trecho da imagem e lê-se de novo a pontuação da classe prevista. Quanto mais forte a cor de um trecho, mais a pontuação cai sem ele.',
    mapHeading: id => `Caso ${id}`,
    mapScore: (label, predicted, score) =>
      `classe verdadeira ${label}; prevista ${predicted}, pontuação ${score}`,
    mapDescription: (drop, row, column, lowest) =>
      `A maior queda, ${drop}, é sem o trecho da linha ${row} a partir do topo, coluna ${column} a partir da esquerda; a menor é ${lowest}.`,
    picture: id => `Imagem do caso ${id}`,
    nearestTitle: 'Os casos de treinamento mais próximos',
    nearest:
      'Similaridade de cosseno dos vetores alinhados, de imagem e registro em separado e sua média. Casos próximos se parecem com o caso; não são a razão de sua pontuação.',
    nearestCaption: (id, label, predicted, score) =>
      `Caso ${id}: classe verdadeira ${label}, prevista ${predicted}, pontuação ${score}`,
    trainingCase: 'Caso de treinamento',
    joint: 'Média de ambas',
  },
};
