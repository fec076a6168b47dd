/** The way of the rows: each step under the one before, what leaves it indented. */
export const flow = `.flow, .flow ul { list-style: none; padding: 0; margin: 0; }
.flow > li { border-left: 4px solid var(--fused); padding: 0.5rem 0 0.9rem 1rem; margin: 0; max-width: none; }
.flow strong { display: block; font-size: 0.875rem; color: var(--soft); font-weight: 400; }
.flow .flow-out { border-left: 2px solid var(--line); margin: 0.5rem 0 0 1.25rem; padding-left: 0.8rem; color: var(--soft); font-size: 0.9375rem; }
.flow .flow-parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: 0.75rem; }
.flow .flow-parts > li { border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.6rem 0.8rem; margin: 0; }
`;
