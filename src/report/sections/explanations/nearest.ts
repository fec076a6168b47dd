import type { Explanations } from '../../../study/index.ts';
import { table } from '../../elements/table.ts';
import { formatNumber } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import { explanationsWords } from '../../words/explanations.ts';
import type { Language } from '../../words/languages.ts';

/** The training cases that are nearest to each asked case. */
export function nearestParts({ nearest }: Explanations, language: Language): Markup | null {
  if (nearest.length === 0) return null;
  const words = explanationsWords[language];
  return html`<h3>${words.nearestTitle}</h3>
<p><strong>${words.patients}</strong> ${words.nearest}</p>
${nearest.map(({ id, label, predicted, score, neighbours }, k) =>
  table({
    id: `nearest-${k}`,
    caption: words.nearestCaption(id, label, predicted, formatNumber(score, language)),
    wordColumns: 1,
    columns: [words.trainingCase, words.class, words.image, words.record, words.joint],
    rows: neighbours.map(each => ({
      heading: each.id,
      cells: [
        each.label,
        ...[each.image, each.text, each.joint].map(value => formatNumber(value, language)),
      ],
    })),
  }),
)}`;
}
