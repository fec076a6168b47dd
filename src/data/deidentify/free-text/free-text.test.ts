import { describe, expect, it } from 'vitest';
import { freeTextFindings } from './free-text-findings.ts';
import type { FreeTextKind } from './kinds.ts';

function kindsIn(text: string): readonly FreeTextKind[] {
  return freeTextFindings([text]).map(({ kind }) => kind);
}

describe('free text', () => {
  it.each<[string, FreeTextKind]>([
    ['Seen by Dr. Ana Souza', 'name'],
    ['Mrs Smith was examined', 'name'],
    ['Paciente: María José de la Cruz', 'name'],
    ['Atendida pela Dra. Luísa Prado', 'name'],
    ['Examen demandé par Mme Dupont', 'name'],
    ['Nome: João da Silva', 'name'],
    ['Biopsy on 12/03/2021', 'date'],
    ['biopsy 2021-03-12', 'date'],
    ['am 12.03.21', 'date'],
    ['March 3, 2021', 'date'],
    ['el 12 de marzo de 2021', 'date'],
    ['em 12 de março de 2021', 'date'],
    ['le 3 août 2020', 'date'],
    ['call 555-123-4567', 'phone'],
    ['ligar (11) 91234-5678', 'phone'],
    ['appeler le 06 12 34 56 78', 'phone'],
    ['tel. 6043219876', 'phone'],
    ['+57 300 123 4567', 'phone'],
    ['write to ana.souza@hospital.org.br', 'email'],
    ['see https://example.org/p/1', 'web'],
    ['CPF 529.982.247-25', 'national-id'],
    ['529.982.247-25', 'national-id'],
    ['DNI 12345678Z', 'national-id'],
    ['X1234567L', 'national-id'],
    ['1 85 05 78 006 084 91', 'national-id'],
    ['RUT 12.345.678-5', 'national-id'],
    ['SSN 078-05-1120', 'national-id'],
    ['MRN: 00123456', 'record-number'],
    ['prontuário nº 123456', 'record-number'],
    ['historia clínica 998877', 'record-number'],
    ['dossier n° 2021/4455', 'record-number'],
    ['lives at 221 Baker Street', 'address'],
    ['Rua das Flores, 12', 'address'],
    ['Calle 50 con 20', 'address'],
    ['12 rue de la Paix', 'address'],
    ['CEP 01310-100', 'address'],
    ['a 93-year-old woman', 'age'],
    ['homem de 95 anos', 'age'],
  ])('is marked: %s', (text, kind) => {
    expect(kindsIn(text)).toContain(kind);
  });

  it.each([
    'Age 54, female. Localization: back. Diagnosis: melanocytic nevus.',
    'Edad 54 años, mujer, lesión en la espalda de 3.5 × 2.1 mm',
    'Idade 61 anos, pressão 120/80, glicemia 98 mg/dL',
    'Âge 47 ans, lésion de la jambe, 2 ans d’évolution',
    'Temperature 36.6, ratio 1/2, T2 N0 M0, ICD-10 C43.5, 512 × 512 pixels',
    'HbA1c 7.2 %, insulin since 5 years, exam repeated 3 times',
    'Population 123456, cases 1200, week 14, rainfall 12.5',
    'may be benign; on the march; second opinion in 3 months',
  ])('of a record is not: %s', text => {
    expect(freeTextFindings([text])).toEqual([]);
  });

  it('is told by kind, number and row, never by what it says', () => {
    const found = freeTextFindings(['nothing', 'Dr. Ana Souza, Dr. Rui Lima', '', 'Mr Jones']);
    expect(found).toEqual([{ kind: 'name', matches: 3, rows: [1, 3] }]);
    expect(JSON.stringify(found)).not.toMatch(/Souza|Lima|Jones/);
  });

  it.each(['529.982.247-24', '111.111.111-11', '12345678A', '12.345.678-9'])(
    'with wrong check digits is no national number: %s',
    text => {
      expect(kindsIn(text)).not.toContain('national-id');
    },
  );

  it('that was made to keep a pattern busy is read in no time', () => {
    const started = performance.now();
    for (const part of [
      'Dr. A',
      '0612345678 ',
      'a@a.',
      'rue de ',
      '1-1-',
      '+1 ',
      'Mrs Aa de la ',
      'tel 0 0',
      '12 Aa Bb ',
    ]) {
      freeTextFindings([part.repeat(20_000)]);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
