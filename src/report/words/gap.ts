import type { InLanguages } from './languages.ts';

export interface GapWords {
  readonly title: string;
  readonly reading: readonly [before: string, link: string, after: string];
  readonly interpolation: string;
  readonly sameFor: (pair: string) => string;
  readonly training: string;
  readonly axes: (first: string, second: string) => string;
  readonly plane: (cases: string, pair: string) => string;
  readonly planeNote: string;
  readonly pair: string;
  readonly chart: (aligner: string) => string;
  readonly described: (images: string, records: string, share: string) => string;
  readonly gapIs: (gap: string, cosine: string) => string;
  readonly tableOf: (theme: string, rows: 'train' | 'test', pair: string) => string;
  readonly alignment: string;
  readonly energyRows: (rows: string) => string;
  readonly spreadRows: (sampled: string, spectrum: string) => string;
  readonly soughtAmong: (rows: string) => string;
  readonly meanings: string;
  readonly chance: string;
  readonly ceiling: string;
}

export const gapWords: InLanguages<GapWords> = {
  en: {
    title: 'The gap between image and record',
    reading: [
      'Every image and every record is an arrow of length 1 in a space of many dimensions. Left alone, images tend to fill one cone and records another. Alignment moves the two cones together, and the figures below say how far; whether that helps is another question, which the ',
      'paired differences',
      ' answer.',
    ],
    interpolation:
      'Where image and text embeddings differ in length, the shorter is stretched to the longer by linear interpolation over its coordinates. This is the paper’s rule. It loses nothing, but it treats the order of the coordinates as if it had a meaning, so distances and angles between the modalities mean less here than between encoders made as a pair.',
    sameFor: pair => `The same for ${pair}`,
    training: 'The same on training rows, where alignments are fitted',
    axes: (first, second) => `the axes hold ${first} and ${second} of the variance`,
    plane: (cases, pair) => `${cases} in the plane: ${pair}`,
    planeNote:
      'The plane is that of the first two principal axes of both modalities together. All panels have one scale, but each has its own axes: compare distances, not directions.',
    pair: 'the two sides of one case, for some cases',
    chart: aligner => `Images and records in the plane, alignment: ${aligner}`,
    described: (images, records, share) =>
      `${images} and ${records} on two axes that hold ${share} of the variance.`,
    gapIs: (gap, cosine) =>
      `The gap on all test rows is ${gap}, the mean cosine of pairs ${cosine}.`,
    tableOf: (theme, rows, pair) =>
      `${theme} on ${rows === 'train' ? 'training' : 'test'} rows: ${pair}`,
    alignment: 'Alignment',
    energyRows: rows => `The energy distance is of ${rows}.`,
    spreadRows: (sampled, spectrum) =>
      `Uniformity is of ${sampled}, the directions are of ${spectrum}.`,
    soughtAmong: rows => `Each is sought among ${rows}.`,
    meanings: 'What each figure means',
    chance: 'chance alone',
    ceiling: 'most possible',
  },
  es: {
    title: 'La brecha entre imagen y registro',
    reading: [
      'Cada imagen y cada registro es una flecha de longitud 1 en un espacio de muchas dimensiones. Sin intervención, las imágenes tienden a llenar un cono y los registros otro. La alineación acerca los dos conos, y las cifras de abajo dicen cuánto; si eso ayuda es otra pregunta, que responden las ',
      'diferencias pareadas',
      '.',
    ],
    interpolation:
      'Cuando los vectores de imagen y de texto difieren en longitud, el más corto se estira hasta el más largo por interpolación lineal de sus coordenadas. Es la regla del artículo. No pierde nada, pero trata el orden de las coordenadas como si tuviera un significado, así que aquí las distancias y los ángulos entre modalidades significan menos que entre codificadores hechos en pareja.',
    sameFor: pair => `Lo mismo para ${pair}`,
    training: 'Lo mismo en las filas de entrenamiento, donde se ajustan las alineaciones',
    axes: (first, second) => `los ejes contienen ${first} y ${second} de la varianza`,
    plane: (cases, pair) => `${cases} en el plano: ${pair}`,
    planeNote:
      'El plano es el de los dos primeros ejes principales de ambas modalidades juntas. Todos los paneles tienen la misma escala, pero cada uno sus propios ejes: compare distancias, no direcciones.',
    pair: 'los dos lados de un caso, para algunos casos',
    chart: aligner => `Imágenes y registros en el plano, alineación: ${aligner}`,
    described: (images, records, share) =>
      `${images} y ${records} en dos ejes que contienen ${share} de la varianza.`,
    gapIs: (gap, cosine) =>
      `La brecha en todas las filas de prueba es ${gap}; el coseno medio de los pares, ${cosine}.`,
    tableOf: (theme, rows, pair) =>
      `${theme} en las filas de ${rows === 'train' ? 'entrenamiento' : 'prueba'}: ${pair}`,
    alignment: 'Alineación',
    energyRows: rows => `La distancia de energía es de ${rows}.`,
    spreadRows: (sampled, spectrum) =>
      `La uniformidad es de ${sampled}; las direcciones, de ${spectrum}.`,
    soughtAmong: rows => `Cada uno se busca entre ${rows}.`,
    meanings: 'Qué significa cada cifra',
    chance: 'solo azar',
    ceiling: 'máximo posible',
  },
  pt: {
    title: 'A lacuna entre imagem e registro',
    reading: [
      'Cada imagem e cada registro é uma seta de comprimento 1 em um espaço de muitas dimensões. Sem intervenção, as imagens tendem a encher um cone e os registros, outro. O alinhamento aproxima os dois cones, e os valores abaixo dizem quanto; se isso ajuda é outra pergunta, respondida pelas ',
      'diferenças pareadas',
      '.',
    ],
    interpolation:
      'Onde os vetores de imagem e de texto diferem em comprimento, o mais curto é esticado até o mais longo por interpolação linear das suas coordenadas. É a regra do artigo. Nada se perde, mas ela trata a ordem das coordenadas como se tivesse significado; por isso, aqui, distâncias e ângulos entre as modalidades significam menos do que entre codificadores feitos em par.',
    sameFor: pair => `O mesmo para ${pair}`,
    training: 'O mesmo nas linhas de treinamento, onde os alinhamentos são ajustados',
    axes: (first, second) => `os eixos contêm ${first} e ${second} da variância`,
    plane: (cases, pair) => `${cases} no plano: ${pair}`,
    planeNote:
      'O plano é o dos dois primeiros eixos principais das duas modalidades juntas. Todos os painéis têm a mesma escala, mas cada um tem seus próprios eixos: compare distâncias, não direções.',
    pair: 'os dois lados de um caso, para alguns casos',
    chart: aligner => `Imagens e registros no plano, alinhamento: ${aligner}`,
    described: (images, records, share) =>
      `${images} e ${records} em dois eixos que contêm ${share} da variância.`,
    gapIs: (gap, cosine) =>
      `A lacuna em todas as linhas de teste é ${gap}; o cosseno médio dos pares, ${cosine}.`,
    tableOf: (theme, rows, pair) =>
      `${theme} nas linhas de ${rows === 'train' ? 'treinamento' : 'teste'}: ${pair}`,
    alignment: 'Alinhamento',
    energyRows: rows => `A distância de energia é de ${rows}.`,
    spreadRows: (sampled, spectrum) =>
      `A uniformidade é de ${sampled}; as direções, de ${spectrum}.`,
    soughtAmong: rows => `Cada um é procurado entre ${rows}.`,
    meanings: 'O que significa cada valor',
    chance: 'apenas acaso',
    ceiling: 'máximo possível',
  },
};
