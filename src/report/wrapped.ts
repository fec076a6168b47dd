import { shortened } from './format.ts';

/**
 * The text in lines of at most `width` columns, the first after `first`, the others after `next`;
 * words of data never break a line of their own.
 */
export function wrapped(text: string, first: string, next: string, width: number): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of oneLine(text).split(' ')) {
    const joined = line === first || line === next ? line + word : `${line} ${word}`;
    if (joined.length > width && line.trim() !== '' && line !== first) {
      lines.push(line);
      line = next + word;
    } else {
      line = joined;
    }
  }
  return [...lines, line];
}

/** Names come from data: a control character in one must not reach the terminal. */
export function oneLine(text: string, length = Number.POSITIVE_INFINITY): string {
  return shortened(text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' '), length);
}
