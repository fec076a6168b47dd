/** Severities are words first; the line beside them says the same by its width, then by its colour. */
export const audit = `.audit { list-style: none; padding: 0; margin: 0 0 1.5rem; }
.audit > li { border-left: 2px solid var(--line); padding: 0.1rem 0 0.1rem 1rem; max-width: 72ch; }
.audit > li.serious { border-left: 7px solid var(--warn-line); }
.audit > li.caution { border-left: 4px solid var(--warn-line); }
.audit > li + li { margin-top: 1.6rem; }
.audit p { margin: 0 0 0.4rem; }
.audit .severity { display: inline-block; padding: 0 0.5rem; margin-right: 0.3rem; border: 1px solid currentColor; border-radius: 1rem;
  font-size: 0.75rem; color: var(--soft); vertical-align: 0.1em; }
.audit .serious .severity { background: var(--warn); color: var(--ink); font-weight: 600; border-color: var(--warn-line); }
.audit .remedy::before { content: "→ "; color: var(--soft); }
.audit .audit-code { color: var(--soft); font-size: 0.875rem; margin: 0; }
.audit details { margin: 0; }
.audit .ids { font-size: 0.875rem; color: var(--soft); overflow-wrap: anywhere; }
h3 { font-size: 1.0625rem; margin: 1.75rem 0 0.9rem; }
`;
