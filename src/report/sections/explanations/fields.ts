import type { Explanations, Results } from '../../../study/index.ts';
import { intervalPlot, sharedDomain } from '../../charts/interval-plot.ts';
import { metricPhrase } from '../../difference-sentence.ts';
import { figure } from '../../elements/figure.ts';
import { differenceCell, intervalCell } from '../../elements/interval-cell.ts';
import { table } from '../../elements/table.ts';
import { formatCount, formatMany } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import { shownMetrics } from '../../shown-metrics.ts';
import { explanationsWords } from '../../words/explanations.ts';
import type { Language } from '../../words/languages.ts';
import { differenceMarks } from './modalities.ts';

type Fields = NonNullable<Explanations['fields']>;

/** What changes where a field is left out of the text. */
export function fieldParts(
  { fields }: Explanations,
  results: Results,
  language: Language,
): Markup | null {
  if (fields === null || fields.fields.length === 0) return null;
  const words = explanationsWords[language];
  const { rows, of } = fields;
  return html`<h3>${words.fieldsTitle}</h3>
<p>${words.fields(formatCount(rows, language), formatMany(of, 'test row', language))} ${words.reading}</p>
${chart(fields, results, language)}${fieldTable(fields, results, language)}`;
}

function chart({ fields }: Fields, results: Results, language: Language): Markup | null {
  const words = explanationsWords[language];
  const { select } = results.evaluation;
  const title = words.fieldsChart(metricPhrase(select, language));
  const marks = differenceMarks(
    fields.map(({ field, differences }) => [field, differences[select]] as const),
    language,
  );
  if (marks.length === 0) return null;
  const description = marks.map(({ label, value }) => `${label}: ${value}`).join('; ');
  return figure(
    {
      caption: title,
      panels: [
        {
          heading: '',
          chart: intervalPlot(
            { id: 'fields-left-out', title, description },
            marks,
            { axis: title, reference: 0, domain: sharedDomain(marks, 0) },
            language,
          ),
        },
      ],
      // The table beneath it holds them.
      tables: null,
    },
    language,
  );
}

function fieldTable({ fields }: Fields, results: Results, language: Language): Markup {
  const words = explanationsWords[language];
  const shown = shownMetrics(results);
  return table({
    id: 'fields-left-out-figures',
    caption: words.fieldsCaption,
    columns: [
      words.field,
      words.changed,
      ...shown.map(name => words.change(metricPhrase(name, language))),
      words.flipped,
    ],
    rows: fields.map(({ field, rowsChanged, differences, flipped }) => ({
      heading: field,
      cells: [
        formatCount(rowsChanged, language),
        ...shown.map(name => differenceCell(differences[name], language)),
        intervalCell(flipped, language),
      ],
    })),
  });
}
