/** What became of the values of an attribute, and how many there were; never a value. */
export interface AttributeCount {
  /** `gggg,eeee`; for all private attributes together `private`, for curves and overlays `graphic`. */
  readonly tag: string;
  readonly keyword: string;
  readonly action: 'removed' | 'emptied' | 'replaced' | 'moved';
  readonly values: number;
}

/** Counts what is taken out of files. */
export class RemovalCount {
  readonly #counts = new Map<string, AttributeCount>();

  add(tag: string, keyword: string, action: AttributeCount['action'], values = 1): void {
    const key = `${tag} ${action}`;
    const before = this.#counts.get(key)?.values ?? 0;
    this.#counts.set(key, { tag, keyword, action, values: before + values });
  }

  addAll(counts: readonly AttributeCount[]): void {
    for (const { tag, keyword, action, values } of counts) this.add(tag, keyword, action, values);
  }

  /** By tag. */
  list(): readonly AttributeCount[] {
    return [...this.#counts.values()].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  }
}
