/** What free text may hold that tells who a person is. */
export const freeTextKinds = {
  name: 'what looks like a name, after a title or a word such as "patient:"',
  date: 'a date',
  phone: 'what looks like a telephone number',
  email: 'an e-mail address',
  web: 'an address in the web',
  'national-id':
    'a national number (CPF, CNS, DNI, NIE, NIR, RUT, CURP, SSN and others after their name); check digits are right where a number has them',
  'record-number': 'a number after a word for a record, an account or an admission',
  address: 'what looks like a street or a postcode',
  age: 'an age of 90 or more, which few people have',
} as const;

export type FreeTextKind = keyof typeof freeTextKinds;

/** A pattern; `holds` looks more closely at what it matched. */
export interface FreeTextPattern {
  readonly kind: FreeTextKind;
  readonly pattern: RegExp;
  readonly holds?: (match: string) => boolean;
}
