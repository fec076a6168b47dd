/**
 * The id with the fewest edits to `wanted`, case apart; of an id `organisation/name` the name alone
 * may fit as well. Undefined where more than a third of the letters would have to change.
 */
export function nearestId(wanted: string, ids: readonly string[]): string | undefined {
  const sought = wanted.toLowerCase();
  const near = ids
    .map(id => ({ id, edits: fewestEdits(sought, id.toLowerCase()) }))
    .filter(({ edits }) => edits <= Math.max(1, sought.length / 3));
  return near.sort((a, b) => a.edits - b.edits)[0]?.id;
}

function fewestEdits(sought: string, id: string): number {
  const name = id.slice(id.indexOf('/') + 1);
  return Math.min(edits(sought, id), edits(sought, name));
}

/** Levenshtein distance, one row of the table at a time. */
function edits(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0];
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = diagonal + Number(a[i - 1] !== b[j - 1]);
      diagonal = row[j];
      row[j] = Math.min(replaced, row[j] + 1, row[j - 1] + 1);
    }
  }
  return row[b.length];
}
