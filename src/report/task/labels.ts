import type { Results } from '../../study/index.ts';
import { cellOf } from '../cells.ts';
import { intervalCell } from '../elements/interval-cell.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatCount, formatNumber } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import type { Language } from '../words/languages.ts';
import { taskWords } from '../words/task.ts';

/** How each label fared in the best cells; null where there are not several at once. */
export function labelsSection(results: Results, language: Language): Markup | null {
  const words = taskWords[language];
  const told = results.task?.labels ?? [];
  if (told.length === 0) return null;
  const count = (value: number) => formatNumber(value, language, Number.isInteger(value) ? 0 : 1);
  return section({
    id: 'labels',
    title: words.labelsTitle,
    content: html`<p>${words.labelsReading}</p>
${told.map(({ cell, figures }, i) =>
  table({
    id: `labels-${i}`,
    caption: words.labelsCaption(cellPhrase(cellOf(results, cell), results, language)),
    columns: words.labelColumns,
    rows: figures.map(({ label, trained, tested, auroc, counts }) => ({
      heading: label,
      cells: [
        trained === 0 ? words.untrained : formatCount(trained, language),
        formatCount(tested, language),
        intervalCell(auroc, language),
        count(counts.hits),
        count(counts.missed),
        count(counts.falseAlarms),
        count(counts.rejected),
      ],
    })),
  }),
)}`,
  });
}
