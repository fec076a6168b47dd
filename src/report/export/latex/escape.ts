const marks: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '`': '\\textasciigrave{}',
  '\u2212': '$-$',
  λ: '$\\lambda$',
  '\u00a0': '~',
  '–': '--',
  '’': "'",
  '“': '``',
  '”': "''",
};

/**
 * Text that LaTeX prints as it is: no mark of it starts a command, a group, mathematics or a
 * comment. Line breaks become spaces.
 */
export function latexText(text: string): string {
  const oneLine = text.replace(/\s*[\r\n]+\s*/g, ' ');
  return [...oneLine].map(mark => marks[mark] ?? mark).join('');
}
