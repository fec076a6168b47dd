/** Marks that mean something to Markdown, or to the HTML within it. */
const marks = /[\\`*_{}[\]<>|#~]/g;

/**
 * Text as Markdown that shows it and nothing else: names and reasons come from data, and may hold
 * marks, tags or line breaks.
 */
export function plain(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replace(marks, mark => (mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : `\\${mark}`))
    .replace(/\s*[\r\n]+\s*/g, ' ');
}

export function heading(level: 1 | 2 | 3, text: string): string {
  return `${'#'.repeat(level)} ${plain(text)}`;
}

export function paragraph(text: string): string {
  return lineStart(plain(text));
}

export function strong(text: string): string {
  return `**${plain(text)}**`;
}

/** A list of which each item may have items of its own beneath it. */
export function outline(
  items: readonly { readonly text: string; readonly details: readonly string[] }[],
): string {
  return items
    .flatMap(({ text, details }) => [list([text]), ...details.map(detail => `  ${list([detail])}`)])
    .join('\n');
}

/** A list, one line each; nothing where there is none. */
export function list(items: readonly string[]): string {
  return items.map(item => `- ${lineStart(plain(item))}`).join('\n');
}

/**
 * A table whose first columns hold words, one as a rule; the others stand to the right as numbers do.
 */
export function table(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  wordColumns = 1,
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  const rule = columns.map((_, k) => (k < wordColumns ? '---' : '---:'));
  return [line(columns), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Code that must stand as it is, within a fence that is longer than any in it. */
export function fenced(code: string, language = ''): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

/** Blocks with an empty line between, those that are empty left out. */
export function document(blocks: readonly string[]): string {
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
}

/** A line must not begin as a list or a number of one does. */
function lineStart(text: string): string {
  return text.replace(/^([-+]|\d+[.)])(?=\s)/, mark => `\\${mark}`).replace(/^\\(\d+)/, '$1\\');
}
