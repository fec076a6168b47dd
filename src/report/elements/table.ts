import { type Content, html, type Markup } from '../markup.ts';

/** A row: its heading, then its cells. */
export interface TableRow {
  readonly heading: Content;
  readonly cells: readonly Content[];
}

export interface TableContent {
  /** Unique in the page; letters, digits and dashes. */
  readonly id: string;
  /** Unique in the page: it names the table's scrolling region too. */
  readonly caption: Content;
  /** The heading of the row headings, then of each column. */
  readonly columns: readonly Content[];
  readonly rows: readonly TableRow[];
  /** How the cells are set; figures by default. */
  readonly cells?: 'figures' | 'words';
}

/** A table that scrolls within itself where it is wider than the page, also by keyboard. */
export function table({ id, caption, columns, rows, cells = 'figures' }: TableContent): Markup {
  return html`<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
<table class="${cells}">
<caption><span id="${id}-caption">${caption}</span></caption>
<thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(tableRow)}</tbody>
</table>
</div>
`;
}

function tableRow({ heading, cells }: TableRow): Markup {
  return html`<tr><th scope="row">${heading}</th>${cells.map(cell => html`<td>${cell}</td>`)}</tr>
`;
}
