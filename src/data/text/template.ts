/** Languages in which records are put into words. */
export const languages = ['en', 'es', 'pt', 'fr'] as const;

export type Language = (typeof languages)[number];

/**
 * Wordings that depend on what another field says, as adjectives do in French (`âgé`, `âgée`). They
 * count only where that field is itself in the text, so that what was left out cannot be guessed.
 */
export interface Agreement {
  readonly field: string;
  /** By the other field's value as it stands in the record: `{ female: 'âgée de {} ans' }`. */
  readonly forms: Readonly<Record<string, string>>;
}

/**
 * How one field is said. Any phrase may come first in its sentence, whose first letter is made a
 * capital then; so phrases begin with a small letter.
 */
export interface FieldWording {
  /** `{}` stands for the value: `aged {} years`. */
  readonly present: string;
  /** In place of `present` where the language counts the number as one: `aged {} year`. */
  readonly one?: string;
  /** In place of `present`, by another field's value. */
  readonly agrees?: Agreement;
  /** What is said where the value is missing: `age not recorded`. */
  readonly missing: string;
  /** Words for coded values (`male` → `masculino`); a value that is not listed is said as it stands. */
  readonly values?: Readonly<Record<string, string>>;
}

/** One sentence, made from the phrases of fields. */
export interface TemplateSentence {
  /** `{}` stands for the phrases: `Patient {}.` */
  readonly frame: string;
  /** In place of `frame`, by a field's value. */
  readonly agrees?: Agreement;
  readonly fields: readonly string[];
  /** Between phrases; `, ` where absent. */
  readonly join?: string;
}

/** Sentences made from the phrases of fields. A field that was not asked for is left out; so is a sentence without any. */
export interface TextTemplate {
  readonly fields: Readonly<Record<string, FieldWording>>;
  readonly sentences: readonly TemplateSentence[];
}
