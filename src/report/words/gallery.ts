import type { GalleryGap } from '../gallery/index.ts';
import type { InLanguages } from './languages.ts';

export interface GalleryWords {
  readonly title: string;
  readonly warningLabel: string;
  readonly warning: string;
  readonly advice: string;
  /** @param head the best fused head */
  readonly reading: (head: string) => string;
  readonly gaps: Readonly<Record<GalleryGap['kind'], string>>;
  /** @param cases `2 cases` */
  readonly gone: (cases: string, count: number) => string;
  readonly case: (id: string) => string;
  /** What stands for a picture that cannot be seen. */
  readonly alt: (id: string, label: string, predicted: string) => string;
  readonly noPicture: Readonly<Record<'absent' | 'unreadable', string>>;
  readonly trueClass: string;
  readonly called: string;
  readonly loss: string;
  readonly scores: string;
  readonly missing: string;
}

export const galleryWords: InLanguages<GalleryWords> = {
  en: {
    title: 'Test cases that were scored worst',
    warningLabel: 'Warning: patients are shown',
    warning: 'This section shows patients: pictures and records. Do not pass this page on.',
    advice:
      'The pictures are small copies without the files’ metadata, but a picture or a record alone can identify a person. For a page that can be passed on, make it again without the gallery.',
    reading: head =>
      `The test cases to whose true class the best fused head (${head}) gave the lowest score: those with the highest log loss of the mean over seeds, the highest first. They were picked because they went wrong, so they say nothing about how often that happens. A label may be wrong too.`,
    gaps: {
      'other-task': 'No case is shown: the gallery knows only studies of one class a case.',
      'no-fused-head': 'The run has no fused head, so no case is shown.',
      'no-predictions': 'The predictions of the best fused head are missing, so no case is shown.',
      'no-ids':
        'The run is older than the list of its cases (predictions/cases.json), so no case is shown.',
      'no-dataset':
        'The data set of the plan could not be read from the folder in which this page was made, so no case is shown:',
    },
    gone: (cases, count) =>
      `${cases} that ${count === 1 ? 'belongs' : 'belong'} here ${count === 1 ? 'is' : 'are'} left out: the data set no longer holds ${count === 1 ? 'it as it was' : 'them as they were'}.`,
    case: id => `Case ${id}`,
    alt: (id, label, predicted) =>
      `Picture of case ${id}: true class ${label}, called ${predicted}`,
    noPicture: {
      absent: 'The picture is not there.',
      unreadable: 'The picture cannot be read.',
    },
    trueClass: 'True class',
    called: 'Called',
    loss: 'Log loss',
    scores: 'Scores',
    missing: 'missing',
  },
  es: {
    title: 'Casos de prueba con la peor puntuación',
    warningLabel: 'Advertencia: se muestran pacientes',
    warning: 'Esta sección muestra pacientes: imágenes y registros. No comparta esta página.',
    advice:
      'Las imágenes son copias pequeñas sin los metadatos de los archivos, pero una imagen o un registro bastan para identificar a una persona. Para una página que se pueda compartir, genérela de nuevo sin la galería.',
    reading: head =>
      `Los casos de prueba a cuya clase verdadera el mejor clasificador fusionado (${head}) dio la puntuación más baja: los de mayor pérdida logarítmica del promedio de las semillas, de mayor a menor. Se eligieron porque salieron mal, así que no dicen con qué frecuencia ocurre. También puede estar mal la etiqueta.`,
    gaps: {
      'other-task':
        'No se muestra ningún caso: la galería solo conoce estudios con una clase por caso.',
      'no-fused-head':
        'La ejecución no tiene clasificador fusionado, así que no se muestra ningún caso.',
      'no-predictions':
        'Faltan las predicciones del mejor clasificador fusionado, así que no se muestra ningún caso.',
      'no-ids':
        'La ejecución es anterior a la lista de sus casos (predictions/cases.json), así que no se muestra ninguno.',
      'no-dataset':
        'El conjunto de datos del plan no se pudo leer desde la carpeta en la que se generó esta página, así que no se muestra ningún caso:',
    },
    gone: (cases, count) =>
      `${count === 1 ? 'Se omite' : 'Se omiten'} ${cases} que ${count === 1 ? 'corresponde' : 'corresponden'} a esta sección: el conjunto de datos ya no ${count === 1 ? 'lo' : 'los'} tiene como ${count === 1 ? 'era' : 'eran'}.`,
    case: id => `Caso ${id}`,
    alt: (id, label, predicted) =>
      `Imagen del caso ${id}: clase verdadera ${label}, asignada ${predicted}`,
    noPicture: {
      absent: 'La imagen no está.',
      unreadable: 'La imagen no se puede leer.',
    },
    trueClass: 'Clase verdadera',
    called: 'Clase asignada',
    loss: 'Pérdida logarítmica',
    scores: 'Puntuaciones',
    missing: 'sin dato',
  },
  pt: {
    title: 'Casos de teste com a pior pontuação',
    warningLabel: 'Aviso: há pacientes nesta seção',
    warning: 'Esta seção mostra pacientes: imagens e registros. Não compartilhe esta página.',
    advice:
      'As imagens são cópias pequenas sem os metadados dos arquivos, mas uma imagem ou um registro bastam para identificar uma pessoa. Para uma página que possa ser compartilhada, gere-a de novo sem a galeria.',
    reading: head =>
      `Os casos de teste a cuja classe verdadeira o melhor classificador fundido (${head}) deu a pontuação mais baixa: os de maior perda logarítmica da média das sementes, da maior para a menor. Foram escolhidos porque deram errado, então não dizem com que frequência isso acontece. O rótulo também pode estar errado.`,
    gaps: {
      'other-task': 'Nenhum caso é mostrado: a galeria só conhece estudos com uma classe por caso.',
      'no-fused-head': 'A execução não tem classificador fundido, então nenhum caso é mostrado.',
      'no-predictions':
        'Faltam as predições do melhor classificador fundido, então nenhum caso é mostrado.',
      'no-ids':
        'A execução é anterior à lista dos seus casos (predictions/cases.json), então nenhum caso é mostrado.',
      'no-dataset':
        'O conjunto de dados do plano não pôde ser lido a partir da pasta em que esta página foi gerada, então nenhum caso é mostrado:',
    },
    gone: (cases, count) =>
      `${count === 1 ? 'Fica' : 'Ficam'} fora ${cases} que ${count === 1 ? 'caberia' : 'caberiam'} aqui: o conjunto de dados já não ${count === 1 ? 'o' : 'os'} tem como ${count === 1 ? 'era' : 'eram'}.`,
    case: id => `Caso ${id}`,
    alt: (id, label, predicted) =>
      `Imagem do caso ${id}: classe verdadeira ${label}, atribuída ${predicted}`,
    noPicture: {
      absent: 'A imagem não está lá.',
      unreadable: 'A imagem não pode ser lida.',
    },
    trueClass: 'Classe verdadeira',
    called: 'Classe atribuída',
    loss: 'Perda logarítmica',
    scores: 'Pontuações',
    missing: 'sem dado',
  },
};
