import { createHash } from 'node:crypto';

/**
 * Ids for rows that have none, from what they say and not from where they stand, so that the order
 * of the rows does not matter: `image3-5f2b8c01d4`. Rows that say the same get `-2`, `-3` after it.
 *
 * @param stem what the id begins with, for a reader's sake
 * @param content all that makes the row what it is
 */
export function contentIds(
  rowCount: number,
  stem: (row: number) => string,
  content: (row: number) => readonly string[],
): string[] {
  const times = new Map<string, number>();
  return Array.from({ length: rowCount }, (_, row) => {
    const hash = createHash('sha256')
      .update(JSON.stringify(content(row)))
      .digest('hex');
    const id = `${stem(row)}-${hash.slice(0, 12)}`;
    const time = (times.get(id) ?? 0) + 1;
    times.set(id, time);
    return time === 1 ? id : `${id}-${time}`;
  });
}
