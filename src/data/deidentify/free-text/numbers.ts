import { isCpf, isFrenchNumber, isHealthCard, isRut, isSpanishNumber } from './check-digits.ts';
import type { FreeTextPattern } from './kinds.ts';

const recordWords = [
  'mrn|m\\.r\\.n\\.|medical record|record number|hospital number|accession|account|case number',
  'historia clínica|historia clinica|expediente|nhc|h\\.c\\.|episodio|cédula|cedula|carné',
  'prontuário|prontuario|matrícula|matricula|atendimento|cartão sus|número de registro',
  'dossier|ipp|iep|nip|séjour',
].join('|');

const idWords = 'cpf|rg|dni|nie|nif|ssn|nhs number|nhs|c\\.c\\.|nir|cns';

const numbered = '\\s*(?:number|no\\.?|n[.º°o]*)?\\s*[:#-]?\\s*';

export const numberPatterns: readonly FreeTextPattern[] = [
  { kind: 'national-id', pattern: /(?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)/gu, holds: isCpf },
  {
    kind: 'national-id',
    pattern: /(?<!\d)[1-9]\d{2}[\s.]?\d{4}[\s.]?\d{4}[\s.]?\d{4}(?!\d)/gu,
    holds: isHealthCard,
  },
  {
    kind: 'national-id',
    pattern: /(?<![\p{L}\d])(?:[XYZ]-?\d{7}|\d{8})-?[A-Z](?![\p{L}\d])/gu,
    holds: isSpanishNumber,
  },
  {
    kind: 'national-id',
    pattern: /(?<!\d)[12]\s?\d{2}\s?\d{2}\s?\d[\dAB]\s?\d{3}\s?\d{3}\s?\d{2}(?!\d)/gu,
    holds: isFrenchNumber,
  },
  {
    kind: 'national-id',
    pattern: /(?<!\d)\d{1,2}\.?\d{3}\.?\d{3}-[\dkK](?![\p{L}\d])/gu,
    holds: isRut,
  },
  {
    kind: 'national-id',
    pattern: /(?<![\p{L}\d])[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d(?![\p{L}\d])/gu,
  },
  {
    kind: 'national-id',
    pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/gu,
  },
  {
    kind: 'national-id',
    pattern: new RegExp(`(?<!\\p{L})(?:${idWords})${numbered}\\d[\\d.\\s-]{4,18}[\\dA-Z]`, 'giu'),
  },
  {
    kind: 'record-number',
    pattern: new RegExp(
      `(?<!\\p{L})(?:${recordWords})${numbered}(?=[\\p{L}/-]{0,6}\\d{4})[\\p{L}\\d/-]{4,}`,
      'giu',
    ),
  },
  {
    kind: 'age',
    pattern: /(?<!\d)(?:9\d|1[0-2]\d)[\s-]*(?:years?|yrs?|y\.?o\.?|años|anos|ans)(?!\p{L})/giu,
  },
];
