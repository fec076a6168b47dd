/** Something that the figures allow one to say, in plain sentences. */
export interface Finding {
  readonly text: string;
  /** The same, case by case, where `text` sums up several. */
  readonly details: readonly string[];
}
