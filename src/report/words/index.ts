/**
 * Words: every sentence of the page, in English, Spanish (Latin America) and Portuguese (Brazil).
 * They know no results: what varies is given to them as text that is already formatted.
 *
 * A section of your own takes these steps; `confusion.ts` here and `sections/confusion.ts` show all
 * of them.
 *
 * 1. `words/<section>.ts` holds an interface of its words and one complete record,
 *    `export const xWords: InLanguages<XWords> = { en: { … }, es: { … }, pt: { … } }`. A sentence
 *    with gaps is a function of formatted texts, so that each language has its own order; give it a
 *    count where a verb must agree. A language that lacks a word does not compile.
 * 2. `sections/<section>.ts` exports `xSection(results, language): Markup | null` and begins with
 *    `const words = xWords[language]`. No sentence stands in a section. A section whose chapter is
 *    absent from the results returns null.
 * 3. Numbers go through `format.ts`, all of it given the language: `formatNumber(value, language)`,
 *    `formatCount`, `formatRange`, `listed(items, language)`; `formatMany(3, 'seed', language)`
 *    counts the nouns of `words/nouns.ts` (add yours, in all three). Ticks of an axis:
 *    `tickFormat: ticksIn(language)` of `charts/chart.ts`.
 * 4. Names of metrics: `metricLabel(name, language)` as a heading, `metricPhrase(name, language)`
 *    within a sentence (`difference-sentence.ts`); of heads, alignments and encoders: `names.ts`.
 *    Within Spanish and Portuguese put no “de” or “a” before a phrase that brings its article
 *    (`el registro solo`): say “con …”, “en comparación con …”, or set it after a colon.
 * 5. Add the section to the list in `page.ts`, its id to the order in `page.test.ts` (where it is
 *    in the made run), and what it reads to `fixture/`, as a function of your own file.
 * 6. What `results.json` brings in English (messages of the audit, warnings, notices) stays English,
 *    within `inEnglish(text, language)` of `elements/in-english.ts`, so that it is read out as such.
 *
 * House words: es clasificador (head), conjunto/fila/caso de prueba (test), entrenamiento,
 * validación, intervalo del 95 %, semilla, remuestreo, brecha (gap), alineación, registro (record),
 * partición (split), exactitud, puntuación (score), celda (of the grid), codificador (encoder), vector (embedding).
 * pt: classificador, conjunto/linha/caso de teste, treinamento, validação, intervalo de 95 %, semente,
 * reamostragem, lacuna, alinhamento, registro, divisão, acurácia, pontuação, célula, codificador, vetor.
 */
export type { InLanguages, Language } from './languages.ts';
