/** Text in a narrow measure; figures and tables may be wider. */
export const layout = `*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 70rem; padding: 0 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1, h2 { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "Noto Serif", Georgia, serif;
  font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(2rem, 6vw, 3.25rem); margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: clamp(1.5rem, 3.5vw, 2rem); margin: 0 0 1.25rem; }
p, li, figcaption, .warning { max-width: 70ch; }
p { margin: 0 0 1rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.875em; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel); padding: 1rem; border-radius: 0.5rem; margin: 0; }
.hash { overflow-wrap: anywhere; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 2; }
.masthead { padding: clamp(2rem, 7vw, 5rem) 0 1rem; }
.kicker { color: var(--soft); font-size: 0.8125rem; letter-spacing: 0.12em; text-transform: uppercase; margin: 0 0 0.5rem; }
.lead { font-size: clamp(1.15rem, 2.4vw, 1.4rem); line-height: 1.45; max-width: 46ch; text-wrap: pretty; }
.notice { border-left: 4px solid var(--fused); padding-left: 0.9rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(43%, 13rem), 1fr)); gap: 1rem clamp(1rem, 3vw, 2rem); margin: 1.5rem 0; }
.facts dt { color: var(--soft); font-size: 0.8125rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
nav { border-block: 1px solid var(--line); padding: 0.75rem 0; }
nav ol { columns: 16rem; column-gap: 2rem; list-style: none; margin: 0; padding: 0; }
nav li { break-inside: avoid; }
nav a { display: inline-block; padding: 0.2rem 0; }
section { padding-top: clamp(2.5rem, 6vw, 4.5rem); }
section > ul { padding-left: 1.25rem; }
li + li, .findings > li + li { margin-top: 0.5rem; }
.findings > li + li { margin-top: 1rem; }
.findings ul { color: var(--soft); padding-left: 1.25rem; margin-top: 0.4rem; }
.warning { background: var(--warn); border: 1px solid var(--warn-line); border-left-width: 6px; border-radius: 0.4rem;
  padding: 0.9rem 1.1rem; margin: 0 0 1.5rem; }
.warning p { margin: 0 0 0.3rem; }
.warning ul { margin: 0; padding-left: 1.1rem; }
.warning code { color: var(--soft); }
details { margin: 0.75rem 0 1.5rem; }
summary { cursor: pointer; color: var(--link); padding: 0.4rem 0; max-width: 70ch; }
footer { border-top: 1px solid var(--line); margin-top: 4rem; padding-top: 1rem; color: var(--soft); font-size: 0.9375rem; }
`;
