import { formatCount, formatPercent, shortened } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { confusionWords } from '../words/confusion.ts';
import type { Language } from '../words/languages.ts';

export interface HeatTableContent {
  /** Unique in the page; letters, digits and dashes. */
  readonly id: string;
  readonly caption: string;
  readonly classes: readonly string[];
  /** True class × predicted class. */
  readonly counts: readonly (readonly number[])[];
}

/**
 * A confusion matrix as a table whose shade is the share of the true class. A table, not a drawing:
 * it can be read out cell by cell, and its text never becomes too small.
 */
export function heatTable(
  { id, caption, classes, counts }: HeatTableContent,
  language: Language,
): Markup {
  const { trueClass, called } = confusionWords[language];
  return html`<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
<table class="heat">
<caption><span id="${id}-caption">${caption}</span></caption>
<thead>
<tr><th scope="col">${trueClass}</th>${classes.map(name => html`<th scope="col"><span class="said">${called} </span>${shortened(name, 24)}</th>`)}</tr>
</thead>
<tbody>
${classes.map((name, t) => heatRow(name, t, counts[t], language))}</tbody>
</table>
</div>
`;
}

function heatRow(name: string, row: number, counts: readonly number[], language: Language): Markup {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const cells = counts.map((count, column) => {
    const share = total === 0 ? 0 : count / total;
    const right = row === column ? ' right' : '';
    return html`<td class="h${shade(share)}${right}">${total === 0 ? '–' : formatPercent(share)} <span class="range">${formatCount(count, language)}</span></td>`;
  });
  return html`<tr><th scope="row">${shortened(name, 24)}</th>${cells}</tr>
`;
}

/** Six shades are as many as can be told apart. */
function shade(share: number): number {
  return [0.02, 0.1, 0.3, 0.5, 0.7].filter(step => share >= step).length;
}
