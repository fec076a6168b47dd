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
import type { Language } from '../words/languages.ts';

/** How a λ that is trained with its head moved, and the two clouds as it did. */
export function learnedSection(results: Results, language: Language): Markup | null {
  if (results.films.length === 0) return null;
  return section({
    id: 'learned',
    title: 'The shift as it was learned',
    content: html`<p>Here λ is a number of the network, trained together with the head by the same loss. It is moved only by what the unit length behind the shift does: the shift by itself is undone by the head’s bias. Every seed learns a λ of its own; the one after the epoch with the best validation figure is kept.</p>
${results.films.map((film, k) => filmed(film, `film-${k}`, results, language))}`,
  });
}

function filmed(film: Film, id: string, results: Results, language: Language): Markup {
  const cell = cellOf(results, film.cell);
  const name = `${headName(cell, results, language)} of ${pairName(cell, results, language)}`;
  const courses = cell.fits.flatMap(({ seed, bestEpoch, learned }) =>
    learned === null ? [] : [{ seed, bestEpoch, lambdas: learned.lambdas }],
  );
  const kept = courses.map(({ lambdas, bestEpoch }) => lambdas[bestEpoch]);
  const frames = filmFrames(film, id, results, language);
  return html`${figure(
    {
      caption: `${name}: λ by epoch`,
      note: `A line for each of ${formatMany(courses.length, 'seed', language)}; the ring is the epoch that was kept. λ ended between ${formatNumber(Math.min(...kept), language)} and ${formatNumber(Math.max(...kept), language)}.`,
      panels: [
        {
          heading: '',
          chart: learnedLambda(
            {
              id: `${id}-course`,
              title: `${name}: λ by epoch`,
              description: kept
                .map((lambda, s) => `seed ${courses[s].seed}: ${formatNumber(lambda, language)}`)
                .join('; '),
            },
            courses,
            language,
          ),
        },
      ],
      tables: table({
        id: `${id}-table`,
        caption: `${name}: λ at its start and where it was kept`,
        columns: ['Seed', 'Start', 'Kept', 'Epoch'],
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
    `The film: images and records of some test rows, epoch by epoch`,
    figure(
      {
        caption: `${name}: ${formatMany(frames.length, 'frame', language)} under the first seed`,
        note: 'To the right lies the way from the mean record to the mean image; upwards the widest direction across it. All frames have one scale and one plane.',
        size: 'small',
        panels: frames.map(({ epoch, lambda, chart }) => ({
          heading: html`Epoch ${epoch} <span class="range">λ = ${formatNumber(lambda, language)}</span>`,
          chart,
        })),
        legend: legend([
          ['image', 'image'],
          ['record', 'record'],
          ['pair', 'the two sides of one case, for some cases'],
        ]),
        tables: null,
      },
      language,
    ),
  )}`;
}
