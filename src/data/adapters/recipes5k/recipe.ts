/** One recipe of the set, as its files state it. */
export interface Recipe {
  /** `apple_pie/12_a_picture.jpg`, within the folder of pictures. */
  readonly image: string;
  readonly ingredients: string;
  readonly part: string;
  readonly file: string;
  readonly line: number;
}
