import { type Content, html, type Markup } from '../markup.ts';

export interface SectionContent {
  /** Unique in the page; the address of the section within it. */
  readonly id: string;
  readonly title: string;
  readonly content: Content;
}

/** A part of the page under its heading. */
export function section({ id, title, content }: SectionContent): Markup {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}</section>
`;
}
