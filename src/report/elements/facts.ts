import { type Content, html, type Markup } from '../markup.ts';

/** Names and values, set beside each other where there is room. */
export function facts(entries: readonly (readonly [string, Content])[]): Markup {
  return html`<dl class="facts">
${entries.map(
  ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
)}</dl>
`;
}
