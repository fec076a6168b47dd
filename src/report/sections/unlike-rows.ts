import type { Results } from '../../study/index.ts';
import { metricLabel } from '../difference-sentence.ts';
import { intervalCell } from '../elements/interval-cell.ts';
import { table } from '../elements/table.ts';
import { html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { trustWords } from '../words/trust.ts';

/** How the best head does on test rows that lie far from all training rows. */
export function unlikeRowsPart({ outOfDistribution }: Results, language: Language): Markup {
  if (outOfDistribution === undefined) return html``;
  const words = trustWords[language];
  const [hits, loss] = [metricLabel('accuracy', language), metricLabel('logLoss', language)];
  return table({
    id: 'trust-distance',
    caption: words.distance,
    columns: [
      words.modality,
      words.above,
      words.inside(hits),
      words.outside(hits),
      words.inside(loss),
      words.outside(loss),
    ],
    rows: outOfDistribution.modalities.map(({ encoder, above, inside, outside }) => ({
      heading: encoder,
      cells: [
        intervalCell(above, language),
        intervalCell(inside.accuracy, language),
        intervalCell(outside.accuracy, language),
        intervalCell(inside.logLoss, language),
        intervalCell(outside.logLoss, language),
      ],
    })),
  });
}
