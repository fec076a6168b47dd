import type { Geometry, Results } from '../../study/index.ts';
import { disclosure } from '../elements/disclosure.ts';
import { table } from '../elements/table.ts';
import { formatMany } from '../format.ts';
import { type GeometryTheme, geometryThemes, retrievalBounds } from '../geometry-themes.ts';
import { html, type Markup } from '../markup.ts';
import { alignerName, pairName } from '../names.ts';
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
  return html`${geometryThemes.map(theme => themeTable(theme, entries, place, language))}`;
}

function themeTable(
  theme: GeometryTheme,
  entries: readonly Geometry[],
  place: Place,
  language: Language,
): Markup {
  const rows = entries.map(entry => ({
    heading: alignerName(entry.aligner, language),
    cells: theme.columns.map(({ text }) => text(entry, language)),
  }));
  const bounds =
    theme.name === 'retrieval'
      ? entries.slice(0, 1).flatMap(entry => retrievalBounds(entry, language))
      : [];
  const which = place.rows === 'train' ? 'training' : 'test';
  return html`${table({
    id: `${place.id}-${theme.name}`,
    caption: `${theme.title} on ${which} rows: ${pairName(place.pair, place.results, language)}`,
    columns: ['Alignment', ...theme.columns.map(({ heading }) => heading)],
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
  const { sampledRows = null, spectrumRows = null } = entries[0] ?? {};
  if (sampledRows === null || spectrumRows === null) return '';
  if (name === 'gap')
    return ` The energy distance is of ${formatMany(sampledRows, 'row', language)}.`;
  if (name === 'spread') {
    return ` Uniformity is of ${formatMany(sampledRows, 'row', language)}, the directions are of ${formatMany(spectrumRows, 'row', language)}.`;
  }
  return ` Each is sought among ${formatMany(sampledRows, 'row', language)}.`;
}

/** What each figure means, one click away. */
export function meanings(): Markup {
  const columns = geometryThemes
    .flatMap(theme => theme.columns)
    .filter(({ explanation }) => explanation !== null);
  return disclosure(
    'What each figure means',
    html`<dl>${columns.map(({ heading, explanation }) => html`<dt>${heading}</dt><dd>${explanation}</dd>`)}</dl>`,
  );
}
