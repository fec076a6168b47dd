/** A question with its answers, as the files state them. */
export interface Pair {
  readonly question: string;
  readonly answer: string;
  /** `image3`; empty where the question names none. */
  readonly image: string;
  readonly part: string;
  readonly file: string;
  readonly line: number;
}
