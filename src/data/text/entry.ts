/** What stands under a name, and nothing that an object has of its nature (`constructor`). */
export function entry<T>(named: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(named, name) ? named[name] : undefined;
}
