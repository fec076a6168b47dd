import type { Film, Results } from '../study/index.ts';
import { cellOf } from './cells.ts';
import { pointCloud } from './charts/point-cloud.ts';
import { formatMany, formatNumber } from './format.ts';
import type { Markup } from './markup.ts';
import { headPhrase } from './names.ts';
import type { Language } from './words/languages.ts';
import { learnedWords } from './words/learned.ts';

/** A frame of a film: an epoch, λ after it, and the picture. */
export interface FilmFrame {
  readonly epoch: number;
  readonly lambda: number;
  readonly chart: Markup;
}

/** The frames of a film, all in one scale and one plane. */
export function filmFrames(
  film: Film,
  id: string,
  results: Results,
  language: Language,
): FilmFrame[] {
  const words = learnedWords[language];
  const reach = 1.05 * farthest(film) || 1;
  const on = headPhrase(cellOf(results, film.cell), results, language);
  return film.frames.map(({ epoch, lambda, imagePoints, textPoints }) => ({
    epoch,
    lambda,
    chart: pointCloud(
      {
        id: `${id}-${epoch}`,
        title: words.frameTitle(formatMany(epoch, 'epoch', language), on),
        description: words.frame(
          formatNumber(lambda, language),
          formatNumber(mean(imagePoints), language),
          formatNumber(mean(textPoints), language),
        ),
      },
      { imagePoints, textPoints, reach },
      language,
    ),
  }));
}

function farthest({ frames }: Film): number {
  return frames
    .flatMap(({ imagePoints, textPoints }) => [...imagePoints, ...textPoints])
    .reduce((far, [x, y]) => Math.max(far, Math.abs(x), Math.abs(y)), 0);
}

function mean(points: readonly (readonly [number, number])[]): number {
  return points.reduce((sum, [x]) => sum + x, 0) / points.length;
}
