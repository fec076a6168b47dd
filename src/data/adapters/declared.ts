import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { Dataset } from '../dataset.ts';
import { checkFolder } from '../existing-folder.ts';
import { type FieldReading, type LabelReading, readRecords } from '../records/index.ts';
import type { Table } from '../table/index.ts';
import { recordText, recordTextSchema } from '../text/index.ts';
import type { DatasetDeclaration, LabelRule } from './declaration.ts';

/**
 * The `dataset` section of a declared data set.
 *
 * @example
 * declaredSchema(brset).parse({ adapter: 'brset', root: 'brset' });
 */
export function declaredSchema<Name extends string>(declaration: DatasetDeclaration<Name>) {
  const { name, title, labels, defaultLabel, options = {} } = declaration;
  const leaking = leakingFields(declaration);
  return z
    .strictObject({
      adapter: z.literal(name).describe(title),
      root: z
        .string()
        .min(1)
        .describe(
          `Folder of the set as docs/datasets/${name}.md shows it, from the folder where the command runs`,
        ),
      label: z
        .enum(Object.keys(labels))
        .default(defaultLabel)
        .describe(`What is to be learnt (default: ${defaultLabel})`),
      text: recordTextSchema
        .prefault({})
        .describe(
          `How a record becomes text${leaking.length === 0 ? '' : `; fields that give the label away enter only where text.fields or text.template names them: ${leaking.join(', ')}`}`,
        ),
      options: z.strictObject(options).prefault({}).describe('Settings of this set alone'),
    })
    .describe(title);
}

export type DeclaredSettings = z.output<ReturnType<typeof declaredSchema>>;

/**
 * Loads a declared data set. Fields that give the label away enter the text only where the plan names
 * them, and then with a warning.
 *
 * @throws E_FILE_MISSING where the root, its table or its folder of pictures is absent
 * @throws E_COLUMN_MISSING where a field or label is asked for that this release of the set lacks
 * @throws what `readRecords` throws
 */
export async function loadDeclared(
  declaration: DatasetDeclaration,
  settings: DeclaredSettings,
  base: string,
): Promise<Dataset> {
  const root = resolve(base, settings.root);
  await checkFolder(root, `the root of ${declaration.title.split(':')[0]}`);
  const folders = await existingFolders(declaration.folders(root));
  const table = await declaration.read(root, settings.options);
  const fields = fieldsOf(declaration, table);
  const rule = declaration.labels[settings.label];
  const { fields: asked, text } = recordText(
    settings.text,
    Object.keys(fields),
    declaration.templates,
  );
  checkNeeds(table, `label ${settings.label}`, rule.columns, rule.needs);
  for (const field of asked ?? [])
    checkNeeds(table, field, [field], declaration.fields[field]?.needs);
  const { time = null, site = null, part = null, ...roles } = declaration.roles;
  const dataset = readRecords({
    name: declaration.name,
    table,
    folders,
    roles: { ...roles, time, site, part },
    label: labelReading(rule, settings.options),
    record: Object.keys(fields),
    fields,
    textFields: asked ?? defaultTextFields(declaration, fields),
    text,
  });
  return { ...dataset, labelsFittedOn: fittedOn(dataset, table, rule, declaration.roles.id) };
}

/** The fields of the record that enter the text where a plan names none. */
export function defaultTextFields(
  { fields }: Pick<DatasetDeclaration, 'fields'>,
  present: Readonly<Record<string, unknown>> = fields,
): string[] {
  return Object.keys(present).filter(
    field => fields[field].leak === undefined && fields[field].aside === undefined,
  );
}

/** The fields that are known to give the label away. */
export function leakingFields({ fields }: Pick<DatasetDeclaration, 'fields'>): string[] {
  return Object.keys(fields).filter(field => fields[field].leak !== undefined);
}

/** @throws E_COLUMN_MISSING where a column is not in this release of the set, and what would bring it */
function checkNeeds(
  table: Table,
  what: string,
  columns: readonly string[],
  needs: string | undefined,
): void {
  if (needs === undefined || columns.every(column => table.columns.includes(column))) return;
  throw new MingaError('E_COLUMN_MISSING', {
    found: `the files of ${table.name} as they lie there have nothing for ${what}`,
    expected: needs,
    fix: 'or leave it out of the plan',
  });
}

/** Those that exist; where none does, the first is the one that is missed. */
async function existingFolders(folders: readonly string[]): Promise<readonly string[]> {
  const existing = folders.filter(folder => existsSync(folder));
  if (existing.length === 0) await checkFolder(folders[0], 'the folder of pictures');
  return existing;
}

function fieldsOf(
  { fields }: DatasetDeclaration,
  table: Table,
): Readonly<Record<string, FieldReading>> {
  const isThere = (name: string) => !fields[name].optional || table.columns.includes(name);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isThere(name)));
}

function labelReading(rule: LabelRule, options: Readonly<Record<string, string>>): LabelReading {
  const { columns } = rule;
  const settled = Object.entries(options).map(([name, value]) => `${name} ${value}`);
  const told = settled.length === 0 ? rule.rule : `${rule.rule} (${settled.join(', ')})`;
  if (rule.kind === 'multilabel') return { columns, rule: told, multilabel: true, of: rule.of };
  if (rule.kind === 'number') {
    const { target } = rule;
    const texts = (number: number | null) => (number === null ? null : [String(number)]);
    return { columns, rule: told, multilabel: false, target, of: cells => texts(rule.of(cells)) };
  }
  const of = (cells: readonly string[]) => {
    const label = rule.of(cells);
    return label === null ? null : [label];
  };
  return { columns, rule: told, multilabel: false, of };
}

/** Indices of the samples that the thresholds of a rule were fitted on. */
function fittedOn(
  { samples }: Dataset,
  table: Table,
  { fittedOn: column }: LabelRule,
  idColumn: string,
): Int32Array | null {
  if (column === undefined) return null;
  const place = table.columns.indexOf(column);
  const idPlace = table.columns.indexOf(idColumn);
  const fitted = new Set<string>();
  for (let row = 0; row < table.rowCount; row++) {
    if (table.cell(row, place) === 'yes') fitted.add(table.cell(row, idPlace));
  }
  return Int32Array.from(samples.flatMap(({ id }, index) => (fitted.has(id) ? [index] : [])));
}
