import type { Explanations, OcclusionMap } from '../../../study/index.ts';
import { figure } from '../../elements/figure.ts';
import { formatNumber, formatSigned } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import { explanationsWords } from '../../words/explanations.ts';
import type { Language } from '../../words/languages.ts';

/** Pictures of asked cases under the patches that their score rests on. */
export function occlusionParts({ occlusion }: Explanations, language: Language): Markup | null {
  if (occlusion.length === 0) return null;
  const words = explanationsWords[language];
  return html`<h3>${words.occlusionTitle}</h3>
<p><strong>${words.patients}</strong></p>
${figure(
  {
    caption: words.occlusionTitle,
    note: words.occlusion,
    size: 'third',
    panels: occlusion.map((map, k) => ({
      heading: html`<strong>${words.mapHeading(map.id)}</strong>: ${words.mapScore(map.label, map.predicted, formatNumber(map.score, language))}`,
      chart: html`<div class="occlusion">${picture(map, language)}${patches(map, k, language)}</div>`,
    })),
    // What a map shows is said in its description: a table of patches would help nobody.
    tables: null,
  },
  language,
)}${occlusion.map(
  map => html`<p class="table-note">${words.mapHeading(map.id)}. ${description(map, language)}</p>
`,
)}`;
}

/** Only what is part of the page: an address would be fetched. */
function picture({ id, picture: source }: OcclusionMap, language: Language): Markup | null {
  const isPart = /^data:image\/(?:png|jpeg);base64,[\w+/=]+$/.test(source);
  return isPart
    ? html`<img src="${source}" alt="${explanationsWords[language].picture(id)}">`
    : null;
}

function patches(map: OcclusionMap, place: number, language: Language): Markup {
  const { grid, drops } = map;
  const words = explanationsWords[language];
  const name = `occlusion-${place}`;
  const most = Math.max(...drops.flat(), Number.MIN_VALUE);
  const shaded = drops.flatMap((line, y) =>
    line.map(
      (drop, x) =>
        html`<rect x="${x}" y="${y}" width="1" height="1" opacity="${Number(((0.75 * Math.max(0, drop)) / most).toFixed(2))}"/>`,
    ),
  );
  return html`<svg class="chart" viewBox="0 0 ${grid} ${grid}" preserveAspectRatio="none" fill="var(--record)" role="img" aria-labelledby="${name}-title ${name}-description"><title id="${name}-title">${words.mapHeading(map.id)}</title><desc id="${name}-description">${description(map, language)}</desc>${shaded}</svg>`;
}

function description({ drops }: OcclusionMap, language: Language): string {
  const all = drops.flatMap((line, y) => line.map((drop, x) => ({ drop, x, y })));
  const most = all.reduce((a, b) => (b.drop > a.drop ? b : a));
  const least = all.reduce((a, b) => (b.drop < a.drop ? b : a));
  return explanationsWords[language].mapDescription(
    formatSigned(most.drop, language),
    String(most.y + 1),
    String(most.x + 1),
    formatSigned(least.drop, language),
  );
}
