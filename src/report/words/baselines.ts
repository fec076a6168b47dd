import type { InLanguages } from './languages.ts';

export interface BaselinesWords {
  readonly title: string;
  /** What was compared, on which rows: `8,003 training rows`, `5 epochs`, `1 seed`. */
  readonly intro: (rows: string, epochs: string, seeds: string) => string;
  readonly ways: Readonly<Record<'frozen-uncached' | 'frozen-cached' | 'fine-tuned', string>>;
  readonly explained: Readonly<Record<'frozen-uncached' | 'frozen-cached' | 'fine-tuned', string>>;
  readonly augmented: Readonly<Record<'none' | 'flip', string>>;
  readonly figuresCaption: string;
  readonly costsCaption: string;
  readonly ratiosCaption: string;
  readonly way: string;
  readonly cost: string;
  readonly preparation: string;
  readonly training: string;
  readonly epoch: string;
  readonly epochs: string;
  readonly processor: string;
  readonly encoding: string;
  readonly rowsPerSecond: string;
  readonly prediction: string;
  /** `p50 / p95 / p99`, after the count of cases in a call. */
  readonly latency: (batch: string) => string;
  readonly headLatency: (batch: string) => string;
  readonly peak: string;
  readonly children: string;
  readonly paperModel: string;
  readonly paperData: string;
  readonly modelFiles: string;
  readonly vectors: string;
  readonly trainedFile: string;
  readonly parameters: string;
  readonly trainable: string;
  readonly encoderOperations: string;
  readonly headOperations: string;
  readonly energy: string;
  readonly paperRatio: string;
  readonly honestRatio: string;
  readonly breakEvenEpochs: string;
  readonly breakEvenFits: string;
  readonly never: string;
  /** Of both frozen ways: the largest difference, and how many classes differ. */
  readonly agreement: (difference: string, classes: string) => string;
  readonly few: (rows: string) => string;
  readonly chartTime: string;
  readonly chartMemory: string;
  readonly chartCaption: string;
  readonly chartNote: string;
  readonly measured: (memory: string, energy: string, operations: string) => string;
}

export const baselinesWords: InLanguages<BaselinesWords> = {
  en: {
    title: 'Beside training on raw data',
    intro: (rows, epochs, seeds) =>
      `The same ${rows}, the same head, at most ${epochs}, ${seeds}; each training in a process of its own, its epoch chosen on validation rows.`,
    ways: {
      'frozen-uncached': 'Frozen, run in every epoch',
      'frozen-cached': 'Frozen, embeddings stored once',
      'fine-tuned': 'Trained end to end',
    },
    explained: {
      'frozen-uncached':
        'the encoders stay as they are and are run again on every picture and record in every epoch, as the paper’s code does with raw data',
      'frozen-cached': 'the same encoders are run once, and the head is trained on their vectors',
      'fine-tuned':
        'image and text encoder are trained with the head, from the pixels and the words',
    },
    augmented: {
      none: 'Pictures are not changed in training.',
      flip: 'Every other training picture is mirrored left to right.',
    },
    figuresCaption: 'Test figures of each way',
    costsCaption: 'What each way costs',
    ratiosCaption: 'How many times as long training on raw data takes',
    way: 'Way',
    cost: 'Cost',
    preparation: 'Before the first epoch: extraction or decoding',
    training: 'Training',
    epoch: 'Training, one epoch',
    epochs: 'Epochs trained',
    processor: 'Processor time, both',
    encoding: 'Encoders running within the training',
    rowsPerSecond: 'Training rows a second',
    prediction: 'All test rows, from files to scores',
    latency: batch => `One call of ${batch}, from files to scores: p50 / p95 / p99`,
    headLatency: batch => `Head alone, one call of ${batch}: p50 / p95 / p99`,
    peak: 'Peak resident memory',
    children: '… of processes it started',
    paperModel: 'The paper’s “memory” of the model: parameters × 4 B',
    paperData: 'The paper’s “memory” of an epoch: bytes of all batches, not memory in use',
    modelFiles: 'Encoder files',
    vectors: 'Stored embeddings',
    trainedFile: 'What was trained, as a file',
    parameters: 'Parameters',
    trainable: '… trained',
    encoderOperations: 'Operations a case, encoders',
    headOperations: 'Operations a case, what was trained',
    energy: 'Energy, until trained',
    paperRatio: 'An epoch, extraction left out (the paper’s ratio)',
    honestRatio: 'All of it, extraction or decoding counted once',
    breakEvenEpochs: 'Epochs after which extraction is paid back',
    breakEvenFits: 'Trainings after which it is',
    never: 'never',
    agreement: (difference, classes) =>
      `Running the encoders again buys nothing: the two frozen ways differ by at most ${difference} in any probability, and in ${classes} predicted classes.`,
    few: rows => `These are ${rows}: differences between the ways are uncertain.`,
    chartTime: 'Time until trained',
    chartMemory: 'Peak resident memory',
    chartCaption: 'Costs of the ways to train',
    chartNote: 'Means over seeds; the bars of a panel start at 0.',
    measured: (memory, energy, operations) =>
      `Memory: ${memory}. Energy: ${energy}. Operations: ${operations}.`,
  },
  es: {
    title: 'En comparación con entrenar sobre los datos crudos',
    intro: (rows, epochs, seeds) =>
      `Las mismas ${rows}, el mismo clasificador, como máximo ${epochs}, ${seeds}; cada entrenamiento en un proceso propio y con la época elegida en las filas de validación.`,
    ways: {
      'frozen-uncached': 'Congelados, en cada época',
      'frozen-cached': 'Congelados, vectores guardados una vez',
      'fine-tuned': 'Entrenado de extremo a extremo',
    },
    explained: {
      'frozen-uncached':
        'los codificadores no cambian y se ejecutan de nuevo sobre cada imagen y cada registro en cada época, como hace el código del artículo con los datos crudos',
      'frozen-cached':
        'los mismos codificadores se ejecutan una sola vez y el clasificador se entrena con sus vectores',
      'fine-tuned':
        'los codificadores de imagen y de texto se entrenan junto con el clasificador, desde los píxeles y las palabras',
    },
    augmented: {
      none: 'Las imágenes no se modifican durante el entrenamiento.',
      flip: 'Una de cada dos imágenes de entrenamiento se refleja de izquierda a derecha.',
    },
    figuresCaption: 'Cifras de prueba de cada modo',
    costsCaption: 'Lo que cuesta cada modo',
    ratiosCaption: 'Cuántas veces más tarda entrenar sobre los datos crudos',
    way: 'Modo',
    cost: 'Costo',
    preparation: 'Antes de la primera época: extracción o decodificación',
    training: 'Entrenamiento',
    epoch: 'Entrenamiento, una época',
    epochs: 'Épocas entrenadas',
    processor: 'Tiempo de procesador, ambos',
    encoding: 'Codificadores dentro del entrenamiento',
    rowsPerSecond: 'Filas de entrenamiento por segundo',
    prediction: 'Todas las filas de prueba, de los archivos a las puntuaciones',
    latency: batch =>
      `Una llamada con ${batch}, de los archivos a las puntuaciones: p50 / p95 / p99`,
    headLatency: batch => `Solo el clasificador, una llamada con ${batch}: p50 / p95 / p99`,
    peak: 'Memoria residente máxima',
    children: '… de los procesos que inició',
    paperModel: '“Memoria” del modelo según el artículo: parámetros × 4 B',
    paperData:
      '“Memoria” de una época según el artículo: bytes de todos los lotes, no memoria en uso',
    modelFiles: 'Archivos de los codificadores',
    vectors: 'Vectores guardados',
    trainedFile: 'Lo entrenado, como archivo',
    parameters: 'Parámetros',
    trainable: '… entrenados',
    encoderOperations: 'Operaciones por caso, codificadores',
    headOperations: 'Operaciones por caso, lo entrenado',
    energy: 'Energía, hasta quedar entrenado',
    paperRatio: 'Una época, sin contar la extracción (la razón del artículo)',
    honestRatio: 'El total, con la extracción o la decodificación contada una vez',
    breakEvenEpochs: 'Épocas en que se amortiza la extracción',
    breakEvenFits: 'Entrenamientos en que se amortiza',
    never: 'nunca',
    agreement: (difference, classes) =>
      `Ejecutar de nuevo los codificadores no aporta nada: los dos modos congelados difieren como máximo en ${difference} en cualquier probabilidad y en ${classes} clases asignadas.`,
    few: rows => `Son ${rows}: las diferencias entre los modos son inciertas.`,
    chartTime: 'Tiempo hasta quedar entrenado',
    chartMemory: 'Memoria residente máxima',
    chartCaption: 'Costos de los modos de entrenar',
    chartNote: 'Promedios de las semillas; las barras de un panel empiezan en 0.',
    measured: (memory, energy, operations) =>
      `Memoria: ${memory}. Energía: ${energy}. Operaciones: ${operations}.`,
  },
  pt: {
    title: 'Em comparação com treinar sobre os dados brutos',
    intro: (rows, epochs, seeds) =>
      `As mesmas ${rows}, o mesmo classificador, no máximo ${epochs}, ${seeds}; cada treinamento em um processo próprio e com a época escolhida nas linhas de validação.`,
    ways: {
      'frozen-uncached': 'Congelados, em cada época',
      'frozen-cached': 'Congelados, vetores guardados uma vez',
      'fine-tuned': 'Treinado de ponta a ponta',
    },
    explained: {
      'frozen-uncached':
        'os codificadores não mudam e são executados de novo sobre cada imagem e cada registro em cada época, como faz o código do artigo com os dados brutos',
      'frozen-cached':
        'os mesmos codificadores são executados uma única vez e o classificador é treinado com os seus vetores',
      'fine-tuned':
        'os codificadores de imagem e de texto são treinados junto com o classificador, a partir dos pixels e das palavras',
    },
    augmented: {
      none: 'As imagens não são alteradas no treinamento.',
      flip: 'Uma em cada duas imagens de treinamento é espelhada da esquerda para a direita.',
    },
    figuresCaption: 'Números de teste de cada modo',
    costsCaption: 'O que custa cada modo',
    ratiosCaption: 'Quantas vezes mais demora treinar sobre os dados brutos',
    way: 'Modo',
    cost: 'Custo',
    preparation: 'Antes da primeira época: extração ou decodificação',
    training: 'Treinamento',
    epoch: 'Treinamento, uma época',
    epochs: 'Épocas treinadas',
    processor: 'Tempo de processador, ambos',
    encoding: 'Codificadores dentro do treinamento',
    rowsPerSecond: 'Linhas de treinamento por segundo',
    prediction: 'Todas as linhas de teste, dos arquivos às pontuações',
    latency: batch => `Uma chamada com ${batch}, dos arquivos às pontuações: p50 / p95 / p99`,
    headLatency: batch => `Só o classificador, uma chamada com ${batch}: p50 / p95 / p99`,
    peak: 'Memória residente máxima',
    children: '… dos processos que iniciou',
    paperModel: '“Memória” do modelo segundo o artigo: parâmetros × 4 B',
    paperData:
      '“Memória” de uma época segundo o artigo: bytes de todos os lotes, não memória em uso',
    modelFiles: 'Arquivos dos codificadores',
    vectors: 'Vetores guardados',
    trainedFile: 'O que foi treinado, como arquivo',
    parameters: 'Parâmetros',
    trainable: '… treinados',
    encoderOperations: 'Operações por caso, codificadores',
    headOperations: 'Operações por caso, o que foi treinado',
    energy: 'Energia, até ficar treinado',
    paperRatio: 'Uma época, sem contar a extração (a razão do artigo)',
    honestRatio: 'O total, com a extração ou a decodificação contada uma vez',
    breakEvenEpochs: 'Épocas em que a extração se paga',
    breakEvenFits: 'Treinamentos em que se paga',
    never: 'nunca',
    agreement: (difference, classes) =>
      `Executar de novo os codificadores não traz nada: os dois modos congelados diferem no máximo em ${difference} em qualquer probabilidade e em ${classes} classes atribuídas.`,
    few: rows => `São ${rows}: as diferenças entre os modos são incertas.`,
    chartTime: 'Tempo até ficar treinado',
    chartMemory: 'Memória residente máxima',
    chartCaption: 'Custos dos modos de treinar',
    chartNote: 'Médias das sementes; as barras de um painel começam em 0.',
    measured: (memory, energy, operations) =>
      `Memória: ${memory}. Energia: ${energy}. Operações: ${operations}.`,
  },
};
