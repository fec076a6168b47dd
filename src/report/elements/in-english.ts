import { html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';

/** A text that results bring in English alone, so marked where the page is in another language. */
export function inEnglish(text: string, language: Language): Markup {
  return language === 'en' ? html`${text}` : html`<span lang="en">${text}</span>`;
}
