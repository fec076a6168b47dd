import type { DatasetDeclaration, DeclaredRoles } from './declaration.ts';
import { declarationNamed } from './declaration-named.ts';
import { declarations } from './declarations.ts';
import { defaultTextFields } from './declared.ts';

/** A label that a plan can ask for. */
export interface DeclaredLabel {
  readonly name: string;
  readonly task: 'class' | 'multilabel' | 'number';
  readonly rule: string;
  /** Taken where the plan names none. */
  readonly isDefault: boolean;
  /** True where it has thresholds that are fitted on training rows. */
  readonly isFitted: boolean;
}

/** A setting that one set alone has. */
export interface DeclaredOption {
  readonly name: string;
  readonly meaning: string;
  /** Null where a plan must say it. */
  readonly default: string | null;
}

/** What is known of a declared data set before anybody has it. */
export interface DeclaredSummary {
  /** As a plan's `adapter` names it. */
  readonly name: string;
  readonly title: string;
  readonly home: string;
  readonly terms: string;
  readonly citation: string;
  readonly roles: DeclaredRoles;
  readonly labels: readonly DeclaredLabel[];
  /** Columns of the record that the text is made from where a plan names none. */
  readonly textFields: readonly string[];
  /** Columns of the record that give the label away, and why; they enter a text only where a plan names them. */
  readonly leaks: Readonly<Record<string, string>>;
  /** Columns of the record that the text leaves out for another reason. */
  readonly aside: Readonly<Record<string, string>>;
  readonly options: readonly DeclaredOption[];
  /** What the protocol of arXiv 2406.02601 did differently. */
  readonly paperProtocol: readonly string[];
}

/**
 * The declared data sets: where they are had, under which terms, and what a plan can ask of them.
 *
 * @example
 * declaredDatasets().map(({ name }) => name); // ['brset', 'mbrset', 'ham10000', …]
 */
export function declaredDatasets(): DeclaredSummary[] {
  return declarations.map(declaration => summaryOf(declaration));
}

/**
 * One declared data set.
 *
 * @throws E_USAGE where none has that name
 */
export function declaredDataset(adapter: string): DeclaredSummary {
  return summaryOf(declarationNamed(adapter));
}

function summaryOf(declaration: DatasetDeclaration): DeclaredSummary {
  const { name, title, about, roles, labels, defaultLabel, options = {} } = declaration;
  return {
    name,
    title,
    ...about,
    roles,
    labels: Object.entries(labels).map(([label, { kind, rule, fittedOn }]) => ({
      name: label,
      task: kind,
      rule,
      isDefault: label === defaultLabel,
      isFitted: fittedOn !== undefined,
    })),
    textFields: defaultTextFields(declaration),
    leaks: reasons(declaration, 'leak'),
    aside: reasons(declaration, 'aside'),
    options: Object.entries(options).map(([option, schema]) => ({
      name: option,
      meaning: schema.description ?? '',
      default: schema.safeParse(undefined).data ?? null,
    })),
  };
}

function reasons(
  { fields }: DatasetDeclaration,
  kind: 'leak' | 'aside',
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, { [kind]: reason }]) =>
      reason === undefined ? [] : [[field, reason]],
    ),
  );
}
