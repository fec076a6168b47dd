import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { madeRun } from './fixture/run.ts';
import { renderReport } from './page.ts';

const run = madeRun({ learned: true });

const pages = {
  en: renderReport(run),
  es: renderReport(run, { language: 'es' }),
  pt: renderReport(run, { language: 'pt' }),
};

/** The texts of a page, what is marked as English and what is code left out. */
function texts(language: keyof typeof pages): Set<string> {
  const { document } = parseHTML(pages[language]);
  for (const own of document.querySelectorAll('span[lang=en], code, pre, style')) {
    own.remove();
  }
  const leaves = [...document.querySelectorAll('p, li, h1, h2, h3, th, td, dt, dd, summary')];
  const said = [...leaves, ...document.querySelectorAll('title, desc, caption, figcaption, text')];
  return new Set(said.map(({ textContent }) => (textContent ?? '').trim()));
}

const english = new Set([...texts('en')].filter(text => /[a-z]{3,} [a-z]{2,}/.test(text)));

it('reads English sentences where there are some', () => {
  expect(english.size).toBeGreaterThan(100);
});

describe.each(['es', 'pt'] as const)('a page in %s', language => {
  const { document } = parseHTML(pages[language]);
  const said = texts(language);

  it('says so to browsers and screen readers', () => {
    expect(document.documentElement.getAttribute('lang')).toBe(language);
  });

  it('has no sentence of the English page left', () => {
    expect([...said].filter(text => english.has(text))).toEqual([]);
  });

  it('has no English word within its sentences', () => {
    const words = /\b(?:the|with|and|rows?|of|seeds?|which|against|heads?)\b/;
    expect([...said].filter(text => words.test(text))).toEqual([]);
  });

  it('has the sections, ids and figures of the English one', () => {
    const ids = (page: string) => page.match(/ id="[^"]+"/g);
    expect(ids(pages[language])).toEqual(ids(pages.en));
    const results = document.querySelector('#results')?.parentElement?.textContent;
    expect(results).toMatch(/0,\d{3}/);
    expect(results).not.toMatch(/0\.\d{3}/);
  });

  it('says what it is not for', () => {
    const notice = { es: 'no es un dispositivo médico', pt: 'não é um dispositivo médico' }[
      language
    ];
    expect(document.querySelector('header')?.textContent).toContain(notice);
    expect(document.querySelector('footer')?.textContent).toContain(notice);
  });
});
