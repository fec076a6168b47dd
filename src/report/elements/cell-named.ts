import type { Results } from '../../study/index.ts';
import { upperFirst } from '../format.ts';
import { type Content, html } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import type { Language } from '../words/languages.ts';

/** A cell by its id, at the head of a row: in words, or as its id where the grid does not hold it. */
export function cellNamed(id: string, results: Results, language: Language): Content {
  const cell = results.cells.find(each => each.id === id);
  return cell === undefined
    ? html`<code>${id}</code>`
    : upperFirst(cellPhrase(cell, results, language));
}
