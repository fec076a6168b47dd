import type { Results } from '../../study/index.ts';
import { bestCells } from '../cells.ts';
import { heatTable } from '../charts/heat-table.ts';
import { section } from '../elements/section.ts';
import { formatMany, upperFirst } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import { confusionWords } from '../words/confusion.ts';
import type { Language } from '../words/languages.ts';

/** What the best single modality and the best fused head take each class for. */
export function confusionSection(results: Results, language: Language): Markup | null {
  const words = confusionWords[language];
  const { single, fused } = bestCells(results);
  const cells = [fused, single].filter(cell => cell !== null);
  if (cells.length === 0) return null;
  return section({
    id: 'confusion',
    title: words.title,
    content: html`<p>${words.reading(formatMany(cells[0].fits.length, 'seed', language))}</p>
<div class="heats">
${cells.map((cell, k) =>
  heatTable(
    {
      id: `confusion-${k}`,
      caption: words.caption(upperFirst(cellPhrase(cell, results, language))),
      classes: results.dataset.classes,
      counts: cell.confusion,
    },
    language,
  ),
)}</div>
`,
  });
}
