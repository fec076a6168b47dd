import type { Results } from '../../study/index.ts';
import { metricPhrase } from '../difference-sentence.ts';
import { facts } from '../elements/facts.ts';
import { section } from '../elements/section.ts';
import { formatMany, listed, lowerFirst } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { alignmentName, headName, isSingle } from '../names.ts';
import { askedWords } from '../words/asked.ts';
import type { Language } from '../words/languages.ts';

/** What the plan asked for, in words. */
export function askedSection(results: Results, language: Language): Markup {
  const words = askedWords[language];
  const { dataset, cells, encoders, comparisons, evaluation, paper } = results;
  const fused = cells.filter(cell => !isSingle(cell));
  // The name of a single modality tells its alignment too, and every one is there without any.
  const heads = cells.filter(cell => !isSingle(cell) || cell.aligner.kind === 'none');
  const asks = (wanted: 'fusion' | 'alignment') =>
    comparisons.some(({ question }) => question === wanted);
  const named = (names: readonly string[]) =>
    names.length === 0 ? words.none : listed([...new Set(names)], language);
  const encodersOf = (modality: 'image' | 'text') =>
    named(encoders.filter(each => each.modality === modality).map(({ name }) => name));
  const sentences = [
    words.question(dataset.name, formatMany(dataset.classes.length, 'class', language)),
    ...(asks('fusion') ? [words.fusion] : []),
    ...(asks('alignment') ? [words.alignment] : []),
  ];
  const method = [
    words.compared(
      formatMany(cells.length, 'cell', language),
      formatMany(cells[0]?.fits.length ?? 0, 'seed', language),
    ),
    words.chosenBy(metricPhrase(evaluation.select, language)),
    ...(paper.length > 0 ? [words.paper] : []),
  ];
  return section({
    id: 'asked',
    title: words.title,
    content: html`<p>${sentences.join(' ')}</p>
<p>${method.join(' ')}</p>
${facts([
  [words.heads, named(heads.map(cell => lowerFirst(headName(cell, results, language))))],
  [words.alignments, named(fused.map(({ aligner }) => alignmentName(aligner, language)))],
  [words.imageEncoders, encodersOf('image')],
  [words.textEncoders, encodersOf('text')],
])}`,
  });
}
