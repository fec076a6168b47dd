/** Tables scroll within themselves; the row headings stay in sight. */
export const tables = `.scroll { position: relative; overflow-x: auto; margin: 0 0 1.5rem; max-width: 100%; }
table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.35; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
caption { text-align: left; color: var(--soft); padding: 0 0 0.6rem; font-size: 0.875rem; }
caption span { position: sticky; left: 0; display: inline-block; max-width: min(70ch, calc(100vw - 2rem)); }
th, td { padding: 0.5rem clamp(0.45rem, 1.2vw, 0.6rem); vertical-align: top; border-bottom: 1px solid var(--line); text-align: right; }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--ink); font-weight: 600; max-width: 9.5rem; }
th[scope=row], thead th:first-child { text-align: left; font-weight: 600; padding-left: 0; }
tbody th { position: sticky; left: 0; background: var(--paper); min-width: 6.5rem; max-width: 12rem; }
.words td, .words thead th, .word { text-align: left; }
.long tbody th { min-width: 9.5rem; }
td.word { min-width: 8rem; }
.words td { overflow-wrap: anywhere; min-width: 6rem; }
.range { display: block; color: var(--soft); font-size: 0.8125rem; font-weight: 400; white-space: nowrap; }
th .range, .word .range { white-space: normal; }
.tag { display: block; width: fit-content; margin-top: 0.2rem; padding: 0 0.45rem; border: 1px solid var(--fused);
  border-radius: 1rem; color: var(--fused); font-size: 0.75rem; font-weight: 400; }
.table-note { color: var(--soft); font-size: 0.9375rem; }
.heats { display: flex; flex-wrap: wrap; gap: 1rem 3rem; }
.heats .scroll { flex: 0 1 auto; }
.heat { font-size: 0.8125rem; }
.heat thead th { max-width: 7rem; text-align: center; }
.heat thead th:first-child { text-align: left; }
.heat td { text-align: center; border: 1px solid var(--paper); min-width: 4rem; padding: 0.55rem 0.4rem; }
.heat tbody th { padding-right: 0.8rem; vertical-align: middle; max-width: 9rem; }
.heat td .range { color: inherit; font-size: 0.75rem; }
.heat td.right { outline: 2px solid var(--ink); outline-offset: -3px; }
.h0 { background: var(--h0); } .h1 { background: var(--h1); } .h2 { background: var(--h2); }
.h3 { background: var(--h3); } .h4 { background: var(--h4); color: var(--h-high); } .h5 { background: var(--h5); color: var(--h-high); }
.h0, .h1, .h2, .h3 { color: var(--h-low); }
`;
