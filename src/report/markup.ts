/** Text that may stand in a page as it is: `html` has made it, and has escaped what was put in. */
export interface Markup {
  readonly markup: string;
}

/** What can be put into markup: text is escaped, null leaves nothing behind. */
export type Content = string | number | Markup | null | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text in which no character means markup, within an element or a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]);
}

/**
 * Markup from a template. Everything from data passes through here, so nothing has to remember to
 * escape.
 */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { markup: parts.reduce((text, part, i) => text + written(contents[i - 1]) + part) };
}

/** Markup that another part has already made and escaped: a style sheet, a drawn chart. */
export function verbatim(markup: string): Markup {
  return { markup };
}

function written(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  return 'markup' in content ? content.markup : content.map(written).join('');
}
