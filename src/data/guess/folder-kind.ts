import { basename, dirname, extname, join } from 'node:path';
import { declarations } from '../adapters/declarations.ts';
import { declaredSchema, loadDeclared } from '../adapters/declared.ts';
import { isFhirExport } from '../fhir/index.ts';
import { readPart } from '../records/index.ts';
import { readTable, type Table } from '../table/index.ts';
import { type FolderSurvey, type PictureFolder, surveyFolder } from './folder-survey.ts';
import { guessRoles, type RoleGuesses } from './role-guess.ts';

/** What a folder probably is. Paths count from the folder. */
export type FolderKind =
  /** A published set, in the layout of its adapter. */
  | {
      readonly kind: 'known';
      readonly adapter: string;
      readonly title: string;
      readonly split: boolean;
    }
  | { readonly kind: 'fhir'; readonly export: string; readonly pictures: string | null }
  /** `metadata.csv` beside the pictures, with a column `file_name`. */
  | { readonly kind: 'metadata'; readonly files: readonly string[]; readonly roles: RoleGuesses }
  | {
      readonly kind: 'table';
      readonly table: string;
      readonly rows: number;
      readonly roles: RoleGuesses;
      /** Tables that were not chosen. */
      readonly others: readonly string[];
    }
  /** Pictures in folders that are called by their class. */
  | { readonly kind: 'imagefolder'; readonly classes: readonly string[] }
  | { readonly kind: 'nothing'; readonly pictures: number; readonly tables: readonly string[] };

/** Tables that are read in search of the best; a folder may hold hundreds. */
const tablesRead = 12;

/**
 * Says what a folder probably is: a published set, a FHIR export, a Hugging Face folder, a table (with
 * or without pictures), folders by class, or nothing that can be used.
 *
 * @throws E_FILE_MISSING where the folder cannot be read
 */
export async function guessFolder(root: string): Promise<FolderKind> {
  const survey = await surveyFolder(root);
  return (
    (await knownSet(root)) ??
    (await fhirExport(survey)) ??
    (await metadata(survey)) ??
    (await bestTable(survey)) ??
    imageFolder(survey) ?? {
      kind: 'nothing',
      pictures: survey.folders.reduce((sum, { pictures }) => sum + pictures, 0),
      tables: survey.tables,
    }
  );
}

/** A folder that a published set's own adapter can read is that set. */
async function knownSet(root: string): Promise<FolderKind | null> {
  for (const declaration of declarations) {
    const { name, title, roles } = declaration;
    const settings = declaredSchema<string>(declaration).parse({ adapter: name, root });
    const samples = await loadDeclared(declaration, settings, root).then(
      ({ samples }) => samples.length,
      () => 0,
    );
    if (samples > 0)
      return { kind: 'known', adapter: name, title, split: roles.part !== undefined };
  }
  return null;
}

async function fhirExport({ root, tables, folders }: FolderSurvey): Promise<FolderKind | null> {
  for (const path of tables.slice(0, tablesRead)) {
    const lower = path.toLowerCase();
    if (!['.json', '.ndjson', '.jsonl'].some(ending => lower.endsWith(ending))) continue;
    if (!(await isFhirExport(join(root, path)))) continue;
    const pictures = largest(folders)?.path ?? null;
    const whole = extname(lower) === '.json' ? path : dirname(path);
    return { kind: 'fhir', export: whole, pictures };
  }
  return null;
}

async function metadata({ root, tables, folders }: FolderSurvey): Promise<FolderKind | null> {
  const files = tables.filter(path => /^metadata\.(csv|jsonl|parquet)$/i.test(basename(path)));
  const [first] = files;
  if (first === undefined) return null;
  const table = await readTable(join(root, first)).catch(() => null);
  if (table === null || !table.columns.includes('file_name')) return null;
  const beside = folders.filter(({ path }) => path.startsWith(dirname(first)));
  return { kind: 'metadata', files, roles: guessRoles(table, beside) };
}

async function bestTable({ root, tables, folders }: FolderSurvey): Promise<FolderKind | null> {
  let best: { path: string; table: Table; roles: RoleGuesses; worth: number } | null = null;
  for (const path of tables.slice(0, tablesRead)) {
    const table = await readTable(join(root, path)).catch(() => null);
    if (table === null || table.columns.length < 2 || table.rowCount < 2) continue;
    const roles = guessRoles(table, folders);
    const worth = (roles.image === null ? 0 : 4) + (roles.label === null ? 0 : 2);
    if (best === null || worth > best.worth) best = { path, table, roles, worth };
  }
  if (best === null) return null;
  const { path, table, roles } = best;
  const others = tables.filter(other => other !== path);
  return { kind: 'table', table: path, rows: table.rowCount, roles, others };
}

function imageFolder({ folders }: FolderSurvey): FolderKind | null {
  const names = folders.map(({ path }) => path.split(/[/\\]/));
  const classes = names.map(parts => {
    return readPart(parts[0]) === null ? parts[0] : parts[1];
  });
  const distinct = [...new Set(classes.filter(name => name !== undefined && name !== '.'))].sort();
  return distinct.length < 2 ? null : { kind: 'imagefolder', classes: distinct };
}

function largest(folders: readonly PictureFolder[]): PictureFolder | undefined {
  return folders.toSorted((a, b) => b.pictures - a.pictures)[0];
}
