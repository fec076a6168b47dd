import type { Geometry, Results } from '../../study/index.ts';
import { disclosure } from '../elements/disclosure.ts';
import { table } from '../elements/table.ts';
import { formatMany } from '../format.ts';
import { type GeometryTheme, geometryThemes, retrievalBounds } from '../geometry-themes.ts';
import { html, type Markup } from '../markup.ts';
import { alignerName, pairName } from '../names.ts';
import { gapWords } from '../words/gap.ts';
import type { Language } from '../words/languages.ts';

/** Of what, and where on the page, the tables of a pair are. */
interface Place {
  readonly pair: { readonly image: string; readonly text: string };
  readonly results: Results;
  readonly rows: Geometry['rows'];
  /** The tables' ids begin with it. */
  readonly id: string;
}

/** A small table for each theme of the geometry, one alignment a row, and how to read it. */
export function geometryTables(
  entries: readonly Geometry[],
  place: Place,
  language: Language,
): Markup {
  return html`${geometryThemes(language).map(theme => themeTable(theme, entries, place, language))}`;
}

function themeTable(
  theme: GeometryTheme,
  entries: readonly Geometry[],
  place: Place,
  language: Language,
): Markup {
  const words = gapWords[language];
  const rows = entries.map(entry => ({
    heading: alignerName(entry.aligner, language),
    cells: theme.columns.map(({ text }) => text(entry)),
  }));
  const bounds =
    theme.name === 'retrieval'
      ? entries.slice(0, 1).flatMap(entry => retrievalBounds(entry, language))
      : [];
  return html`${table({
    id: `${place.id}-${theme.name}`,
    caption: words.tableOf(theme.title, place.rows, pairName(place.pair, place.results, language)),
    columns: [words.alignment, ...theme.columns.map(({ heading }) => heading)],
    rows: [...rows, ...bounds.map(({ name, cells }) => ({ heading: name, cells }))],
  })}<p class="table-note">${theme.reading}${sampleNote(theme, entries, language)}</p>
`;
}

/** Where figures are of some of the rows alone. */
function sampleNote(
  { name }: GeometryTheme,
  entries: readonly Geometry[],
  language: Language,
): string {
  const words = gapWords[language];
  const { sampledRows = null, spectrumRows = null } = entries[0] ?? {};
  if (sampledRows === null || spectrumRows === null) return '';
  const rows = formatMany(sampledRows, 'row', language);
  if (name === 'gap') return ` ${words.energyRows(rows)}`;
  if (name === 'spread') {
    return ` ${words.spreadRows(rows, formatMany(spectrumRows, 'row', language))}`;
  }
  return ` ${words.soughtAmong(rows)}`;
}

/** What each figure means, one click away. */
export function meanings(language: Language): Markup {
  const columns = geometryThemes(language)
    .flatMap(theme => theme.columns)
    .filter(({ explanation }) => explanation !== null);
  return disclosure(
    gapWords[language].meanings,
    html`<dl>${columns.map(({ heading, explanation }) => html`<dt>${heading}</dt><dd>${explanation}</dd>`)}</dl>`,
  );
}
