import type { AlignerResult, HeadResult } from '../../study/index.ts';
import type { InLanguages } from './languages.ts';

type HeadName = HeadResult['name'];
type AlignerKind = AlignerResult['kind'];

/** What heads, alignments and encoders are called. */
export interface NameWords {
  /** As a title. */
  readonly heads: Readonly<Record<HeadName, string>>;
  /** Within a sentence, with its article where the language wants one. */
  readonly headPhrases: Readonly<Record<HeadName, string>>;
  /** Within a sentence. */
  readonly aligners: Readonly<Record<AlignerKind, string>>;
  /** At the head of a sentence. */
  readonly kinds: Readonly<Record<AlignerKind, string>>;
  readonly noAlignment: string;
  readonly theShift: (lambda: string) => string;
  readonly learned: (lambda: string) => string;
  /** After a head: with which alignment. */
  readonly withAligner: (phrase: string) => string;
  readonly without: string;
  /** Of a single modality. */
  readonly centred: string;
  readonly units: (count: string) => string;
  readonly linear: string;
  readonly image: string;
  readonly text: string;
  readonly record: string;
}

const en: NameWords = {
  heads: {
    image: 'Image alone',
    text: 'Record alone',
    linear: 'Linear fusion',
    early: 'Early fusion',
    late: 'Late fusion',
    gated: 'Gated fusion',
    'regularised-late': 'Regularised late fusion',
    mixture: 'Mixture of experts',
    knn: 'Nearest neighbours, joined',
    'knn-image': 'Nearest neighbours, image alone',
    'knn-text': 'Nearest neighbours, record alone',
    prototype: 'Class prototypes, joined',
    'prototype-image': 'Class prototypes, image alone',
    'prototype-text': 'Class prototypes, record alone',
    average: 'Average of both alone',
    stacked: 'Stack of both alone',
  },
  headPhrases: {
    image: 'the image alone',
    text: 'the record alone',
    linear: 'linear fusion',
    early: 'early fusion',
    late: 'late fusion',
    gated: 'gated fusion',
    'regularised-late': 'regularised late fusion',
    mixture: 'the mixture of experts',
    knn: 'nearest neighbours on both',
    'knn-image': 'nearest neighbours on the image alone',
    'knn-text': 'nearest neighbours on the record alone',
    prototype: 'class prototypes on both',
    'prototype-image': 'class prototypes on the image alone',
    'prototype-text': 'class prototypes on the record alone',
    average: 'the average of both alone',
    stacked: 'the stack of both alone',
  },
  aligners: {
    none: 'none',
    standardise: 'standardisation',
    center: 'centring',
    shift: 'shift',
    'learned-shift': 'shift, λ learned',
    'orthogonal-shift': 'orthogonal shift',
    realign: 'ReAlign',
    procrustes: 'Procrustes rotation',
    whiten: 'whitening',
    ridge: 'ridge map',
    cca: 'CCA',
    'optimal-transport': 'optimal transport',
  },
  kinds: {
    none: 'No alignment',
    standardise: 'Alignment by standardisation',
    center: 'Alignment by centring each modality',
    shift: 'Alignment by the shift along the gap vector',
    'learned-shift': 'Alignment by shift, λ learned',
    'orthogonal-shift': 'Alignment by orthogonal shift',
    realign: 'Alignment by ReAlign',
    procrustes: 'Alignment by Procrustes rotation',
    whiten: 'Alignment by whitening',
    ridge: 'Alignment by ridge map',
    cca: 'Alignment by CCA',
    'optimal-transport': 'Alignment by optimal transport',
  },
  noAlignment: 'no alignment',
  theShift: lambda => `the shift (${lambda})`,
  learned: lambda => `shift, learned ${lambda}`,
  withAligner: phrase => `with ${phrase}`,
  without: 'with no alignment',
  centred: 'centred',
  units: count => `${count} units`,
  linear: 'linear',
  image: 'image',
  text: 'text',
  record: 'record',
};

const es: NameWords = {
  heads: {
    image: 'Imagen sola',
    text: 'Registro solo',
    linear: 'Fusión lineal',
    early: 'Fusión temprana',
    late: 'Fusión tardía',
    gated: 'Fusión con compuerta',
    'regularised-late': 'Fusión tardía regularizada',
    mixture: 'Mezcla de expertos',
    knn: 'Vecinos más cercanos, ambos',
    'knn-image': 'Vecinos más cercanos, solo imagen',
    'knn-text': 'Vecinos más cercanos, solo registro',
    prototype: 'Prototipos de clase, ambos',
    'prototype-image': 'Prototipos de clase, solo imagen',
    'prototype-text': 'Prototipos de clase, solo registro',
    average: 'Promedio de ambos por separado',
    stacked: 'Apilamiento de ambos por separado',
  },
  headPhrases: {
    image: 'la imagen sola',
    text: 'el registro solo',
    linear: 'la fusión lineal',
    early: 'la fusión temprana',
    late: 'la fusión tardía',
    gated: 'la fusión con compuerta',
    'regularised-late': 'la fusión tardía regularizada',
    mixture: 'la mezcla de expertos',
    knn: 'los vecinos más cercanos de ambos',
    'knn-image': 'los vecinos más cercanos de la imagen sola',
    'knn-text': 'los vecinos más cercanos del registro solo',
    prototype: 'los prototipos de clase de ambos',
    'prototype-image': 'los prototipos de clase de la imagen sola',
    'prototype-text': 'los prototipos de clase del registro solo',
    average: 'el promedio de ambos por separado',
    stacked: 'el apilamiento de ambos por separado',
  },
  aligners: {
    none: 'ninguna',
    standardise: 'estandarización',
    center: 'centrado',
    shift: 'desplazamiento',
    'learned-shift': 'desplazamiento, λ aprendida',
    'orthogonal-shift': 'desplazamiento ortogonal',
    realign: 'ReAlign',
    procrustes: 'rotación de Procrustes',
    whiten: 'blanqueo',
    ridge: 'transformación ridge',
    cca: 'CCA',
    'optimal-transport': 'transporte óptimo',
  },
  kinds: {
    none: 'Sin alineación',
    standardise: 'Alineación por estandarización',
    center: 'Alineación por centrado de cada modalidad',
    shift: 'Alineación por desplazamiento a lo largo del vector de la brecha',
    'learned-shift': 'Alineación por desplazamiento con λ aprendida',
    'orthogonal-shift': 'Alineación por desplazamiento ortogonal',
    realign: 'Alineación por ReAlign',
    procrustes: 'Alineación por rotación de Procrustes',
    whiten: 'Alineación por blanqueo',
    ridge: 'Alineación por transformación ridge',
    cca: 'Alineación por CCA',
    'optimal-transport': 'Alineación por transporte óptimo',
  },
  noAlignment: 'sin alineación',
  theShift: lambda => `desplazamiento (${lambda})`,
  learned: lambda => `desplazamiento, ${lambda} aprendida`,
  withAligner: phrase => `con ${phrase}`,
  without: 'sin alineación',
  centred: 'con centrado',
  units: count => `${count} unidades`,
  linear: 'lineal',
  image: 'imagen',
  text: 'texto',
  record: 'registro',
};

const pt: NameWords = {
  heads: {
    image: 'Imagem isolada',
    text: 'Registro isolado',
    linear: 'Fusão linear',
    early: 'Fusão precoce',
    late: 'Fusão tardia',
    gated: 'Fusão com porta',
    'regularised-late': 'Fusão tardia regularizada',
    mixture: 'Mistura de especialistas',
    knn: 'Vizinhos mais próximos, ambos',
    'knn-image': 'Vizinhos mais próximos, só imagem',
    'knn-text': 'Vizinhos mais próximos, só registro',
    prototype: 'Protótipos de classe, ambos',
    'prototype-image': 'Protótipos de classe, só imagem',
    'prototype-text': 'Protótipos de classe, só registro',
    average: 'Média de ambos em separado',
    stacked: 'Empilhamento de ambos em separado',
  },
  headPhrases: {
    image: 'a imagem isolada',
    text: 'o registro isolado',
    linear: 'a fusão linear',
    early: 'a fusão precoce',
    late: 'a fusão tardia',
    gated: 'a fusão com porta',
    'regularised-late': 'a fusão tardia regularizada',
    mixture: 'a mistura de especialistas',
    knn: 'os vizinhos mais próximos de ambos',
    'knn-image': 'os vizinhos mais próximos da imagem sozinha',
    'knn-text': 'os vizinhos mais próximos do registro sozinho',
    prototype: 'os protótipos de classe de ambos',
    'prototype-image': 'os protótipos de classe da imagem sozinha',
    'prototype-text': 'os protótipos de classe do registro sozinho',
    average: 'a média de ambos em separado',
    stacked: 'o empilhamento de ambos em separado',
  },
  aligners: {
    none: 'nenhum',
    standardise: 'padronização',
    center: 'centralização',
    shift: 'deslocamento',
    'learned-shift': 'deslocamento, λ aprendido',
    'orthogonal-shift': 'deslocamento ortogonal',
    realign: 'ReAlign',
    procrustes: 'rotação de Procrustes',
    whiten: 'branqueamento',
    ridge: 'transformação ridge',
    cca: 'CCA',
    'optimal-transport': 'transporte ótimo',
  },
  kinds: {
    none: 'Sem alinhamento',
    standardise: 'Alinhamento por padronização',
    center: 'Alinhamento por centralização de cada modalidade',
    shift: 'Alinhamento por deslocamento ao longo do vetor da lacuna',
    'learned-shift': 'Alinhamento por deslocamento com λ aprendido',
    'orthogonal-shift': 'Alinhamento por deslocamento ortogonal',
    realign: 'Alinhamento por ReAlign',
    procrustes: 'Alinhamento por rotação de Procrustes',
    whiten: 'Alinhamento por branqueamento',
    ridge: 'Alinhamento por transformação ridge',
    cca: 'Alinhamento por CCA',
    'optimal-transport': 'Alinhamento por transporte ótimo',
  },
  noAlignment: 'sem alinhamento',
  theShift: lambda => `deslocamento (${lambda})`,
  learned: lambda => `deslocamento, ${lambda} aprendido`,
  withAligner: phrase => `com ${phrase}`,
  without: 'sem alinhamento',
  centred: 'com centralização',
  units: count => `${count} unidades`,
  linear: 'linear',
  image: 'imagem',
  text: 'texto',
  record: 'registro',
};

export const nameWords: InLanguages<NameWords> = { en, es, pt };
