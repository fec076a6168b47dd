import type { CountedEncoder, TextReport } from '../study/index.ts';
import { oneLine, wrapped } from './wrapped.ts';

const columns = ['limit', 'min', 'median', 'p95', 'max', 'cut'] as const;

/**
 * Token lengths for a terminal of so many columns: a row for each encoder, then what each limit cuts.
 * The words that are cut come from records: they are patient data.
 */
export function tokensText({ dataset, texts, encoders, textFields }: TextReport, width: number) {
  const counted = encoders.filter(row => 'lengths' in row);
  const names = Math.max(8, ...counted.map(row => titleOf(row).length)) + 2;
  const cells = (values: readonly string[]) => values.map(value => value.padStart(8)).join('');
  return [
    ...wrapped(`${dataset}: ${texts} texts of ${textFields.join(', ')}`, '', '  ', width),
    '',
    `${'tokens'.padEnd(names)}${cells(columns)}`,
    ...counted.map(row => `${titleOf(row).padEnd(names)}${cells(figuresOf(row))}`),
    ...encoders.flatMap(row =>
      'unknown' in row
        ? wrapped(`${row.name}: cannot be known, ${row.unknown}`, '', '  ', width)
        : [],
    ),
    ...counted.flatMap(row => cutLines(row, width)),
  ].join('\n');
}

function titleOf({ name, asked, unit }: CountedEncoder): string {
  const words = unit === 'words' ? ' (words)' : '';
  const why = { plan: '', other: ' (tokenizer)', limit: ' if cut at' }[asked];
  return oneLine(`${name}${words}${why}`, 40);
}

function figuresOf({ limit, lengths }: CountedEncoder): string[] {
  const { texts, min, median, p95, max, cut } = lengths;
  const share = texts === 0 ? 0 : (100 * cut) / texts;
  return [
    limit === null ? 'none' : String(limit),
    ...[min, median, p95, max].map(String),
    `${share > 0 && share < 0.1 ? '<0.1' : share.toFixed(1)}%`,
  ];
}

function cutLines(row: CountedEncoder, width: number): string[] {
  const { limit, lengths, cutFields, cutWords } = row;
  if (lengths.cut === 0) return [];
  const fields = cutFields.map(
    ({ field, wholly, partly }) =>
      `${field} (${[wholly > 0 ? `all of it in ${wholly}` : '', partly > 0 ? `a part in ${partly}` : ''].filter(words => words !== '').join(', ')})`,
  );
  const words = cutWords.map(({ word, texts }) => `${word} ${texts}`);
  return [
    '',
    ...wrapped(
      `${titleOf(row)}${row.asked === 'limit' ? ` ${limit}` : ''}: ${lengths.cut} of ${lengths.texts} texts are longer than ${limit} and are cut, ${lengths.lost} of ${lengths.total} ${row.unit} in all`,
      '',
      '  ',
      width,
    ),
    ...wrapped(
      `fields cut: ${fields.length === 0 ? 'not known' : fields.join(', ')}`,
      '  ',
      '    ',
      width,
    ),
    ...wrapped(`words cut most often: ${words.join(', ')}`, '  ', '    ', width),
  ];
}
