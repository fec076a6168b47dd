import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { labelTerms, mayHoldTerm, plainText } from '../label-terms.ts';
import { rowList } from '../row-list.ts';
import { alpha, shareDifferenceTail } from '../statistics/index.ts';
import type { Subject } from '../subject.ts';
import { listed, many, percent } from '../wording.ts';

/** Whether texts name their own label. */
export const labelWords: AuditCheck = { name: 'label words in texts', run };

/** From here on a text that names a class is of that class, but for slips. */
const nearlyAlways = 0.9;

/** Less of a class than this is chance or a slip of the pen. */
const leastShare = 0.02;

const muchOfClass = 0.1;

/** How texts name one class. */
interface Naming {
  readonly class: number;
  readonly terms: ReadonlySet<string>;
  /** Share of the class's rows whose text names it, and of the other rows. */
  readonly own: number;
  readonly others: number;
  /** Share of the rows that name it that are of it. */
  readonly precision: number;
  readonly rows: readonly number[];
}

function run(subject: Subject): CheckOutcome {
  const { dataset, options } = subject;
  const { ofClass, tooCommon } = labelTerms(dataset.classes, options.labelWords);
  const texts = many(dataset.samples.length, 'text');
  const left =
    tooCommon.length === 0
      ? {}
      : { notChecked: `names of classes that are too common to look for: ${listed(tooCommon)}` };
  if (dataset.samples.every(({ text }) => text === '')) {
    return { findings: [], notChecked: 'the samples have no text' };
  }
  if (ofClass.every(terms => terms.length === 0)) return { findings: [], ...left };
  const namings = namingsOf(subject, ofClass).filter(naming => tells(subject, naming));
  return {
    findings: namings.length === 0 ? [] : [told(subject, namings)],
    looked: `${texts} for ${many(ofClass.flat().length, 'word')} that name classes`,
    ...left,
  };
}

function namingsOf(
  { dataset, membership }: Subject,
  ofClass: readonly (readonly string[])[],
): Naming[] {
  const { samples } = dataset;
  const classOf = new Map<string, number[]>();
  ofClass.forEach((terms, c) => {
    for (const term of terms) classOf.set(term, [...(classOf.get(term) ?? []), c]);
  });
  const pattern = termPattern([...classOf.keys()]);
  const worthALook = mayHoldTerm([...classOf.keys()]);
  const counts = ofClass.map(() => ({ own: 0, others: 0 }));
  const rows = ofClass.map((): number[] => []);
  const terms = ofClass.map(() => new Set<string>());
  const { starts, of } = membership;
  samples.forEach(({ text }, i) => {
    const found = worthALook(text) ? plainText(text).match(pattern) : null;
    if (found === null) return;
    const named = new Set(found.flatMap(term => classOf.get(term) ?? []));
    for (const c of named) {
      if (!of.subarray(starts[i], starts[i + 1]).includes(c)) counts[c].others += 1;
      else {
        counts[c].own += 1;
        rows[c].push(i);
        for (const term of found) if (classOf.get(term)?.includes(c)) terms[c].add(term);
      }
    }
  });
  return counts.map(({ own, others }, c) => ({
    class: c,
    terms: terms[c],
    own: own / membership.counts[c],
    others: others / (samples.length - membership.counts[c]),
    precision: own / Math.max(1, own + others),
    rows: rows[c],
  }));
}

/** Whole words of plain text, the longest first. */
function termPattern(terms: readonly string[]): RegExp {
  const ordered = terms.toSorted((a, b) => b.length - a.length);
  return new RegExp(`(?<= |^)(?:${ordered.join('|')})(?= |$)`, 'g');
}

/** A class is named in its own rows more than in others, by more than chance. */
function tells({ dataset, membership, groups }: Subject, naming: Naming): boolean {
  const rows = dataset.samples.length;
  const ofA = membership.counts[naming.class];
  const p = shareDifferenceTail({
    a: naming.own,
    b: naming.others,
    ofA,
    ofB: rows - ofA,
    perRow: groups.count / rows,
  });
  const clear = p * dataset.classes.length < alpha;
  return clear && naming.own >= leastShare && naming.own > 2 * naming.others;
}

function told(subject: Subject, namings: readonly Naming[]): Finding {
  const { dataset, options } = subject;
  const ordered = namings.toSorted((a, b) => b.own - a.own);
  const grave = namings.some(
    ({ precision, own }) => precision >= nearlyAlways && own >= muchOfClass,
  );
  const rows = new Set(namings.flatMap(naming => naming.rows));
  const sources = fieldsThatHold(subject, namings);
  const rest = dataset.textFields.filter(field => !sources.includes(field));
  return {
    code: 'label-in-text',
    severity: grave ? 'serious' : 'caution',
    about: sources.length === 1 ? sources[0] : null,
    title: 'Texts name their own label',
    evidence: [
      ...ordered.slice(0, 4).map(
        ({ class: c, own, others, terms }) =>
          `${percent(own)} of the texts of ${dataset.classes[c]} say ${listed(
            [...terms].sort().map(term => `“${term}”`),
            3,
          )}, and ${percent(others)} of the others.`,
      ),
      ...(ordered.length > 4
        ? [`${many(ordered.length - 4, 'more class', 'more classes')} likewise.`]
        : []),
      ...(sources.length === 0 ? [] : [`The words stand in ${listed(sources)}.`]),
    ].join(' '),
    rows: rowList(dataset, rows, options.rowsListed),
    remedy:
      sources.length > 0 && rest.length > 0
        ? `dataset: { text: { fields: [${rest.join(', ')}] } }`
        : 'take the words out of the texts, or learn from the pictures alone',
  };
}

/** The fields whose values hold the words, as far as the first rows show. */
function fieldsThatHold({ dataset }: Subject, namings: readonly Naming[]): string[] {
  const looked = 50;
  return dataset.textFields.filter(field =>
    namings.some(({ rows, terms }) => {
      const pattern = termPattern([...terms]);
      return rows
        .slice(0, looked)
        .some(i => plainText(String(dataset.samples[i].record[field] ?? '')).search(pattern) >= 0);
    }),
  );
}
