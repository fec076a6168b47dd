import type { FreeTextPattern } from './kinds.ts';

const words = 'tel|tél|phone|telephone|teléfono|telefone|téléphone|celular|móvil|fone|fax|mobile';

const phones = [
  '(?<![\\d\\p{L}])\\+\\d{1,3}[\\s.-]?(?:\\(?\\d{1,4}\\)?[\\s.-]?){2,5}\\d{2,4}(?!\\d)',
  '(?<!\\d)\\(\\d{2,4}\\)\\s?\\d{3,5}[\\s.-]?\\d{3,4}(?!\\d)',
  '(?<![\\d.-])\\d{3}[.\\s-]\\d{3}[.\\s-]\\d{4}(?![\\d.-])',
  '(?<![\\d.])0[1-9](?:[\\s.-]\\d{2}){4}(?!\\d)',
  `(?<!\\p{L})(?:${words})[.:ºo°\\s]{0,4}\\+?\\d[\\d\\s().-]{5,20}\\d`,
];

const streets = [
  "\\d{1,5}\\s+(?:\\p{Lu}[\\p{L}’'-]+\\s+){1,4}(?:Street|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Square|Court|St)(?!\\p{L})",
  '(?:Rua|rua|Avenida|avenida|Travessa|travessa|Alameda|alameda|Rodovia|rodovia|Largo)\\s+(?:d[aeo]s?\\s+)?\\p{Lu}',
  '(?:Calle|calle|Carrera|carrera|Plaza|plaza|Paseo|paseo|Cra\\.?|Kra\\.?)\\s+(?:\\p{Lu}|\\d)',
  "(?:\\d{1,4},?\\s+(?:bis\\s+)?)(?:rue|boulevard|avenue|impasse|chemin|quai|allée|place)\\s+(?:d[eu]s?\\s+|de\\s+la\\s+|de\\s+l[’'])?\\p{L}",
];

export const contactPatterns: readonly FreeTextPattern[] = [
  { kind: 'email', pattern: /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/gu },
  { kind: 'web', pattern: /(?<!\p{L})(?:https?:\/\/|www\.)\S+/giu },
  ...phones.map(pattern => ({ kind: 'phone', pattern: new RegExp(pattern, 'giu') }) as const),
  ...streets.map(
    pattern => ({ kind: 'address', pattern: new RegExp(`(?<!\\p{L})${pattern}`, 'gu') }) as const,
  ),
  // The Brazilian postcode, and the others only after their name: five digits are many things.
  { kind: 'address', pattern: /(?<![\d.-])\d{5}-\d{3}(?![\d-])/gu },
  {
    kind: 'address',
    pattern: /(?<!\p{L})(?:zip|cep|c\.p\.|código postal|code postal)\s*:?\s*\d{4,5}/giu,
  },
];
