import type { Film, Results } from '../../study/index.ts';
import { cellOf } from '../cells.ts';
import { learnedLambda } from '../charts/learned-lambda.ts';
import { disclosure } from '../elements/disclosure.ts';
import { figure } from '../elements/figure.ts';
import { legend } from '../elements/legend.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { filmFrames } from '../film-frames.ts';
import { formatMany, formatNumber } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { headName, pairName } from '../names.ts';
import { lambdaWords } from '../words/lambda.ts';
import type { Language } from '../words/languages.ts';
import { learnedWords } from '../words/learned.ts';
import { nameWords } from '../words/names.ts';

/** How a λ that is trained with its head moved, and the two clouds as it did. */
export function learnedSection(results: Results, language: Language): Markup | null {
  if (results.films.length === 0) return null;
  const words = learnedWords[language];
  return section({
    id: 'learned',
    title: words.title,
    content: html`<p>${words.reading}</p>
${results.films.map((film, k) => filmed(film, `film-${k}`, results, language))}`,
  });
}

function filmed(film: Film, id: string, results: Results, language: Language): Markup {
  const words = learnedWords[language];
  const { image, record } = nameWords[language];
  const cell = cellOf(results, film.cell);
  const name = lambdaWords[language].headOf(
    headName(cell, results, language),
    pairName(cell, results, language),
  );
  const courses = cell.fits.flatMap(({ seed, bestEpoch, learned }) =>
    learned === null ? [] : [{ seed, bestEpoch, lambdas: learned.lambdas }],
  );
  const kept = courses.map(({ lambdas, bestEpoch }) => lambdas[bestEpoch]);
  const frames = filmFrames(film, id, results, language);
  return html`${figure(
    {
      caption: words.byEpoch(name),
      note: words.note(
        formatMany(courses.length, 'seed', language),
        formatNumber(Math.min(...kept), language),
        formatNumber(Math.max(...kept), language),
      ),
      panels: [
        {
          heading: '',
          chart: learnedLambda(
            {
              id: `${id}-course`,
              title: words.byEpoch(name),
              description: kept
                .map((lambda, s) =>
                  words.seed(String(courses[s].seed), formatNumber(lambda, language)),
                )
                .join('; '),
            },
            courses,
            language,
          ),
        },
      ],
      tables: table({
        id: `${id}-table`,
        caption: words.caption(name),
        columns: words.columns,
        rows: courses.map(({ seed, lambdas, bestEpoch }) => ({
          heading: String(seed),
          cells: [
            formatNumber(lambdas[0], language),
            formatNumber(lambdas[bestEpoch], language),
            String(bestEpoch),
          ],
        })),
      }),
    },
    language,
  )}${disclosure(
    words.film,
    figure(
      {
        caption: words.filmCaption(name, formatMany(frames.length, 'frame', language)),
        note: words.filmNote,
        size: 'small',
        panels: frames.map(({ epoch, lambda, chart }) => ({
          heading: html`${words.epoch(String(epoch))} <span class="range">λ = ${formatNumber(lambda, language)}</span>`,
          chart,
        })),
        legend: legend([
          ['image', image],
          ['record', record],
          ['pair', words.pair],
        ]),
        tables: null,
      },
      language,
    ),
  )}`;
}
