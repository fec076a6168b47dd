import { type Content, html, type Markup } from '../markup.ts';

/** What most readers can pass over, one click away; it needs no script. */
export function disclosure(summary: Content, content: Content): Markup {
  return html`<details>
<summary>${summary}</summary>
${content}
</details>
`;
}
