import { describe, expect, it } from 'vitest';
import { TableBuilder } from '../table/index.ts';
import { guessRoles } from './role-guess.ts';

function table(columns: readonly string[], rows: readonly (readonly string[])[]) {
  const builder = new TableBuilder({ name: 'records.csv', unit: 'line' }, columns);
  rows.forEach((row, i) => {
    builder.addRow(row, i + 2);
  });
  return builder.build();
}

const sides = ['left', 'right'];
const grades = ['none', 'mild', 'severe'];

/** Sixty visits of thirty patients. */
function visits(id: string, patient: string, file: string, grade: string) {
  const columns = [id, patient, 'visit_date', file, 'age', 'eye', 'hba1c', 'treatment', grade];
  const rows = Array.from({ length: 60 }, (_, i) => [
    `v${i}`,
    `p${i >> 1}`,
    `2020-01-${String((i % 28) + 1).padStart(2, '0')}`,
    `${i}.jpg`,
    String(40 + (i % 17)),
    sides[i % 2],
    (5 + i * 0.013).toFixed(3),
    i % 3 === 2 ? 'laser' : 'none',
    grades[i % 3],
  ]);
  return table(columns, rows);
}

const photos = [
  { path: 'thumbs', pictures: 2, names: ['a.png', 'b.png'] },
  { path: 'photos', pictures: 60, names: Array.from({ length: 60 }, (_, i) => `${i}.jpg`) },
];

describe('guessRoles', () => {
  it.each([
    ['visit_id', 'patient_id', 'file', 'grade'],
    ['código', 'id_paciente', 'archivo', 'diagnóstico'],
    ['codigo', 'paciente', 'arquivo', 'classe'],
    ['uid', 'PatientID', 'fichier', 'Diagnosis'],
  ])('finds the parts by cells and by names: %s, %s, %s, %s', (id, patient, file, grade) => {
    const guesses = guessRoles(visits(id, patient, file, grade), photos);
    expect(guesses.id?.column).toBe(id);
    expect(guesses.group?.column).toBe(patient);
    expect(guesses.image?.column).toBe(file);
    expect(guesses.folder).toBe('photos');
    expect(guesses.label?.column).toBe(grade);
    expect([...guesses.classes].sort()).toEqual(['mild', 'none', 'severe']);
    expect(guesses.time?.column).toBe('visit_date');
    expect(guesses.record).toEqual(['age', 'eye', 'hba1c']);
    expect(guesses.left.map(({ column }) => column)).toEqual(['treatment']);
  });

  it('takes the file for the id where nothing else is one', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [`${i}`, i % 2 === 0 ? 'a' : 'b']);
    const guesses = guessRoles(table(['image_id', 'dx'], rows), photos);
    expect(guesses.image?.column).toBe('image_id');
    expect(guesses.id?.column).toBe('image_id');
    expect(guesses.group).toBeNull();
  });

  it('finds a split that is there already, and pictures named by paths', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [
      `./photos/${i}.jpg`,
      ['train', 'val', 'test'][i % 3],
      String(i % 2),
    ]);
    const guesses = guessRoles(table(['path', 'split', 'label'], rows), photos);
    expect(guesses.part?.column).toBe('split');
    expect(guesses.image?.column).toBe('path');
    expect(guesses.label?.column).toBe('label');
  });

  it('says that a label was taken for its place alone', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [`${i}.jpg`, String(i % 2)]);
    const guesses = guessRoles(table(['a', 'b'], rows), photos);
    expect(guesses.label?.why).toMatch(/check it/);
  });

  it('leaves out what is empty, constant or dated', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [
      `${i}`,
      '',
      'x',
      `2020-02-${10 + i}`,
      `2020-03-${10 + i}`,
      i % 2 === 0 ? 'a' : 'b',
    ]);
    const { left, label } = guessRoles(
      table(['id', 'empty', 'same', 'first', 'second', 'class'], rows),
      [],
    );
    expect(left.map(({ column }) => column)).toEqual(['empty', 'same', 'second']);
    expect(label?.column).toBe('class');
  });

  it('guesses nothing of a table without rows', () => {
    const guesses = guessRoles(table(['a', 'b'], []), []);
    expect(guesses).toMatchObject({ id: null, image: null, label: null, group: null });
  });
});
