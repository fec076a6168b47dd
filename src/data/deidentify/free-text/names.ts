import type { FreeTextPattern } from './kinds.ts';

const capital = "\\p{Lu}[\\p{L}’'-]+";
const particle = '(?:\\s+(?:d[aeo]s?|del|de\\s+la|van|von|der|di|le|la))?';
const name = `${capital}(?:${particle}\\s+${capital}){0,4}`;

const titles = [
  'Mr|Mrs|Ms|Miss|Dr|Drs|Prof|Doctor|Nurse',
  'Sr|Sra|Srta|Sres|Dra|Dña|Don|Doña|Doctora|Enf',
  'Dom|Dona|Doutor|Doutora',
  'Mme|Mlle|Monsieur|Madame|Mademoiselle|Docteur',
].join('|');

const words = [
  "name|patient|patient's name|patient name|mother|father|signed|signed by|next of kin",
  'nombre|paciente|madre|padre|firmado por|apellidos?',
  'nome|mãe|pai|assinado por|responsável',
  'nom|prénom|mère|père|signé par',
].join('|');

export const namePatterns: readonly FreeTextPattern[] = [
  { kind: 'name', pattern: new RegExp(`(?<!\\p{L})(?:${titles})\\.?\\s+${name}`, 'gu') },
  {
    kind: 'name',
    // The words begin with a capital or not; the name must.
    pattern: new RegExp(`(?<!\\p{L})(?:${eitherCase(words)})\\s*:\\s*${name}`, 'gu'),
  },
];

function eitherCase(alternatives: string): string {
  return alternatives
    .split('|')
    .map(word => `[${word[0].toUpperCase()}${word[0]}]${word.slice(1)}`)
    .join('|');
}
