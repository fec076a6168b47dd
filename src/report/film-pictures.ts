import type { Results } from '../study/index.ts';
import { cellOf } from './cells.ts';
import { filmFrames } from './film-frames.ts';
import { colours } from './styles/colours.ts';
import type { Language } from './words/languages.ts';

/** A picture of a film as a file of its own. */
export interface FilmPicture {
  /** `film/<cell key>/003.svg`, 3 being the epoch. */
  readonly path: string;
  readonly svg: string;
}

/** Every frame of every film as an SVG file that stands alone: to be looked through, or made a GIF of. */
export function filmPictures(results: Results, language: Language): FilmPicture[] {
  return results.films.flatMap(film => {
    const { key } = cellOf(results, film.cell);
    return filmFrames(film, 'frame', results, language).map(({ epoch, chart }) => ({
      path: `film/${key.slice(0, 16)}/${String(epoch).padStart(3, '0')}.svg`,
      svg: standalone(chart.markup),
    }));
  });
}

function standalone(markup: string): string {
  const paper = '<rect width="100%" height="100%" fill="var(--paper)"/>';
  const style = `<style>${colours}svg { color: var(--ink); font-family: sans-serif }</style>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace('</desc>', `</desc>${style}${paper}`)}\n`;
}
