/** A case's picture beside what is known of it, or above where the page is narrow. */
export const gallery = `.gallery { padding: 0; margin: 0; list-style: none; }
.gallery > li { max-width: none; border-top: 1px solid var(--line); break-inside: avoid; }
.gallery h3 { overflow-wrap: anywhere; }
.gallery-case { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: flex-start; }
.gallery-case > div:last-child { flex: 1 1 18rem; min-width: 0; }
.gallery-picture { flex: 0 0 160px; }
.gallery img { display: block; max-width: 160px; height: auto; border-radius: 0.3rem; }
.gallery .facts { margin: 0 0 1rem; gap: 0.6rem clamp(1rem, 3vw, 2rem); font-size: 0.9375rem; }
.gallery-score { display: block; }
`;
