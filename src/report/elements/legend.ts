import { html, type Markup, verbatim } from '../markup.ts';

const keys = {
  image: '<circle cx="14" cy="7" r="4" fill="var(--image)"/>',
  record:
    '<path d="M14,2L19,11H9Z" fill="none" stroke="var(--record)" stroke-width="1.8" stroke-linejoin="round"/>',
  pair: '<path d="M3,7H25" stroke="var(--soft)" stroke-width="1"/>',
  fused: '<path d="M2,7H26" stroke="var(--fused)" stroke-width="2.4"/>',
  single: '<path d="M2,7H26" stroke="var(--single)" stroke-width="2" stroke-dasharray="5 3"/>',
  chance: '<path d="M2,7H26" stroke="var(--soft)" stroke-width="1" stroke-dasharray="1 3"/>',
  clear:
    '<path d="M2,7H26" stroke="var(--fused)" stroke-width="2"/><circle cx="14" cy="7" r="4.5" fill="var(--fused)"/>',
  unclear:
    '<path d="M2,7H26" stroke="var(--fused)" stroke-width="2"/><circle cx="14" cy="7" r="4" fill="var(--paper)" stroke="var(--fused)" stroke-width="2"/>',
  shift:
    '<rect x="2" y="2" width="24" height="10" fill="var(--fused)" opacity="0.16"/><path d="M2,7H26" stroke="var(--fused)" stroke-width="1.6"/><circle cx="14" cy="7" r="3" fill="var(--fused)"/>',
  none: '<path d="M14,0V14" stroke="var(--single)" stroke-width="1.6"/><rect x="10.5" y="3.5" width="7" height="7" fill="var(--paper)" stroke="var(--single)" stroke-width="1.8"/>',
  center:
    '<path d="M14,0V14" stroke="var(--record)" stroke-width="1.6"/><path d="M14,2L19,11H9Z" fill="var(--record)"/>',
  chosen:
    '<circle cx="14" cy="7" r="5.5" fill="none" stroke="var(--ink)" stroke-width="1.6"/><circle cx="14" cy="7" r="2.6" fill="var(--fused)"/>',
} as const;

/** What a mark can stand for, wherever it is drawn. */
export type LegendKey = keyof typeof keys;

/** What each mark stands for; shape or dash tells them apart where colour does not. */
export function legend(entries: readonly (readonly [LegendKey, string])[]): Markup {
  return html`<ul class="legend">${entries.map(
    ([key, text]) =>
      html`<li><svg viewBox="0 0 28 14" width="28" height="14" aria-hidden="true">${verbatim(keys[key])}</svg>${text}</li>`,
  )}</ul>`;
}
