import { splitParts } from '../../data/index.ts';
import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import type { DuplicatePair } from '../evidence.ts';
import { rowList } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { many } from '../wording.ts';

/** What a pair of like pictures does to the figures, the gravest first. */
type Effect = 'two-labels' | 'across-parts' | 'across-groups' | 'within-group';

/** The same picture, or nearly, more than once. */
export const duplicatePictures: AuditCheck = { name: 'exact and near-duplicate pictures', run };

function run(subject: Subject): CheckOutcome {
  const { dataset, evidence } = subject;
  const pictures = dataset.samples.filter(({ image }) => image !== null).length;
  if (pictures === 0) return { findings: [], notChecked: 'the data set has no pictures' };
  if (evidence.duplicates === undefined) {
    return { findings: [], notChecked: 'the pictures were not compared' };
  }
  const byEffect = new Map<Effect, DuplicatePair[]>();
  for (const pair of evidence.duplicates.pairs) {
    const effect = effectOf(subject, pair);
    byEffect.set(effect, [...(byEffect.get(effect) ?? []), pair]);
  }
  return {
    findings: [...byEffect].map(([effect, pairs]) => told(subject, effect, pairs)),
    looked: many(pictures, 'picture'),
    ...(evidence.duplicates.complete
      ? {}
      : { notChecked: 'there are more pairs than were counted; those told were found first' }),
  };
}

function effectOf({ dataset, groups, parts }: Subject, { a, b }: DuplicatePair): Effect {
  if (dataset.samples[a].label !== dataset.samples[b].label) return 'two-labels';
  if (parts !== null && parts.of[a] >= 0 && parts.of[b] >= 0 && parts.of[a] !== parts.of[b]) {
    return 'across-parts';
  }
  return groups.of[a] === groups.of[b] ? 'within-group' : 'across-groups';
}

function told(subject: Subject, effect: Effect, pairs: readonly DuplicatePair[]): Finding {
  const { dataset, options } = subject;
  const exact = pairs.filter(({ kind }) => kind === 'exact').length;
  const kinds = [
    ...(exact > 0 ? [`${many(exact, 'pair')} alike to the byte or the pixel`] : []),
    ...(exact < pairs.length ? [`${many(pairs.length - exact, 'pair')} nearly alike`] : []),
  ].join(', ');
  const indices = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  return {
    code: `duplicate-${effect}`,
    about: null,
    severity: severityOf(effect, exact > 0),
    title: titles[effect],
    evidence: `${kinds}: ${pairsNamed(subject, pairs)}.${consequences[effect]}`,
    rows: rowList(dataset, indices, options.rowsListed),
    remedy: remedies[effect],
  };
}

/** `S00012 (train) and S00340 (test); …`, as many as stand in a sentence. */
function pairsNamed({ dataset, parts }: Subject, pairs: readonly DuplicatePair[]): string {
  const most = 3;
  const name = (i: number) => {
    const part = parts === null ? -1 : parts.of[i];
    return part < 0 ? dataset.samples[i].id : `${dataset.samples[i].id} (${splitParts[part]})`;
  };
  const texts = pairs.map(({ a, b }) => [name(a), name(b)].sort().join(' and ')).sort();
  const more = pairs.length - most;
  return `${texts.slice(0, most).join('; ')}${more > 0 ? `; ${many(more, 'more pair')}` : ''}`;
}

function severityOf(effect: Effect, exact: boolean): Finding['severity'] {
  if (effect === 'across-parts') return 'serious';
  // Pictures that are nearly alike can be of two cases.
  if (effect === 'two-labels') return exact ? 'serious' : 'caution';
  return effect === 'across-groups' ? 'caution' : 'note';
}

const titles: Readonly<Record<Effect, string>> = {
  'two-labels': 'The same picture under two labels',
  'across-parts': 'The same picture in two parts of the split',
  'across-groups': 'The same picture in two groups',
  'within-group': 'The same picture twice in one group',
};

const consequences: Readonly<Record<Effect, string>> = {
  'two-labels': ' One of the labels is wrong, or the picture does not show what is asked.',
  'across-parts': ' The test knows pictures that were trained on.',
  'across-groups': ' The split can tear them apart, and they count twice.',
  'within-group': ' They stay in one part; they count twice.',
};

const remedies: Readonly<Record<Effect, string>> = {
  'two-labels': 'look at each pair, then correct the label or take the rows out of the table',
  'across-parts': 'take one row of each pair out of the table, or give both rows one group',
  'across-groups': 'take one row of each pair out of the table, or give both rows one group',
  'within-group': 'nothing to do, or take one row of each pair out of the table',
};
