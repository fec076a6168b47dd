import type { Cell, Results } from '../../study/index.ts';
import { bestCells } from '../cells.ts';
import { heatTable } from '../charts/heat-table.ts';
import { section } from '../elements/section.ts';
import { formatMany } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';

/** What the best single modality and the best fused head take each class for. */
export function confusionSection(results: Results): Markup | null {
  const { single, fused } = bestCells(results);
  const cells = [fused, single].filter(cell => cell !== null);
  if (cells.length === 0) return null;
  return section({
    id: 'confusion',
    title: 'What is taken for what',
    content: html`<p>Each row is a true class: the share of its test cases that were called each class, and below it their number, a mean over ${formatMany(cells[0].fits.length, 'seed')}. A case is called what has the highest score. Framed cells are right.</p>
<div class="heats">
${cells.map((cell, k) =>
  heatTable({
    id: `confusion-${k}`,
    caption: captionOf(cell, results),
    classes: results.dataset.classes,
    counts: cell.confusion,
  }),
)}</div>
`,
  });
}

function captionOf(cell: Cell, results: Results): string {
  const phrase = cellPhrase(cell, results);
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}: true classes and what they were called`;
}
