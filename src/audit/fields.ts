import type { Sample } from '../data/index.ts';

interface FieldBase {
  readonly name: string;
  /** Samples without a value. */
  readonly missing: number;
}

/** A field whose every value is a number. */
export interface NumbersField extends FieldBase {
  readonly kind: 'numbers';
  /** NaN where missing. */
  readonly numbers: Float64Array;
}

/** Any other field: its distinct values, and which of them each sample has. */
export interface WordsField extends FieldBase {
  readonly kind: 'words';
  readonly values: readonly string[];
  /** −1 where missing. */
  readonly codes: Int32Array;
}

export type Field = NumbersField | WordsField;

/** A field of the samples' records, by columns. */
export function readField(name: string, samples: readonly Sample[]): Field {
  const numbers = new Float64Array(samples.length);
  let missing = 0;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i].record[name] ?? null;
    if (typeof value === 'string') return readWords(name, samples);
    if (value === null) missing += 1;
    numbers[i] = value ?? Number.NaN;
  }
  return { name, kind: 'numbers', missing, numbers };
}

function readWords(name: string, samples: readonly Sample[]): WordsField {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(samples.length);
  let missing = 0;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i].record[name] ?? null;
    if (value === null) {
      missing += 1;
      codes[i] = -1;
      continue;
    }
    const text = String(value);
    let code = codeOf.get(text);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(text, code);
    }
    codes[i] = code;
  }
  return { name, kind: 'words', missing, values: [...codeOf.keys()], codes };
}

/** Whether the field says nothing of sample `i`. */
export function isMissing(field: Field, i: number): boolean {
  return field.kind === 'numbers' ? Number.isNaN(field.numbers[i]) : field.codes[i] < 0;
}
