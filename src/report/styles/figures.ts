/** Panels are drawn for the width of a phone and set side by side where there is room. */
export const figures = `figure { margin: 1.5rem 0 2.5rem; }
figcaption { margin-bottom: 0.75rem; font-size: 0.9375rem; }
figcaption strong { display: block; }
figcaption span { color: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; margin: 0 0 1rem; font-size: 0.875rem; color: var(--soft); }
.legend li { display: flex; align-items: center; gap: 0.4rem; margin: 0; }
.legend svg { flex: none; }
.panels { display: grid; gap: 1.5rem 2rem; align-items: start; }
.panels.half { grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
.panels.third { grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); }
.panels.small { grid-template-columns: repeat(auto-fill, minmax(min(46%, 11rem), 1fr)); gap: 1.25rem 1rem; }
.panel { min-width: 0; }
.panel-heading { margin: 0 0 0.3rem; font-size: 0.875rem; line-height: 1.35; }
.chart { display: block; width: 100%; height: auto; max-width: 30rem; font-family: inherit; }
.small .chart { max-width: 16rem; }
.chart text { font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) { .panels.half { grid-template-columns: minmax(0, 1fr); } }
`;
