/** On paper: dark on light, nothing cut in two, no links to press. */
export const print = `@media print {
  @page { margin: 16mm; }
  :root { color-scheme: light; font-size: 9.5pt; --paper: #ffffff; --h0: #ffffff; }
  body { max-width: none; padding: 0; font-size: 1rem; }
  .panels.half { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .panels.third { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  nav, .skip { display: none; }
  section { padding-top: 1.5rem; }
  h2, figcaption, caption, .panel-heading { break-after: avoid; }
  .panel, tr, li, .warning { break-inside: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 7.5pt; }
  th, td { padding: 0.25rem 0.35rem; }
  tbody th { position: static; min-width: 0; }
  .figures tbody td, .heat td { min-width: 0; }
  .range { white-space: normal; }
  .heat td, .warning, .chart, .legend svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
}
`;
