import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { formatNumber } from '../format.ts';
import { html, type Markup, verbatim } from '../markup.ts';
import type { Language } from '../words/languages.ts';

/** What a chart says to those who do not see it. */
export interface ChartText {
  /** Unique in the page; letters, digits and dashes. */
  readonly id: string;
  readonly title: string;
  /** What the drawing shows, in words and figures. */
  readonly description: string;
}

export type ChartOptions = Plot.PlotOptions & { readonly width: number; readonly height: number };

/** Attributes that only hold lengths and places: finer than a tenth of a pixel is not seen. */
const geometric = 'd transform x y x1 x2 y1 y2 cx cy r width height'.split(' ');

/**
 * A chart as inline SVG that needs nothing but the page's own style sheet: colours are its
 * variables, so one drawing serves light, dark and paper.
 */
export function drawChart({ id, title, description }: ChartText, options: ChartOptions): Markup {
  const { document } = parseHTML('<!doctype html><html></html>');
  const svg = Plot.plot({ ...options, document });
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const element of svg.querySelectorAll('*')) {
    element.removeAttribute('aria-label');
    element.removeAttribute('aria-hidden');
    for (const name of geometric) {
      const value = element.getAttribute(name);
      if (value !== null) element.setAttribute(name, tenths(value));
    }
  }
  const { width, height } = options;
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill="currentColor" text-anchor="middle" font-size="11" role="img" aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>${verbatim(svg.innerHTML)}</svg>`;
}

/** Numbers at the ticks of an axis, in the marks of a language and all with the same decimals. */
export function ticksIn(language: Language) {
  const decimals = (value: number) =>
    String(Number(value.toPrecision(6))).split('.')[1]?.length ?? 0;
  return (value: number, _index: number, ticks: readonly number[] = [value]) =>
    formatNumber(value, language, Math.max(...ticks.map(decimals)));
}

function tenths(value: string): string {
  return value.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, text =>
    String(Math.round(Number(text) * 10) / 10),
  );
}
