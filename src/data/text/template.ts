/** Languages in which records are put into words. */
export const languages = ['en', 'es', 'pt', 'fr'] as const;

export type Language = (typeof languages)[number];

/** How one field is said. */
export interface FieldWording {
  /** `{}` stands for the value: `aged {} years`. */
  readonly present: string;
  /** What is said where the value is missing: `age not recorded`. */
  readonly missing: string;
  /** Words for coded values (`male` → `masculino`); a value that is not listed is said as it stands. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Sentences made from the phrases of fields. A field that was not asked for is left out; so is a sentence without any. */
export interface TextTemplate {
  readonly fields: Readonly<Record<string, FieldWording>>;
  readonly sentences: readonly {
    /** `{}` stands for the phrases: `Patient {}.` */
    readonly frame: string;
    readonly fields: readonly string[];
    /** Between phrases; `, ` where absent. */
    readonly join?: string;
  }[];
}
