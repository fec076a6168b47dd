import type { InLanguages } from './languages.ts';

/** A theme of the geometry. */
export type ThemeName = 'gap' | 'spread' | 'retrieval';

/** A figure that a column shows. */
export type GeometryFigure =
  | 'gap'
  | 'centroidCosine'
  | 'pairedCosine'
  | 'relativeGap'
  | 'separability'
  | 'energyDistance'
  | 'imageResultantLength'
  | 'textResultantLength'
  | 'alignment'
  | 'imageUniformity'
  | 'textUniformity'
  | 'imageEffectiveRank'
  | 'textEffectiveRank';

type Direction = 'imageToText' | 'textToImage';

/** What the geometry of a pair is called, and what it means. */
export interface GeometryWords {
  readonly themes: Readonly<
    Record<ThemeName, { readonly title: string; readonly reading: string }>
  >;
  /** A figure without an explanation is explained by the one before it. */
  readonly figures: Readonly<
    Record<GeometryFigure, { readonly heading: string; readonly explanation: string | null }>
  >;
  readonly first: (k: string, direction: Direction) => string;
  readonly finds: (direction: Direction) => string;
  /** What no figure here can tell; arXiv 2604.00279 measured it. */
  readonly caution: string;
}

const en: GeometryWords = {
  themes: {
    gap: {
      title: 'The gap',
      reading:
        'The first two know the centres alone; separability and energy distance compare the whole clouds, and come down to 0.5 and 0 only where one cloud lies on the other.',
    },
    spread: {
      title: 'The spread',
      reading:
        'A modality whose rows all point one way (resultant length near 1, uniformity near 0, few directions) has little left to tell cases apart by, however small the gap is.',
    },
    retrieval: {
      title: 'Finding the other half',
      reading:
        'Read these against chance and against the most that is possible: rows that are equal, such as records with the same words, cannot be told apart, so no alignment reaches 1 where they repeat.',
    },
  },
  figures: {
    gap: { heading: 'Gap', explanation: 'Distance of the two centres: 0 to 2.' },
    centroidCosine: {
      heading: 'Cosine of the centres',
      explanation: 'Cosine of the two centres: 1 is the same direction, 0 a right angle.',
    },
    pairedCosine: {
      heading: 'Mean cosine of pairs',
      explanation: 'Mean cosine of the image and the record of one case.',
    },
    relativeGap: {
      heading: 'Relative gap',
      explanation:
        'Distance of image and record of one case, as a share of itself plus the distance of two cases of one modality (Schrodi et al. 2025): 0 to 1; at 0.5 the two are equal.',
    },
    separability: {
      heading: 'Separability',
      explanation:
        'How well a line tells images from records, on rows that it was not fitted on (AUROC of a linear discriminant): 1 is always, 0.5 is chance.',
    },
    energyDistance: {
      heading: 'Energy distance',
      explanation: 'Distance of the two distributions: 0 to 4, and 0 only where they are alike.',
    },
    imageResultantLength: {
      heading: 'Resultant length, images',
      explanation:
        'Resultant length: 1 means that all rows of a modality point the same way, 0 that they point everywhere. One minus it is the spherical variance.',
    },
    textResultantLength: { heading: 'Resultant length, records', explanation: null },
    alignment: {
      heading: 'Squared distance of pairs',
      explanation:
        'Mean squared distance of the image and the record of one case, which Wang and Isola (2020) call alignment: 0 to 4, less is nearer.',
    },
    imageUniformity: {
      heading: 'Uniformity, images',
      explanation:
        'How evenly a modality spreads over the sphere (Wang and Isola 2020): 0 is a point, and less is more even.',
    },
    textUniformity: { heading: 'Uniformity, records', explanation: null },
    imageEffectiveRank: {
      heading: 'Directions, images',
      explanation:
        'Effective rank (Roy and Vetterli 2007) of the rows without their mean: in how many directions they vary.',
    },
    textEffectiveRank: { heading: 'Directions, records', explanation: null },
  },
  first: (k, direction) =>
    `First ${k}, ${direction === 'imageToText' ? 'image to record' : 'record to image'}`,
  finds: direction =>
    `How often ${direction === 'imageToText' ? 'an image finds its own record' : 'a record finds its own image'} first, or among the first 5 and 10, by cosine; ties count by chance.`,
  caution:
    'A small gap is no proof of a better fusion. An alignment made after the encoders removes mostly the distance of the centres; how far apart the two distributions remain is what goes with cross-modal quality (arXiv 2604.00279).',
};

const es: GeometryWords = {
  themes: {
    gap: {
      title: 'La brecha',
      reading:
        'Las dos primeras solo conocen los centros; la separabilidad y la distancia de energía comparan las nubes enteras, y bajan a 0,5 y 0 solo donde una nube queda sobre la otra.',
    },
    spread: {
      title: 'La dispersión',
      reading:
        'A una modalidad cuyas filas apuntan todas en un sentido (longitud resultante cercana a 1, uniformidad cercana a 0, pocas direcciones) le queda poco para distinguir casos, por pequeña que sea la brecha.',
    },
    retrieval: {
      title: 'Encontrar la otra mitad',
      reading:
        'Léalas frente al azar y frente al máximo posible: las filas iguales, como los registros con las mismas palabras, no se pueden distinguir, así que ninguna alineación llega a 1 donde se repiten.',
    },
  },
  figures: {
    gap: { heading: 'Brecha', explanation: 'Distancia entre los dos centros: de 0 a 2.' },
    centroidCosine: {
      heading: 'Coseno de los centros',
      explanation: 'Coseno de los dos centros: 1 es la misma dirección, 0 un ángulo recto.',
    },
    pairedCosine: {
      heading: 'Coseno medio de los pares',
      explanation: 'Coseno medio de la imagen y el registro de un mismo caso.',
    },
    relativeGap: {
      heading: 'Brecha relativa',
      explanation:
        'Distancia entre la imagen y el registro de un caso, como parte de sí misma más la distancia entre dos casos de una modalidad (Schrodi et al. 2025): de 0 a 1; en 0,5 las dos son iguales.',
    },
    separability: {
      heading: 'Separabilidad',
      explanation:
        'Qué tan bien una recta distingue imágenes de registros, en filas con las que no se ajustó (AUROC de un discriminante lineal): 1 es siempre, 0,5 es azar.',
    },
    energyDistance: {
      heading: 'Distancia de energía',
      explanation: 'Distancia entre las dos distribuciones: de 0 a 4, y 0 solo donde son iguales.',
    },
    imageResultantLength: {
      heading: 'Longitud resultante, imágenes',
      explanation:
        'Longitud resultante: 1 significa que todas las filas de una modalidad apuntan en el mismo sentido, 0 que apuntan a todas partes. Uno menos ella es la varianza esférica.',
    },
    textResultantLength: { heading: 'Longitud resultante, registros', explanation: null },
    alignment: {
      heading: 'Distancia cuadrática de los pares',
      explanation:
        'Distancia cuadrática media entre la imagen y el registro de un caso, que Wang e Isola (2020) llaman alineación: de 0 a 4, menos es más cerca.',
    },
    imageUniformity: {
      heading: 'Uniformidad, imágenes',
      explanation:
        'Qué tan uniformemente se reparte una modalidad sobre la esfera (Wang e Isola 2020): 0 es un punto, y menos es más uniforme.',
    },
    textUniformity: { heading: 'Uniformidad, registros', explanation: null },
    imageEffectiveRank: {
      heading: 'Direcciones, imágenes',
      explanation:
        'Rango efectivo (Roy y Vetterli 2007) de las filas sin su media: en cuántas direcciones varían.',
    },
    textEffectiveRank: { heading: 'Direcciones, registros', explanation: null },
  },
  first: (k, direction) =>
    `Primeros ${k}, ${direction === 'imageToText' ? 'de imagen a registro' : 'de registro a imagen'}`,
  finds: direction =>
    `Con qué frecuencia ${direction === 'imageToText' ? 'una imagen encuentra su propio registro' : 'un registro encuentra su propia imagen'} en primer lugar, o entre los primeros 5 y 10, según el coseno; los empates cuentan por azar.`,
  caution:
    'Una brecha pequeña no prueba una fusión mejor. Una alineación hecha después de los codificadores quita sobre todo la distancia entre los centros; lo que acompaña a la calidad entre modalidades es qué tan separadas siguen las dos distribuciones (arXiv 2604.00279).',
};

const pt: GeometryWords = {
  themes: {
    gap: {
      title: 'A lacuna',
      reading:
        'Os dois primeiros conhecem apenas os centros; a separabilidade e a distância de energia comparam as nuvens inteiras e só chegam a 0,5 e 0 onde uma nuvem fica sobre a outra.',
    },
    spread: {
      title: 'A dispersão',
      reading:
        'Uma modalidade cujas linhas apontam todas no mesmo sentido (comprimento resultante perto de 1, uniformidade perto de 0, poucas direções) tem pouco com que distinguir casos, por menor que seja a lacuna.',
    },
    retrieval: {
      title: 'Encontrar a outra metade',
      reading:
        'Leia-os em relação ao acaso e ao máximo possível: linhas iguais, como registros com as mesmas palavras, não podem ser distinguidas; por isso nenhum alinhamento chega a 1 onde elas se repetem.',
    },
  },
  figures: {
    gap: { heading: 'Lacuna', explanation: 'Distância entre os dois centros: de 0 a 2.' },
    centroidCosine: {
      heading: 'Cosseno dos centros',
      explanation: 'Cosseno dos dois centros: 1 é a mesma direção, 0 um ângulo reto.',
    },
    pairedCosine: {
      heading: 'Cosseno médio dos pares',
      explanation: 'Cosseno médio da imagem e do registro de um mesmo caso.',
    },
    relativeGap: {
      heading: 'Lacuna relativa',
      explanation:
        'Distância entre a imagem e o registro de um caso, como parte de si mesma mais a distância entre dois casos de uma modalidade (Schrodi et al. 2025): de 0 a 1; em 0,5 as duas são iguais.',
    },
    separability: {
      heading: 'Separabilidade',
      explanation:
        'Quão bem uma reta distingue imagens de registros, em linhas com as quais não foi ajustada (AUROC de um discriminante linear): 1 é sempre, 0,5 é acaso.',
    },
    energyDistance: {
      heading: 'Distância de energia',
      explanation: 'Distância entre as duas distribuições: de 0 a 4, e 0 só onde são iguais.',
    },
    imageResultantLength: {
      heading: 'Comprimento resultante, imagens',
      explanation:
        'Comprimento resultante: 1 significa que todas as linhas de uma modalidade apontam no mesmo sentido, 0 que apontam para toda parte. Um menos ele é a variância esférica.',
    },
    textResultantLength: { heading: 'Comprimento resultante, registros', explanation: null },
    alignment: {
      heading: 'Distância quadrática dos pares',
      explanation:
        'Distância quadrática média entre a imagem e o registro de um caso, que Wang e Isola (2020) chamam de alinhamento: de 0 a 4, menos é mais perto.',
    },
    imageUniformity: {
      heading: 'Uniformidade, imagens',
      explanation:
        'Quão uniformemente uma modalidade se espalha sobre a esfera (Wang e Isola 2020): 0 é um ponto, e menos é mais uniforme.',
    },
    textUniformity: { heading: 'Uniformidade, registros', explanation: null },
    imageEffectiveRank: {
      heading: 'Direções, imagens',
      explanation:
        'Posto efetivo (Roy e Vetterli 2007) das linhas sem a sua média: em quantas direções elas variam.',
    },
    textEffectiveRank: { heading: 'Direções, registros', explanation: null },
  },
  first: (k, direction) =>
    `Primeiros ${k}, ${direction === 'imageToText' ? 'de imagem para registro' : 'de registro para imagem'}`,
  finds: direction =>
    `Com que frequência ${direction === 'imageToText' ? 'uma imagem encontra o seu próprio registro' : 'um registro encontra a sua própria imagem'} em primeiro lugar, ou entre os primeiros 5 e 10, pelo cosseno; empates contam pelo acaso.`,
  caution:
    'Uma lacuna pequena não prova uma fusão melhor. Um alinhamento feito depois dos codificadores remove sobretudo a distância entre os centros; o que acompanha a qualidade entre modalidades é quão separadas continuam as duas distribuições (arXiv 2604.00279).',
};

export const geometryWords: InLanguages<GeometryWords> = { en, es, pt };
