/**
 * Blue, orange and teal keep apart under the common kinds of colour blindness (after Okabe and Ito,
 * "Color Universal Design", 2008), darkened or lightened until text in them passes WCAG AA.
 */
const light = `
  --paper: #fdfcf9; --panel: #f3f0e8; --line: #ddd8cc; --ink: #1f2226; --soft: #575c64;
  --link: #0b5a73; --image: #1765ad; --record: #ad4c00; --fused: #0b6b6b; --single: #7d4a86;
  --warn: #fdf0d5; --warn-line: #a86400;
  --h0: #fdfcf9; --h1: #e6f0f0; --h2: #bfdcdb; --h3: #8fc2c0; --h4: #2b7f7e; --h5: #0a5454;
  --h-low: #1f2226; --h-high: #ffffff;`;

const dark = `
  --paper: #15181b; --panel: #1f2428; --line: #363d43; --ink: #e9e7e2; --soft: #a9aeb5;
  --link: #7cc7de; --image: #6cb4f5; --record: #f39b4a; --fused: #4fc0b8; --single: #cf9bdc;
  --warn: #33270f; --warn-line: #d99a2b;
  --h0: #15181b; --h1: #18302f; --h2: #1a4544; --h3: #1c5f5d; --h4: #5fc4bd; --h5: #9fe3dc;
  --h-low: #e9e7e2; --h-high: #10201f;`;

export const colours = `:root { color-scheme: light dark;${light}
}
@media screen and (prefers-color-scheme: dark) { :root {${dark}
} }
`;
