import * as z from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { Dataset } from '../dataset.ts';
import { nearestName } from '../nearest-name.ts';
import { declarationNamed } from './declaration-named.ts';
import { declarations } from './declarations.ts';
import { declaredSchema, loadDeclared } from './declared.ts';
import { fhirSchema, loadFhir } from './fhir.ts';
import { imageFolderSchema, loadImageFolder } from './image-folder.ts';
import { loadMetadata, metadataSchema } from './metadata.ts';
import { loadSample, sampleSchema } from './sample.ts';
import { loadTable } from './table.ts';
import { tableSchema } from './table-schema.ts';

/** Those that read data of a person's own; the others are declared. */
const ownSchemas = [
  tableSchema,
  imageFolderSchema,
  metadataSchema,
  fhirSchema,
  sampleSchema,
] as const;

const adapterNames = [
  ...ownSchemas.map(({ shape }) => shape.adapter.value),
  ...declarations.map(({ name }) => name),
];

/** The `dataset` section of a plan: `adapter` says which kind, the other fields belong to that kind. */
export const datasetSchema = z
  .discriminatedUnion('adapter', [...ownSchemas, ...declarations.map(declaredSchema)], {
    error: issue => unknownAdapter(issue.input),
  })
  .describe('Where the pictures and records come from');

/** A `dataset` section as a person writes it: fields with a default may be left out. */
export type DatasetSettings = z.input<typeof datasetSchema>;

/**
 * Loads the data set that a plan's `dataset` section names. Rows that cannot be used are skipped and
 * listed in `skipped`; what cannot be mended row by row stops at once.
 *
 * @param options.base the folder from which relative paths count; the working folder by default
 * @throws E_PLAN where the settings do not fit `datasetSchema`
 * @throws E_FILE_MISSING where a table, root or folder is absent
 * @throws E_COLUMN_MISSING where the table lacks a column that the settings name
 * @throws E_DUPLICATE_ID where two rows share an id
 * @throws E_RECORD_VALUE where the table is not UTF-8 or a quote is never closed
 * @throws E_CLASS_EMPTY where no row is left or there is one class only
 * @throws E_OPTION where the sample's folder holds something else
 * @example
 * const dataset = await loadDataset({ adapter: 'sample', folder: 'sample' });
 * dataset.samples[0].text; // 'Age: 45. Sex: male. …'
 */
export async function loadDataset(
  settings: DatasetSettings,
  options: { readonly base?: string } = {},
): Promise<Dataset> {
  const { base = process.cwd() } = options;
  const parsed = datasetSchema.safeParse(settings);
  if (!parsed.success) {
    throw new MingaError('E_PLAN', {
      found: `dataset: ${z.prettifyError(parsed.error)}`,
      expected: 'a data set as docs/data.md describes it',
    });
  }
  switch (parsed.data.adapter) {
    case 'table':
      return loadTable(parsed.data, base);
    case 'imagefolder':
      return loadImageFolder(parsed.data, base);
    case 'metadata':
      return loadMetadata(parsed.data, base);
    case 'fhir':
      return loadFhir(parsed.data, base);
    case 'sample':
      return loadSample(parsed.data, base);
    default:
      return loadDeclared(declarationNamed(parsed.data.adapter), parsed.data, base);
  }
}

/** What is wrong with an `adapter` that no schema has. */
function unknownAdapter(settings: unknown): string {
  const adapter = z.object({ adapter: z.string() }).safeParse(settings).data?.adapter;
  const list = `the adapters are ${adapterNames.join(', ')}`;
  if (adapter === undefined) return `no adapter is named; ${list}`;
  const nearest = nearestName(adapter, adapterNames);
  const hint = nearest === undefined ? '' : `did you mean "${nearest}"? `;
  return `no adapter is called "${adapter}"; ${hint}${list}`;
}
