/** The distinct groups of every class. */
export function groupsByClass(
  rows: Iterable<{ readonly label: string; readonly group: string }>,
): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { label, group } of rows) {
    const known = groups.get(label);
    if (known === undefined) groups.set(label, new Set([group]));
    else known.add(group);
  }
  return groups;
}
