/** One question of the set, as its files state it. */
export interface Question {
  readonly question: string;
  readonly answer: string;
  /** The number of the picture, with or without zeros in front. */
  readonly image: string;
  readonly type: string;
  readonly part: string;
  readonly file: string;
  readonly line: number;
}
