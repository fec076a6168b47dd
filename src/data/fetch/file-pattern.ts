/**
 * Whether a path fits one of some patterns: `*` is any text within a folder's name, `**` any folders,
 * `?` one character. A pattern without a slash is of the file's name, in whichever folder it lies.
 */
export function matchesPattern(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map(pattern => ({
    whole: pattern.includes('/'),
    expression: expressionOf(pattern.replace(/^\.?\//, '')),
  }));
  return path => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return tests.some(({ whole, expression }) => expression.test(whole ? path : name));
  };
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map(part => wildcards.get(part) ?? literal(part));
  return new RegExp(`^${parts.join('')}$`, 'u');
}

const wildcards = new Map([
  ['**/', '(?:.*/)?'],
  ['**', '.*'],
  ['*', '[^/]*'],
  ['?', '[^/]'],
]);

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
