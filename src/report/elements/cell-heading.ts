import type { Cell, Results } from '../../study/index.ts';
import { encoderPairs } from '../cells.ts';
import { html, type Markup } from '../markup.ts';
import { alignmentName, headName, isSingle, pairName } from '../names.ts';
import type { Language } from '../words/languages.ts';
import { resultsWords } from '../words/results.ts';

/** The same as `cellLines`, and marked where it was best on validation rows. */
export function cellHeading(cell: Cell, results: Results, language: Language): Markup {
  return html`${cellLines(cell, results, language)}${tag(cell, results, language)}`;
}

/** A cell as a table's row heading: its head, its alignment, and its encoders where they differ. */
export function cellLines(cell: Cell, results: Results, language: Language): Markup {
  const pair = html` <span class="range">${pairName(cell, results, language)}</span>`;
  const alignment = html` <span class="range">${alignmentName(cell.aligner, language)}</span>`;
  const single = isSingle(cell);
  return html`${headName(cell, results, language)}${single ? null : alignment}${single || encoderPairs(results).length > 1 ? pair : null}`;
}

function tag({ id }: Cell, { best }: Results, language: Language): Markup | null {
  return id === best.single || id === best.fused
    ? html` <span class="tag">${resultsWords[language].best}</span>`
    : null;
}
