import type { Content } from '../markup.ts';
import { html } from '../markup.ts';
import type { InLanguages } from './languages.ts';

export interface ProvenanceWords {
  readonly title: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: (name: string, cores: string) => string;
  readonly memory: string;
  readonly splitSeed: string;
  readonly seeds: string;
  /** How to make the run again. */
  readonly again: Content;
  readonly hashes: string;
  readonly what: string;
  readonly hash: string;
  readonly dataset: string;
  readonly split: string;
  readonly encoder: (name: string) => string;
  readonly plan: string;
}

export const provenanceWords: InLanguages<ProvenanceWords> = {
  en: {
    title: 'How to reproduce it',
    platform: 'Platform',
    processor: 'Processor',
    cores: (name, cores) => `${name}, ${cores} cores`,
    memory: 'Memory',
    splitSeed: 'Seed of the split',
    seeds: 'Seeds of training',
    again: html`To make it again, save the plan below as <code>plan.yaml</code> and give <code>minga run plan.yaml</code>, with the data and the encoders in the places it names. Equal hashes mean equal content. All figures of this page are in <code>results.json</code> beside it.`,
    hashes: 'Hashes (SHA-256) of what the figures were made from',
    what: 'What',
    hash: 'Hash',
    dataset: 'Data set',
    split: 'Split',
    encoder: name => `Encoder: ${name}`,
    plan: 'The plan, with every default filled in',
  },
  es: {
    title: 'Cómo reproducirlo',
    platform: 'Plataforma',
    processor: 'Procesador',
    cores: (name, cores) => `${name}, ${cores} núcleos`,
    memory: 'Memoria',
    splitSeed: 'Semilla de la partición',
    seeds: 'Semillas del entrenamiento',
    again: html`Para repetirlo, guarde el plan de abajo como <code>plan.yaml</code> y ejecute <code>minga run plan.yaml</code>, con los datos y los codificadores en los lugares que nombra. Si los hashes son iguales, el contenido es igual. Todas las cifras de esta página están en <code>results.json</code>, junto a ella.`,
    hashes: 'Hashes (SHA-256) de aquello con lo que se hicieron las cifras',
    what: 'Qué',
    hash: 'Hash',
    dataset: 'Conjunto de datos',
    split: 'Partición',
    encoder: name => `Codificador: ${name}`,
    plan: 'El plan, con todos los valores por omisión completados',
  },
  pt: {
    title: 'Como reproduzir',
    platform: 'Plataforma',
    processor: 'Processador',
    cores: (name, cores) => `${name}, ${cores} núcleos`,
    memory: 'Memória',
    splitSeed: 'Semente da divisão',
    seeds: 'Sementes do treinamento',
    again: html`Para refazer, salve o plano abaixo como <code>plan.yaml</code> e execute <code>minga run plan.yaml</code>, com os dados e os codificadores nos lugares que ele indica. Hashes iguais significam conteúdo igual. Todos os valores desta página estão em <code>results.json</code>, ao lado dela.`,
    hashes: 'Hashes (SHA-256) daquilo com que os valores foram feitos',
    what: 'O quê',
    hash: 'Hash',
    dataset: 'Conjunto de dados',
    split: 'Divisão',
    encoder: name => `Codificador: ${name}`,
    plan: 'O plano, com todos os valores padrão preenchidos',
  },
};
