import type { FindingCode, Severity } from '../../audit/index.ts';
import type { InLanguages } from './languages.ts';

export interface AuditWords {
  readonly title: string;
  readonly searched: (checks: string, dataset: string) => string;
  readonly foundNothing: string;
  readonly found: (counts: string) => string;
  readonly headings: Readonly<Record<Severity, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  /** Said where findings come in English alone; empty in English. */
  readonly inEnglish: string;
  /** What a finding is; null where its own title says it in the page's language. */
  readonly codes: Readonly<Record<FindingCode, string>> | null;
  readonly mend: string;
  readonly more: (ids: string, count: string) => string;
  readonly looked: string;
  readonly notChecked: string;
}

export const auditWords: InLanguages<AuditWords> = {
  en: {
    title: 'The data and its audit',
    searched: (checks, dataset) =>
      `Before anything was learnt, ${checks} searched ${dataset} and its split for what makes figures untrue.`,
    foundNothing: 'They found nothing, which is no proof that there is nothing.',
    found: counts => `They found ${counts}. What they did not find can be there all the same.`,
    headings: {
      serious: 'Serious: the figures cannot be believed before this is mended',
      caution: 'Caution: read the figures with this in mind',
      note: 'Notes',
    },
    severities: { serious: 'serious', caution: 'caution', note: 'note' },
    inEnglish: '',
    codes: null,
    mend: 'To mend it: ',
    more: (ids, count) => `${ids} and ${count} more`,
    looked: 'What was looked at',
    notChecked: 'Not checked',
  },
  es: {
    title: 'Los datos y su auditoría',
    searched: (checks, dataset) =>
      `Antes de aprender nada, ${checks} buscaron en ${dataset} y en su partición lo que hace falsas las cifras.`,
    foundNothing: 'No encontraron nada, lo cual no prueba que no haya nada.',
    found: counts => `Encontraron ${counts}. Lo que no encontraron puede estar ahí de todos modos.`,
    headings: {
      serious: 'Grave: no se puede creer en las cifras antes de corregir esto',
      caution: 'Precaución: lea las cifras teniendo esto en cuenta',
      note: 'Notas',
    },
    severities: { serious: 'grave', caution: 'precaución', note: 'nota' },
    inEnglish:
      'Los detalles están en inglés, tal como la auditoría los escribió en los resultados.',
    codes: {
      'class-of-few-groups': 'Una clase cuyas cifras de prueba dependen de muy pocos grupos',
      'class-share-differs': 'Una clase más frecuente en una parte que en otra',
      'classes-unbalanced': 'Una clase muchas veces más frecuente que otra',
      'column-looks-like-group': 'Una columna cuyos valores se repiten como los de un paciente',
      'duplicate-across-groups': 'Una misma imagen, o casi, en dos grupos de una parte',
      'duplicate-across-parts': 'Una misma imagen, o casi, en dos partes de la partición',
      'duplicate-two-labels': 'Una misma imagen, o casi, con dos etiquetas',
      'duplicate-within-group': 'Una misma imagen, o casi, dos veces en un grupo',
      'field-constant': 'Un campo que tiene un mismo valor en todas partes',
      'field-drifts': 'Un campo cuyos valores difieren entre el entrenamiento y otra parte',
      'field-identifies': 'Un campo del texto con un valor propio para casi cada grupo',
      'field-known-to-leak': 'Un campo del que se declaró que revela la etiqueta',
      'field-predicts-label': 'Un campo que por sí solo revela la etiqueta, o una clase',
      'group-straddles-split': 'Un grupo con muestras en más de una parte de la partición',
      'group-would-straddle': 'Lo que una partición por filas haría con los grupos',
      'id-orders-label': 'Un id, una fecha o el orden de las filas que revela la etiqueta',
      'image-absent': 'Una fila cuya imagen no existe',
      'image-unreadable': 'Una imagen que no se puede decodificar',
      'label-in-text': 'Un texto que nombra su propia etiqueta',
      'labels-fitted-outside-training': 'Una regla de etiquetas ajustada con filas que no entrenan',
      'missing-by-class': 'Un valor que falta más a menudo en una clase que en las demás',
      'rows-skipped': 'Filas que no se pudieron usar',
      'values-missing': 'Un campo sin valor en algunas filas',
      'vectors-constant': 'Vectores, o números de ellos, iguales en todas las muestras',
      'vectors-nearly-equal': 'Imágenes de grupos distintos cuyos vectores casi coinciden',
      'vectors-not-finite': 'Vectores con un NaN o un infinito',
      'vectors-shared': 'Un mismo vector para contenidos distintos',
      'warning-of-adapter': 'Lo que avisó el adaptador al leer los datos',
    },
    mend: 'Para corregirlo: ',
    more: (ids, count) => `${ids} y ${count} más`,
    looked: 'Qué se examinó',
    notChecked: 'No se comprobó',
  },
  pt: {
    title: 'Os dados e sua auditoria',
    searched: (checks, dataset) =>
      `Antes de aprender qualquer coisa, ${checks} procuraram em ${dataset} e na sua divisão o que torna falsos os valores.`,
    foundNothing: 'Nada encontraram, o que não prova que não haja nada.',
    found: counts => `Encontraram ${counts}. O que não encontraram pode existir mesmo assim.`,
    headings: {
      serious: 'Grave: não se pode acreditar nos valores antes de corrigir isto',
      caution: 'Cautela: leia os valores tendo isto em mente',
      note: 'Notas',
    },
    severities: { serious: 'grave', caution: 'cautela', note: 'nota' },
    inEnglish: 'Os detalhes estão em inglês, tal como a auditoria os escreveu nos resultados.',
    codes: {
      'class-of-few-groups': 'Uma classe cujos valores de teste dependem de muito poucos grupos',
      'class-share-differs': 'Uma classe mais frequente em uma parte do que em outra',
      'classes-unbalanced': 'Uma classe muitas vezes mais frequente do que outra',
      'column-looks-like-group': 'Uma coluna cujos valores se repetem como os de um paciente',
      'duplicate-across-groups': 'Uma mesma imagem, ou quase, em dois grupos de uma parte',
      'duplicate-across-parts': 'Uma mesma imagem, ou quase, em duas partes da divisão',
      'duplicate-two-labels': 'Uma mesma imagem, ou quase, com dois rótulos',
      'duplicate-within-group': 'Uma mesma imagem, ou quase, duas vezes em um grupo',
      'field-constant': 'Um campo que tem o mesmo valor em toda parte',
      'field-drifts': 'Um campo cujos valores diferem entre o treinamento e outra parte',
      'field-identifies': 'Um campo do texto com um valor próprio para quase cada grupo',
      'field-known-to-leak': 'Um campo declarado como revelador do rótulo',
      'field-predicts-label': 'Um campo que por si só revela o rótulo, ou uma classe',
      'group-straddles-split': 'Um grupo com amostras em mais de uma parte da divisão',
      'group-would-straddle': 'O que uma divisão por linhas faria com os grupos',
      'id-orders-label': 'Um id, uma data ou a ordem das linhas que revela o rótulo',
      'image-absent': 'Uma linha cuja imagem não existe',
      'image-unreadable': 'Uma imagem que não pode ser decodificada',
      'label-in-text': 'Um texto que nomeia o seu próprio rótulo',
      'labels-fitted-outside-training': 'Uma regra de rótulos ajustada com linhas que não treinam',
      'missing-by-class': 'Um valor que falta mais em uma classe do que nas outras',
      'rows-skipped': 'Linhas que não puderam ser usadas',
      'values-missing': 'Um campo sem valor em algumas linhas',
      'vectors-constant': 'Vetores, ou números deles, iguais em todas as amostras',
      'vectors-nearly-equal': 'Imagens de grupos diferentes cujos vetores quase coincidem',
      'vectors-not-finite': 'Vetores com um NaN ou um infinito',
      'vectors-shared': 'Um mesmo vetor para conteúdos diferentes',
      'warning-of-adapter': 'O que o adaptador avisou ao ler os dados',
    },
    mend: 'Para corrigir: ',
    more: (ids, count) => `${ids} e mais ${count}`,
    looked: 'O que foi examinado',
    notChecked: 'Não verificado',
  },
};
