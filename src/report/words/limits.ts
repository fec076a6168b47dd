import type { Results } from '../../study/index.ts';
import type { InLanguages } from './languages.ts';

type Method = Results['split']['method'];

/** What could not be concluded. */
export interface LimitsWords {
  readonly title: string;
  readonly oneSplit: (division: string) => string;
  readonly divisions: Readonly<Record<Method, string>>;
  readonly withSeed: (division: string, seed: string) => string;
  readonly folds: (folds: string) => string;
  /** @param range of the difference that the interval still allows */
  readonly fusionUnclear: (metric: string, single: string, range: string) => string;
  readonly unclear: (open: string, all: string, metric: string) => string;
  readonly oneSeed: string;
  readonly seeds: (seeds: string, share: string) => string;
  readonly fewCases: (classes: string) => string;
  readonly fewGroups: (groups: string) => string;
  readonly dropped: (count: number, resamples: string, all: string) => string;
  readonly notConverged: (count: number, heads: string, cells: string) => string;
  readonly noGroup: string;
  readonly straddling: (count: number, groups: string, column: string) => string;
  readonly otherSite: string;
  readonly sameSource: string;
  readonly earlierStudies: string;
  readonly optimistic: string;
  readonly notCalibrated: string;
  readonly smallSubgroups: (small: string, all: string) => string;
  readonly bestOfMany: (cells: string, rows: string) => string;
}

export const limitsWords: InLanguages<LimitsWords> = {
  en: {
    title: 'What could not be concluded',
    oneSplit: division =>
      `There is one split, ${division}. The intervals cover which cases came to be tested and which seed training was given; they do not cover which rows the split put where.`,
    divisions: {
      grouped: 'made',
      folds: 'one fold of several, made',
      time: 'by time',
      site: 'by site, its validation rows drawn',
      given: 'the data set’s own, what it lacked drawn',
    },
    withSeed: (division, seed) => `${division} with seed ${seed}`,
    folds: folds =>
      `All figures but those of the cross-validation (${folds}) are of one split: the intervals do not cover which rows it put where.`,
    fusionUnclear: (metric, single, range) =>
      `That image and record together are better than ${single} could not be shown: the interval of the difference in ${metric} runs from ${range} and holds 0. It does not show that they are equal either.`,
    unclear: (open, all, metric) =>
      `The interval of ${open} of ${all} in ${metric} holds 0: there nothing is shown, neither a difference nor that there is none.`,
    oneSeed:
      'There is one seed: the intervals do not cover what training under another seed would change.',
    seeds: (seeds, share) =>
      `With ${seeds} the resamples show about ${share} of the variance between seeds, so the intervals are a little too narrow.`,
    fewCases: classes =>
      `Few test cases: ${classes}. Their own figures, and the means over classes, which count every class alike, rest on them.`,
    fewGroups: groups =>
      `There are only ${groups}: intervals that come from resampling so few are rough, and mostly too narrow.`,
    dropped: (count, resamples, all) =>
      `${resamples} of ${all} had lost a class and ${count === 1 ? 'was' : 'were'} left out of the intervals of figures that average over classes, which makes those a little too narrow.`,
    notConverged: (count, heads, cells) =>
      `${heads} did not reach the minimum of ${count === 1 ? 'its' : 'their'} loss: ${cells}. What an aligner gains there may be faster convergence and nothing else.`,
    noGroup:
      'No group was named: rows of one person or lesion may stand on both sides of the split.',
    straddling: (count, groups, column) =>
      `${groups} by ${column} ${count === 1 ? 'has' : 'have'} rows in more than one part of the split: the figures say little of groups that were never seen.`,
    otherSite:
      'The test rows come from a site that no training row is from. Other sites may be harder or easier: only leaving out each in turn says how much they differ.',
    sameSource:
      'The test rows come from the same source as the training rows. Nothing here says how a head fares on pictures from another clinic, another camera or other people.',
    earlierStudies:
      'No choice of this run used test rows, but the page cannot know whether earlier studies looked at the same ones. Where a plan is changed after its test figures were seen, those figures drift upwards.',
    optimistic:
      'What is marked optimistic on this page (the paper’s own protocol) let the test rows choose. It is shown to be compared with, not to be believed.',
    notCalibrated:
      'Scores are not calibrated probabilities: how well they match frequencies was not measured.',
    smallSubgroups: (small, all) =>
      `${small} of ${all} of test rows are too small for their own figures to be trusted. That no difference was found between groups does not show that there is none.`,
    bestOfMany: (cells, rows) =>
      `The head named best was the best of ${cells} on ${rows}: another draw of validation rows could have named another. A figure picked out of the grid because it is the best on test rows is too good to be true of new cases.`,
  },
  es: {
    title: 'Qué no se pudo concluir',
    oneSplit: division =>
      `Hay una sola partición, ${division}. Los intervalos abarcan qué casos llegaron a la prueba y qué semilla recibió el entrenamiento; no abarcan qué filas puso la partición en cada parte.`,
    divisions: {
      grouped: 'hecha',
      folds: 'un pliegue de varios, hecha',
      time: 'por tiempo',
      site: 'por sitio, con sus filas de validación sorteadas',
      given: 'la propia del conjunto de datos, con lo que le faltaba sorteado',
    },
    withSeed: (division, seed) => `${division} con la semilla ${seed}`,
    folds: folds =>
      `Todas las cifras, salvo las de la validación cruzada (${folds}), son de una sola partición: los intervalos no abarcan qué filas puso en cada parte.`,
    fusionUnclear: (metric, single, range) =>
      `No se pudo demostrar que la imagen y el registro juntos sean mejores que una sola modalidad (${single}): el intervalo de la diferencia en ${metric} va de ${range} e incluye el 0. Tampoco demuestra que sean iguales.`,
    unclear: (open, all, metric) =>
      `El intervalo de ${open} de ${all} en ${metric} incluye el 0: ahí no se demuestra nada, ni una diferencia ni su ausencia.`,
    oneSeed:
      'Hay una sola semilla: los intervalos no abarcan lo que cambiaría al entrenar con otra semilla.',
    seeds: (seeds, share) =>
      `Con ${seeds}, los remuestreos muestran cerca del ${share} de la varianza entre semillas, así que los intervalos son un poco demasiado estrechos.`,
    fewCases: classes =>
      `Pocos casos de prueba: ${classes}. De ellos dependen sus propias cifras y los promedios entre clases, que dan el mismo peso a cada clase.`,
    fewGroups: groups =>
      `Solo hay ${groups}: los intervalos que salen de remuestrear tan pocos son aproximados y casi siempre demasiado estrechos.`,
    dropped: (count, resamples, all) =>
      `${resamples} de ${all} ${count === 1 ? 'perdió una clase y quedó excluido' : 'perdieron una clase y quedaron excluidos'} de los intervalos de las cifras que promedian las clases, lo que los hace un poco demasiado estrechos.`,
    notConverged: (count, heads, cells) =>
      `${heads} no ${count === 1 ? 'alcanzó' : 'alcanzaron'} el mínimo de su pérdida: ${cells}. Lo que una alineación gana ahí puede ser solo una convergencia más rápida.`,
    noGroup:
      'No se nombró ningún grupo: puede haber filas de una misma persona o lesión a ambos lados de la partición.',
    straddling: (count, groups, column) =>
      `${groups} según ${column} ${count === 1 ? 'tiene' : 'tienen'} filas en más de una parte de la partición: las cifras dicen poco de grupos nunca vistos.`,
    otherSite:
      'Las filas de prueba vienen de un sitio del que no procede ninguna fila de entrenamiento. Otros sitios pueden ser más difíciles o más fáciles: solo excluir cada uno por turno dice cuánto difieren.',
    sameSource:
      'Las filas de prueba vienen de la misma fuente que las de entrenamiento. Nada aquí dice cómo se comporta un clasificador con imágenes de otra clínica, de otra cámara o de otras personas.',
    earlierStudies:
      'Ninguna elección de esta ejecución usó filas de prueba, pero la página no puede saber si estudios anteriores ya miraron esas filas. Cuando un plan se cambia después de ver sus cifras de prueba, esas cifras tienden a subir.',
    optimistic:
      'Lo que esta página marca como optimista (el protocolo propio del artículo) dejó que las filas de prueba eligieran. Se muestra para comparar, no para creerlo.',
    notCalibrated:
      'Las puntuaciones no son probabilidades calibradas: no se midió cuánto coinciden con las frecuencias.',
    smallSubgroups: (small, all) =>
      `${small} de ${all} de filas de prueba son demasiado pequeños para confiar en sus propias cifras. Que no se haya encontrado una diferencia entre grupos no demuestra que no la haya.`,
    bestOfMany: (cells, rows) =>
      `El clasificador señalado como mejor fue el mejor de ${cells} en ${rows}: otro sorteo de filas de validación podría haber señalado otro. Una cifra escogida de la cuadrícula por ser la mejor en las filas de prueba es demasiado buena para ser cierta en casos nuevos.`,
  },
  pt: {
    title: 'O que não se pôde concluir',
    oneSplit: division =>
      `Há uma única divisão, ${division}. Os intervalos abrangem quais casos vieram a ser testados e qual semente o treinamento recebeu; não abrangem quais linhas a divisão pôs em cada parte.`,
    divisions: {
      grouped: 'feita',
      folds: 'uma dobra de várias, feita',
      time: 'por tempo',
      site: 'por local, com suas linhas de validação sorteadas',
      given: 'a do próprio conjunto de dados, com o que faltava sorteado',
    },
    withSeed: (division, seed) => `${division} com a semente ${seed}`,
    folds: folds =>
      `Todos os valores, exceto os da validação cruzada (${folds}), são de uma única divisão: os intervalos não abrangem quais linhas ela pôs em cada parte.`,
    fusionUnclear: (metric, single, range) =>
      `Não se pôde demonstrar que a imagem e o registro juntos sejam melhores do que uma só modalidade (${single}): o intervalo da diferença em ${metric} vai de ${range} e inclui o 0. Também não demonstra que sejam iguais.`,
    unclear: (open, all, metric) =>
      `O intervalo de ${open} de ${all} em ${metric} inclui o 0: ali nada se demonstra, nem uma diferença nem a sua ausência.`,
    oneSeed:
      'Há uma única semente: os intervalos não abrangem o que mudaria ao treinar com outra semente.',
    seeds: (seeds, share) =>
      `Com ${seeds}, as reamostragens mostram cerca de ${share} da variância entre sementes; por isso os intervalos são um pouco estreitos demais.`,
    fewCases: classes =>
      `Poucos casos de teste: ${classes}. Deles dependem os seus próprios valores e as médias entre classes, que dão o mesmo peso a cada classe.`,
    fewGroups: groups =>
      `Há apenas ${groups}: os intervalos obtidos ao reamostrar tão poucos são aproximados e quase sempre estreitos demais.`,
    dropped: (count, resamples, all) =>
      `${resamples} de ${all} ${count === 1 ? 'perdeu uma classe e ficou fora' : 'perderam uma classe e ficaram fora'} dos intervalos dos valores que fazem a média das classes, o que os torna um pouco estreitos demais.`,
    notConverged: (count, heads, cells) =>
      `${heads} não ${count === 1 ? 'alcançou' : 'alcançaram'} o mínimo da sua perda: ${cells}. O que um alinhamento ganha ali pode ser apenas uma convergência mais rápida.`,
    noGroup:
      'Nenhum grupo foi indicado: linhas de uma mesma pessoa ou lesão podem estar dos dois lados da divisão.',
    straddling: (count, groups, column) =>
      `${groups} por ${column} ${count === 1 ? 'tem' : 'têm'} linhas em mais de uma parte da divisão: os valores dizem pouco sobre grupos nunca vistos.`,
    otherSite:
      'As linhas de teste vêm de um local de onde não vem nenhuma linha de treinamento. Outros locais podem ser mais difíceis ou mais fáceis: só deixar cada um de fora por vez diz quanto diferem.',
    sameSource:
      'As linhas de teste vêm da mesma fonte que as de treinamento. Nada aqui diz como um classificador se comporta com imagens de outra clínica, de outra câmera ou de outras pessoas.',
    earlierStudies:
      'Nenhuma escolha desta execução usou linhas de teste, mas a página não tem como saber se estudos anteriores já olharam essas linhas. Quando um plano é mudado depois de vistos os seus valores de teste, esses valores tendem a subir.',
    optimistic:
      'O que esta página marca como otimista (o protocolo do próprio artigo) deixou que as linhas de teste escolhessem. É mostrado para comparação, não para ser acreditado.',
    notCalibrated:
      'As pontuações não são probabilidades calibradas: não se mediu quanto coincidem com as frequências.',
    smallSubgroups: (small, all) =>
      `${small} de ${all} de linhas de teste são pequenos demais para que se confie em seus próprios valores. Não ter encontrado diferença entre grupos não demonstra que não haja.`,
    bestOfMany: (cells, rows) =>
      `O classificador apontado como melhor foi o melhor de ${cells} em ${rows}: outro sorteio de linhas de validação poderia ter apontado outro. Um valor escolhido na grade por ser o melhor nas linhas de teste é bom demais para ser verdade em casos novos.`,
  },
};
