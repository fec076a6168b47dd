import type { Finding } from '../audit.ts';
import { centredVectors } from '../centred-vectors.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { nearVectorPairs } from '../duplicates/index.ts';
import type { EncodedVectors } from '../evidence.ts';
import { rowList } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { count, listed, many } from '../wording.ts';

/** Pictures whose vectors nearly coincide, and which the comparison of pixels did not find alike. */
export const nearVectors: AuditCheck = { name: 'nearly equal vectors of pictures', run };

/**
 * Of vectors less their mean. On the built-in sample it finds the planted pairs that the descriptors
 * can see and no other pair; without taking the mean away, one picture in ten looks like another.
 */
const leastCosine = 0.98;

/** An encoder with more pairs than this to a sample cannot tell pictures apart. */
const mostPairsOfSample = 0.5;

/** Numbers that are held at once: one GiB. */
const mostNumbers = 2 ** 28;

async function run(subject: Subject): Promise<CheckOutcome> {
  const { vectors = [] } = subject.evidence;
  const encoders = vectors.filter(
    ({ encoder, samples }) => encoder.startsWith('image/') && samples.length > 1,
  );
  if (encoders.length === 0) return { findings: [], notChecked: 'no pictures have been encoded' };
  const findings: Finding[] = [];
  const looked: string[] = [];
  const passed: string[] = [];
  for (const encoded of encoders) {
    const { encoder } = encoded;
    const pairs = await pairsOf(encoded);
    if (pairs === null) passed.push(encoder);
    else {
      looked.push(`${encoder}: ${many(pairs.length, 'pair')}`);
      findings.push(...told(subject, encoder, pairs));
    }
  }
  return {
    findings,
    ...(looked.length > 0
      ? { looked: `cosines of ${leastCosine} and above, the mean taken away: ${looked.join('; ')}` }
      : {}),
    ...(passed.length > 0
      ? { notChecked: `${listed(passed)}: too many pictures look alike to it, or too many numbers` }
      : {}),
  };
}

/** Pairs of samples; null where they cannot be counted or say nothing. */
async function pairsOf(
  encoded: EncodedVectors,
): Promise<readonly (readonly [number, number])[] | null> {
  const { samples, vectors } = (await centredVectors(encoded, mostNumbers)) ?? {};
  if (samples === undefined || vectors === undefined) return null;
  const mostPairs = Math.max(10, Math.ceil(mostPairsOfSample * samples.length));
  const { pairs, complete } = await nearVectorPairs(vectors, { cosine: leastCosine, mostPairs });
  return complete ? pairs.map(({ a, b }) => [samples[a], samples[b]]) : null;
}

function told(
  subject: Subject,
  encoder: string,
  pairs: readonly (readonly [number, number])[],
): Finding[] {
  const { dataset, groups, parts, options, evidence } = subject;
  const known = new Set((evidence.duplicates?.pairs ?? []).map(({ a, b }) => `${a} ${b}`));
  const found = pairs.filter(([a, b]) => {
    const name = `${Math.min(a, b)} ${Math.max(a, b)}`;
    return groups.of[a] !== groups.of[b] && !known.has(name);
  });
  if (found.length === 0) return [];
  const apart = found.filter(([a, b]) => parts !== null && parts.of[a] !== parts.of[b]).length;
  const unlike = found.filter(([a, b]) => dataset.samples[a].label !== dataset.samples[b].label);
  return [
    {
      code: 'vectors-nearly-equal',
      severity: apart > 0 ? 'caution' : 'note',
      about: encoder,
      title: `${many(found.length, 'pair')} of pictures nearly coincide for ${encoder}`,
      evidence: `They are in different groups, ${count(apart)} in different parts, ${count(unlike.length)} under different labels; their vectors less the mean have a cosine of ${leastCosine} or more${evidence.duplicates === undefined ? '; the pictures themselves were not compared' : ', though their pixels were not found alike'}.`,
      rows: rowList(dataset, new Set(found.flat()), options.rowsListed),
      remedy: 'look at the pairs: where they show one case, give both rows one group',
    },
  ];
}
