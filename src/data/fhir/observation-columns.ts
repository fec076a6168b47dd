import { means } from './concept.ts';
import type { ObservationFact } from './observation-fact.ts';

/** One kind of observation as a column of the table. */
export interface ObservationColumn {
  readonly key: string;
  readonly name: string;
  /** The unit of its numbers; null where its values have none. */
  readonly unit: string | null;
}

export interface ObservationColumns {
  readonly columns: readonly ObservationColumn[];
  /** What was left out and why, to be said. */
  readonly notes: readonly string[];
}

interface Tally {
  readonly fact: ObservationFact;
  readonly patients: Set<string>;
  readonly units: Map<string | null, number>;
}

/** More columns than this would be a record that nobody reads. */
const most = 64;

/**
 * Which observations become columns: those that the plan names (a code, a display, or `code: name`),
 * else all that at least `minimumShare` of the patients have, the commonest first.
 */
export function observationColumns(
  facts: Iterable<readonly [patient: string, fact: ObservationFact]>,
  patients: number,
  options: {
    readonly wanted?: Readonly<Record<string, string>>;
    readonly minimumShare: number;
    readonly taken: readonly string[];
  },
): ObservationColumns {
  const tallies = tally(facts);
  const { wanted } = options;
  const notes: string[] = [];
  const chosen =
    wanted === undefined
      ? common(tallies, patients * options.minimumShare, notes)
      : named(tallies, wanted, notes);
  const names = new Set(options.taken);
  const columns = chosen.map(({ tally: { fact, units }, name }) => {
    const code = fact.code.coding?.find(coding => coding.code !== undefined)?.code;
    const own = freeName(name ?? fact.name, code, names);
    names.add(own);
    const unit = commonestUnit(units);
    const others = [...units].filter(([other]) => other !== unit);
    if (others.length > 0) {
      const count = others.reduce((sum, [, n]) => sum + n, 0);
      notes.push(
        `observation "${own}" is kept in ${said(unit)}; ${count} values in other units are left out`,
      );
    }
    return { key: fact.key, name: own, unit };
  });
  return { columns, notes };
}

function tally(facts: Iterable<readonly [string, ObservationFact]>): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const [patient, fact] of facts) {
    const known = tallies.get(fact.key);
    const own: Tally = known ?? { fact, patients: new Set(), units: new Map() };
    if (known === undefined) tallies.set(fact.key, own);
    own.patients.add(patient);
    own.units.set(fact.unit, (own.units.get(fact.unit) ?? 0) + 1);
  }
  return tallies;
}

interface Chosen {
  readonly tally: Tally;
  readonly name?: string;
}

function common(tallies: ReadonlyMap<string, Tally>, least: number, notes: string[]): Chosen[] {
  const ordered = [...tallies.values()].sort(
    (a, b) => b.patients.size - a.patients.size || (a.fact.key < b.fact.key ? -1 : 1),
  );
  const used = ordered.filter(({ patients }) => patients.size >= least).slice(0, most);
  const left = ordered.length - used.length;
  if (left > 0) {
    notes.push(
      `${left} kinds of observation are left out, as few patients have them; name those you want under observations`,
    );
  }
  return used.map(tally => ({ tally }));
}

function named(
  tallies: ReadonlyMap<string, Tally>,
  wanted: Readonly<Record<string, string>>,
  notes: string[],
): Chosen[] {
  return Object.entries(wanted).flatMap(([word, name]) => {
    const tally = [...tallies.values()].find(({ fact }) => means(fact.code, word));
    if (tally === undefined) notes.push(`no patient has the observation "${word}"`);
    return tally === undefined ? [] : [{ tally, name }];
  });
}

function freeName(name: string, code: string | undefined, names: ReadonlySet<string>): string {
  if (!names.has(name)) return name;
  const withCode = `${name} (${code ?? 'observation'})`;
  if (!names.has(withCode)) return withCode;
  for (let i = 2; ; i++) {
    if (!names.has(`${withCode} ${i}`)) return `${withCode} ${i}`;
  }
}

function commonestUnit(units: ReadonlyMap<string | null, number>): string | null {
  const ordered = [...units].sort(([a, n], [b, m]) => m - n || String(a).localeCompare(String(b)));
  return ordered[0]?.[0] ?? null;
}

function said(unit: string | null): string {
  if (unit === null) return 'words';
  return unit === '' ? 'numbers without a unit' : unit;
}
