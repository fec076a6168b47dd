import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeRun } from '../../fixture/run.ts';
import { latexText } from './escape.ts';
import { latexTable } from './table.ts';
import { latexTables } from './tables.ts';

/** What LaTeX prints of escaped text, as far as ASCII goes. */
function printed(latex: string): string {
  const commands: Readonly<Record<string, string>> = {
    textbackslash: '\\',
    textasciitilde: '~',
    textasciicircum: '^',
    textless: '<',
    textgreater: '>',
    textbar: '|',
    char34: '"',
    textasciigrave: '`',
  };
  return latex.replace(
    /\\([a-z]+\d*)\{\}|\\([{}$&#%_])|\{([[\]*])\}|(['-])\{\}/g,
    (_, name, mark, alone, apart) => mark ?? alone ?? apart ?? commands[name] ?? '?',
  );
}

describe('text for LaTeX', () => {
  it('prints as it was, whatever stands in it', () => {
    const ascii = fc.string({ unit: 'binary-ascii' }).map(text => text.replace(/[\r\n]/g, ''));
    fc.assert(fc.property(ascii, text => printed(latexText(text)) === text));
  });

  it('is no option of the command before it, and joins no marks', () => {
    expect(latexText('[1] *a*')).toBe('{[}1{]} {*}a{*}');
    expect(latexText("models--a---b ''")).toBe("models-{}-a-{}-{}-b '{}'");
    const table = { label: 'a', caption: 'a', columns: ['a', 'b'] };
    const rows = [
      ['[2pt] a', '1'],
      ['*b', '2'],
    ];
    const body = latexTable({ ...table, rows }).split('\n');
    expect(body.filter(line => /^\s*[[*]/.test(line))).toEqual([]);
  });

  it('has no command that a document must load fonts for', () => {
    expect(latexText('"β ≥ 1"')).toBe('\\char34{}$\\beta$ $\\geq$ 1\\char34{}');
  });

  it('knows the signs of the figures', () => {
    expect(latexText('λ = −0.5, 3\u00a0s')).toBe('$\\lambda$ = $-$0.5, 3~s');
  });
});

describe('tables for LaTeX', () => {
  const hostile = 'wart} \\input{/etc/passwd} % $x$ & y_1\n\\end{document}';
  const run = madeRun({ classes: ['melanoma', hostile, 'naevus'], lambdas: [1] });
  const text = latexTables(run.results);

  it('lets no name of the data end a row, a cell or the table', () => {
    expect(text).not.toContain('\\input');
    expect(text).not.toContain('\\end{document}');
    for (const [, head, body] of text.matchAll(
      /\\toprule\n(.*)\n[\s\S]*?\\midrule\n([\s\S]*?)\n\s*\\bottomrule/g,
    )) {
      const cells = (line: string) => line.split(/(?<!\\)&/).length;
      for (const line of body.split('\n')) {
        expect(cells(line)).toBe(cells(head));
        expect(line).toMatch(/ \\\\( \\addlinespace\[2pt\])?$/);
      }
    }
  });

  it('names the encoders once where there is one of each, and in every row where there are more', () => {
    const { encoders } = run.results;
    const [pair] = [...text.matchAll(/Encoders: ([^.]*)\./g)].map(([, names]) => names);
    expect(pair).toMatch(/^image .* \+ text /);
    expect(text.split(latexText(pair))).toHaveLength(1 + 3);
    const other = { ...encoders[0], id: `${encoders[0].id}-2` };
    const many = latexTables({ ...run.results, encoders: [...encoders, other] });
    expect(many).not.toContain('Encoders:');
    expect(many.split(pair).length).toBeGreaterThan(4);
  });

  it('has data, results, both questions and costs, each with a label of its own', () => {
    const labels = [...text.matchAll(/\\label\{tab:drawn-lesions-(\w+)\}/g)].map(
      ([, name]) => name,
    );
    expect(labels).toEqual(['data', 'results', 'fusion', 'alignment', 'costs']);
    expect(text.match(/\\begin\{tabular\}\{l/g)).toHaveLength(5);
  });
});
