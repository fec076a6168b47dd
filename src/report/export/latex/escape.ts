const marks: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '[': '{[}',
  ']': '{]}',
  '*': '{*}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // By its place in the font: its name is unknown to the encoding that LaTeX has by default.
  '"': '\\char34{}',
  '`': '\\textasciigrave{}',
  '\u2212': '$-$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '≈': '$\\approx$',
  '≠': '$\\neq$',
  α: '$\\alpha$',
  β: '$\\beta$',
  γ: '$\\gamma$',
  λ: '$\\lambda$',
  μ: '$\\mu$',
  '\u00a0': '~',
  '–': '--',
  '’': "'",
  '“': '``',
  '”': "''",
};

/** Two of them in a row would be printed as another mark. */
const joining = new Set(['-', "'"]);

/**
 * Text that LaTeX prints as it is: no mark of it starts a command, a group, mathematics or a
 * comment, none is read as an option of what ends the row before, and no two are drawn as one. Line
 * breaks become spaces.
 */
export function latexText(text: string): string {
  const oneLine = text.replace(/\s*[\r\n]+\s*/g, ' ');
  return [...oneLine]
    .map((mark, i, all) => {
      const joins = joining.has(mark) && all[i + 1] === mark;
      return joins ? `${mark}{}` : (marks[mark] ?? mark);
    })
    .join('');
}
