import type { InLanguages } from './languages.ts';

export interface LearnedWords {
  readonly title: string;
  readonly reading: string;
  readonly byEpoch: (name: string) => string;
  readonly note: (seeds: string, least: string, most: string) => string;
  readonly seed: (seed: string, lambda: string) => string;
  readonly caption: (name: string) => string;
  readonly columns: readonly [string, string, string, string];
  readonly film: string;
  readonly filmCaption: (name: string, frames: string) => string;
  readonly filmNote: string;
  readonly epoch: (epoch: string) => string;
  /** Of an axis. */
  readonly epochs: string;
  readonly frameTitle: (epochs: string, head: string) => string;
  readonly frame: (lambda: string, image: string, record: string) => string;
  readonly pair: string;
}

export const learnedWords: InLanguages<LearnedWords> = {
  en: {
    title: 'The shift as it was learned',
    reading:
      'Here λ is a number of the network, trained together with the head by the same loss. It is moved only by what the unit length behind the shift does: the shift by itself is undone by the head’s bias. Every seed learns a λ of its own; the one after the epoch with the best validation figure is kept.',
    byEpoch: name => `${name}: λ by epoch`,
    note: (seeds, least, most) =>
      `A line for each of ${seeds}; the ring is the epoch that was kept. λ ended between ${least} and ${most}.`,
    seed: (seed, lambda) => `seed ${seed}: ${lambda}`,
    caption: name => `${name}: λ at its start and where it was kept`,
    columns: ['Seed', 'Start', 'Kept', 'Epoch'],
    film: 'The film: images and records of some test rows, epoch by epoch',
    filmCaption: (name, frames) => `${name}: ${frames} under the first seed`,
    filmNote:
      'To the right lies the way from the mean record to the mean image; upwards the widest direction across it. All frames have one scale and one plane.',
    epoch: epoch => `Epoch ${epoch}`,
    epochs: 'epoch',
    frameTitle: (epochs, head) => `Images and records after ${epochs} of ${head}`,
    frame: (lambda, image, record) =>
      `λ is ${lambda}. The mean image lies at ${image}, the mean record at ${record} along the gap.`,
    pair: 'the two sides of one case, for some cases',
  },
  es: {
    title: 'El desplazamiento tal como se aprendió',
    reading:
      'Aquí λ es un número de la red, entrenado junto con el clasificador por la misma pérdida. Solo lo mueve lo que hace la longitud 1 después del desplazamiento: el desplazamiento por sí mismo lo deshace el sesgo del clasificador. Cada semilla aprende su propia λ; se conserva la de la época con la mejor cifra de validación.',
    byEpoch: name => `${name}: λ por época`,
    note: (seeds, least, most) =>
      `Una línea por semilla (${seeds}); el anillo marca la época conservada. λ terminó entre ${least} y ${most}.`,
    seed: (seed, lambda) => `semilla ${seed}: ${lambda}`,
    caption: name => `${name}: λ al comienzo y donde se conservó`,
    columns: ['Semilla', 'Comienzo', 'Conservada', 'Época'],
    film: 'La película: imágenes y registros de algunas filas de prueba, época por época',
    filmCaption: (name, frames) => `${name}: ${frames} con la primera semilla`,
    filmNote:
      'Hacia la derecha va el camino del registro medio a la imagen media; hacia arriba, la dirección más amplia que lo cruza. Todos los cuadros tienen la misma escala y el mismo plano.',
    epoch: epoch => `Época ${epoch}`,
    epochs: 'época',
    frameTitle: (epochs, head) => `Imágenes y registros tras ${epochs}: ${head}`,
    frame: (lambda, image, record) =>
      `λ es ${lambda}. A lo largo de la brecha, la imagen media está en ${image} y el registro medio en ${record}.`,
    pair: 'los dos lados de un caso, para algunos casos',
  },
  pt: {
    title: 'O deslocamento tal como foi aprendido',
    reading:
      'Aqui λ é um número da rede, treinado junto com o classificador pela mesma perda. Ele só é movido pelo que faz o comprimento 1 depois do deslocamento: o deslocamento por si só é desfeito pelo viés do classificador. Cada semente aprende o seu próprio λ; fica o da época com o melhor valor de validação.',
    byEpoch: name => `${name}: λ por época`,
    note: (seeds, least, most) =>
      `Uma linha por semente (${seeds}); o anel marca a época mantida. λ terminou entre ${least} e ${most}.`,
    seed: (seed, lambda) => `semente ${seed}: ${lambda}`,
    caption: name => `${name}: λ no início e onde foi mantido`,
    columns: ['Semente', 'Início', 'Mantido', 'Época'],
    film: 'O filme: imagens e registros de algumas linhas de teste, época por época',
    filmCaption: (name, frames) => `${name}: ${frames} com a primeira semente`,
    filmNote:
      'Para a direita vai o caminho do registro médio à imagem média; para cima, a direção mais ampla que o cruza. Todos os quadros têm a mesma escala e o mesmo plano.',
    epoch: epoch => `Época ${epoch}`,
    epochs: 'época',
    frameTitle: (epochs, head) => `Imagens e registros após ${epochs}: ${head}`,
    frame: (lambda, image, record) =>
      `λ é ${lambda}. Ao longo da lacuna, a imagem média está em ${image} e o registro médio em ${record}.`,
    pair: 'os dois lados de um caso, para alguns casos',
  },
};
