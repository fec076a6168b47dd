import { facts } from '../elements/facts.ts';
import { inEnglish } from '../elements/in-english.ts';
import { section } from '../elements/section.ts';
import { formatMany, formatNumber, formatSetting } from '../format.ts';
import type { Gallery, GalleryCase, GalleryGap } from '../gallery/index.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import type { ReportRun } from '../run.ts';
import { type GalleryWords, galleryWords } from '../words/gallery.ts';
import type { Language } from '../words/languages.ts';

/** Where there are more classes, the other scores are small. */
const mostScores = 5;

/** The test cases that were scored worst, with their pictures; null where nobody asked for them. */
export function gallerySection(run: ReportRun, language: Language): Markup | null {
  const { gallery, results } = run;
  if (gallery === undefined || gallery === null) return null;
  const words = galleryWords[language];
  const { cell, cases, gone, gap } = gallery;
  return section({
    id: 'gallery',
    title: words.title,
    content: html`${cases.length === 0 ? null : warning(words)}${
      cell === null
        ? null
        : html`<p>${words.reading(cellPhrase(cell, results, language))}</p>
`
    }${gap === null ? null : gapText(gap, language)}${
      gone === 0
        ? null
        : html`<p>${words.gone(formatMany(gone, 'case', language), gone)}</p>
`
    }${caseList(gallery, run, language)}`,
  });
}

function warning(words: GalleryWords): Markup {
  return html`<div class="warning" role="note" aria-label="${words.warningLabel}">
<p><strong>${words.warning}</strong></p>
<p>${words.advice}</p>
</div>
`;
}

function gapText(gap: GalleryGap, language: Language): Markup {
  const words = galleryWords[language];
  const said = words.gaps[gap.kind];
  const message = gap.kind === 'no-dataset' ? html` ${inEnglish(gap.message, language)}` : null;
  return html`<p>${said}${message}</p>
`;
}

function caseList({ cases }: Gallery, run: ReportRun, language: Language): Markup | null {
  if (cases.length === 0) return null;
  return html`<ol class="gallery">
${cases.map(
  one => html`<li>
${caseEntry(one, run, language)}</li>
`,
)}</ol>
`;
}

function caseEntry(one: GalleryCase, { results }: ReportRun, language: Language): Markup {
  const words = galleryWords[language];
  const { classes } = results.dataset;
  const [label, predicted] = [classes[one.label], classes[one.predicted]];
  const missing = html`<em>${words.missing}</em>`;
  return html`<h3>${words.case(one.id)}</h3>
<div class="gallery-case">
<div class="gallery-picture">${pictureOf(one, words.alt(one.id, label, predicted), words)}</div>
<div>
${facts([
  [words.trueClass, label],
  [words.called, predicted],
  [words.loss, formatNumber(one.loss, language, 2)],
  [words.scores, scoreList(one, classes, language)],
])}${facts(
  Object.entries(one.record).map(([name, value]): [string, Content] => [
    name,
    value === null || value === ''
      ? missing
      : typeof value === 'number'
        ? formatSetting(value, language)
        : value,
  ]),
)}</div>
</div>
`;
}

function pictureOf({ picture }: GalleryCase, alt: string, words: GalleryWords): Markup {
  if (picture.kind === 'shown') return html`<img src="${picture.source}" alt="${alt}">`;
  return html`<p>${words.noPicture[picture.kind]}</p>`;
}

/** The highest scores, and that of the true class wherever it stands. */
function scoreList(
  { scores, label }: GalleryCase,
  classes: readonly string[],
  language: Language,
): Markup {
  const ranked = scores.map((score, c) => ({ score, c })).sort((a, b) => b.score - a.score);
  const shown = ranked.filter(({ c }, place) => place < mostScores || c === label);
  return html`${shown.map(
    ({ score, c }) =>
      html`<span class="gallery-score">${classes[c]} ${formatNumber(score, language)}</span>`,
  )}`;
}
