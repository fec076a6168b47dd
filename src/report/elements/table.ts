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
  /** How many columns after the row headings hold words beside figures: they stand to the left. */
  readonly wordColumns?: number;
  /** Row headings that are sentences get more of a narrow page. */
  readonly longHeadings?: boolean;
}

/** A table that scrolls within itself where it is wider than the page, also by keyboard. */
export function table({
  id,
  caption,
  columns,
  rows,
  cells = 'figures',
  wordColumns = 0,
  longHeadings = false,
}: TableContent): Markup {
  const head = columns.map((column, k) =>
    k > 0 && k <= wordColumns
      ? html`<th scope="col" class="word">${column}</th>`
      : html`<th scope="col">${column}</th>`,
  );
  return html`<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
<table class="${longHeadings ? `${cells} long` : cells}">
<caption><span id="${id}-caption">${caption}</span></caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map(row => tableRow(row, wordColumns))}</tbody>
</table>
</div>
`;
}

function tableRow({ heading, cells }: TableRow, wordColumns: number): Markup {
  const data = cells.map((cell, k) =>
    k < wordColumns ? html`<td class="word">${cell}</td>` : html`<td>${cell}</td>`,
  );
  return html`<tr><th scope="row">${heading}</th>${data}</tr>
`;
}
