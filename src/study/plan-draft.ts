import { join } from 'node:path';
import { stringify } from 'yaml';
import type { FolderKind, RoleGuess, RoleGuesses } from '../data/index.ts';

export interface DraftOptions {
  /** What the plan is called: letters, digits, dot, dash, underscore. */
  readonly name: string;
  /** The folder that was looked at, as a plan should name it. */
  readonly root: string;
}

/** What stands where a person must write a column's name. */
export const unknownColumn = 'CHANGE_ME';

/**
 * A plan for a folder as YAML, each guess with its reason beside it. Where nothing could be guessed
 * it says `CHANGE_ME`, which no table has.
 */
export function draftPlan(found: FolderKind, { name, root }: DraftOptions): string {
  const lines = [
    `# Guessed by minga init from ${commented(root)}. Every line is a guess: read it before you trust a figure.`,
    `#   npx minga data check ${name}.yaml     what is wrong with the data`,
    `#   npx minga data preview ${name}.yaml   the texts as a model will read them`,
    `#   npx minga run ${name}.yaml            all of it`,
    '# Research use only; not a medical device.',
    `name: ${name}`,
    'dataset:',
    ...indented(datasetLines(found, root)),
    ...splitLines(found),
    ...headLines(found),
  ];
  return `${lines.join('\n')}\n`;
}

function datasetLines(found: FolderKind, root: string): string[] {
  switch (found.kind) {
    case 'known':
      return [`adapter: ${found.adapter}   # ${commented(found.title)}`, `root: ${scalar(root)}`];
    case 'fhir':
      return [
        'adapter: fhir   # docs/fhir.md',
        `root: ${scalar(join(root, found.export))}`,
        found.pictures === null
          ? 'unit: patient   # no folder of pictures was found'
          : `images: ${scalar(join(root, found.pictures))}`,
        `label: { condition: ${unknownColumn} }   # a code, or observation: a code, with above: a number`,
      ];
    case 'metadata':
      return [
        'adapter: metadata   # a Hugging Face folder',
        `root: ${scalar(root)}`,
        ...columnLines(found.roles, ['id', 'image', 'part']),
      ];
    case 'table':
      return tableLines(found, root);
    case 'imagefolder':
      return [
        'adapter: imagefolder   # the folder of a picture is its class',
        `root: ${scalar(root)}   # ${commented(list(found.classes))}`,
      ];
    case 'nothing':
      return ['adapter: table', `table: ${unknownColumn}`, `columns: { label: ${unknownColumn} }`];
  }
}

function tableLines(found: Extract<FolderKind, { kind: 'table' }>, root: string): string[] {
  const { roles, table, rows, others } = found;
  const { folder } = roles;
  return [
    'adapter: table',
    `table: ${scalar(join(root, table))}   # ${rows.toLocaleString('en')} rows`,
    ...(others.length === 0 ? [] : [`# not chosen: ${commented(list(others))}`]),
    ...(folder === null
      ? ['# images: FOLDER   # no column names pictures of a folder beside it']
      : [`images: ${scalar(join(root, folder))}`]),
    ...columnLines(roles, []),
  ];
}

const roleNames = ['id', 'image', 'label', 'group', 'time', 'part'] as const;

function columnLines(roles: RoleGuesses, without: readonly string[]): string[] {
  const named = roleNames
    .filter(role => !without.includes(role))
    .flatMap(role => roleLine(role, roles));
  const record = roles.record.length === 0 ? [] : [`record: ${flow(roles.record)}`];
  const left = roles.left.map(
    ({ column, why }) => `# left out of the record: ${commented(column)}, as ${commented(why)}`,
  );
  const site =
    roles.site === null
      ? []
      : [
          `# site: ${scalar(roles.site.column)}   # only if that is where the picture was made, not a part of the body`,
        ];
  return ['columns:', ...indented([...named, ...site, ...record, ...left])];
}

function roleLine(role: (typeof roleNames)[number], roles: RoleGuesses): string[] {
  const guess: RoleGuess | null = roles[role];
  if (guess !== null) {
    const classes = role === 'label' && roles.classes.length > 0 ? `: ${list(roles.classes)}` : '';
    return [`${role}: ${scalar(guess.column)}   # ${commented(guess.why + classes)}`];
  }
  if (role === 'label') return [`label: ${unknownColumn}   # no column looks like one`];
  if (role !== 'group') return [];
  return [
    '# group: COLUMN   # none was found. If rows share a patient or a lesion, name that column:',
    '#                 # else one patient is in training and test, and every figure is too good',
  ];
}

function splitLines(found: FolderKind): string[] {
  const ownSplit = 'split: { method: given }   # ';
  if (found.kind === 'known' && found.split) return [`${ownSplit}the set comes with one`];
  const given = found.kind === 'table' || found.kind === 'metadata' ? found.roles.part : null;
  if (given !== null) return [`${ownSplit}the column ${commented(given.column)}`];
  return ['split: { test: 0.2, validation: 0.1, seed: 0 }   # docs/splits.md has others'];
}

const encoderNote = 'descriptors without weights; npx minga models list names real encoders';

/** What is encoded and trained, of the modalities that there are. */
function headLines(found: FolderKind): string[] {
  const noPictures =
    (found.kind === 'table' && found.roles.folder === null) ||
    (found.kind === 'fhir' && found.pictures === null);
  if (noPictures) return [`encode: { text: [builtin] }   # ${encoderNote}`, 'fuse: [text]'];
  if (found.kind === 'imagefolder') {
    return [`encode: { image: [builtin] }   # ${encoderNote}`, 'fuse: [image]'];
  }
  return [
    'encode:',
    `  image: [builtin]   # ${encoderNote}`,
    '  text: [builtin]',
    'align: [none, { shift: { lambda: [0.25, 0.5, 0.75, 1] } }, center]',
    'fuse: [image, text, linear, early, late]',
  ];
}

const listed = 8;

function list(values: readonly string[]): string {
  const first = values.slice(0, listed).join(', ');
  return values.length > listed ? `${first}, … (${values.length})` : first;
}

function flow(values: readonly string[]): string {
  return `[${values.map(value => scalar(value)).join(', ')}]`;
}

/** A value as YAML writes it, within brackets too. */
function scalar(value: string): string {
  const plain = stringify(value, { lineWidth: 0 }).trim();
  return plain === value && /[,[\]{}]/.test(value) ? JSON.stringify(value) : plain;
}

/** A comment ends with its line. */
function commented(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 200);
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}
