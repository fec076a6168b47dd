import type { FieldDeclaration } from '../declaration.ts';
import { staticColumns } from './towns.ts';

const number = { type: 'number' } as const;

/** What the paper's text names beside the town; the other columns say the same of a town as these do. */
const told: readonly string[] = [
  'Age0-4(%)',
  'Age5-14(%)',
  'AfrocolombianPopulation(%)',
  'IndianPopulation(%)',
];

const untold = 'not among the fields of the paper; like them the same in every week of a town';

/** SatelliteBench's record of a town in a week. */
export const satelliteBenchFields: Readonly<Record<string, FieldDeclaration>> = {
  Municipality: { cell: { type: 'text' } },
  Population: { cell: number },
  ...Object.fromEntries(
    staticColumns.map(column => [
      column,
      told.includes(column) ? { cell: number } : { cell: number, aside: untold },
    ]),
  ),
  date: {
    cell: { type: 'text' },
    aside:
      'the only thing in the record that differs from week to week: a model that reads it learns the calendar of past epidemics',
  },
  cases: { cell: number, leak: 'the label is made from it' },
};
