import { type Content, html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { pageWords } from '../words/page.ts';
import { disclosure } from './disclosure.ts';

/** A drawn panel and, over it, what sets it apart from its neighbours. */
export interface Panel {
  readonly heading: Content;
  readonly chart: Markup;
}

export interface FigureContent {
  /** What is shown, in one sentence. */
  readonly caption: Content;
  /** How to read it. */
  readonly note?: Content;
  readonly panels: readonly Panel[];
  /** How many panels stand side by side where there is room: two, three, or more. */
  readonly size?: 'half' | 'third' | 'small';
  readonly legend?: Markup;
  /** The same figures as tables; null where a table stands beside the figure already. */
  readonly tables: Content;
}

/** Charts with their caption, their legend and the same figures as a table. */
export function figure(
  { caption, note, panels, size = 'half', legend, tables }: FigureContent,
  language: Language,
): Markup {
  return html`<figure>
<figcaption><strong>${caption}</strong>${note === undefined ? null : html` <span>${note}</span>`}</figcaption>
${legend ?? null}
<div class="panels ${size}">
${panels.map(panelMarkup)}</div>
${tables === null ? null : disclosure(pageWords[language].sameFigures, tables)}
</figure>
`;
}

function panelMarkup({ heading, chart }: Panel): Markup {
  const text = heading === '' ? null : html`<p class="panel-heading">${heading}</p>`;
  return html`<div class="panel">${text}${chart}</div>
`;
}
