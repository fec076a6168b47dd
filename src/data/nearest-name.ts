/** The one of `names` with the fewest edits to `wanted` (case apart), or undefined where none is near. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(wanted.length / 2));
  let best: string | undefined;
  let fewest = limit + 1;
  for (const name of names) {
    const edits = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (edits < fewest) {
      best = name;
      fewest = edits;
    }
  }
  return best;
}

/** Levenshtein distance, by rows. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j] + 1, row[j - 1] + 1));
    }
    above = row;
  }
  return above[b.length];
}
