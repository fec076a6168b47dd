import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { rowList } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { type VectorSpread, vectorSpread } from '../vector-spread.ts';
import { count, many, percent } from '../wording.ts';

/** Vectors that are the same for (nearly) all samples, shared by different contents, or not numbers. */
export const constantVectors: AuditCheck = { name: 'constant and near-constant vectors', run };

/** From here on what sets vectors apart is less than a hundredth of what they have in common. */
const nearlyAll = 0.99;

/** Encoders with more dead numbers than this are broken rather than wide. */
const manyConstant = 0.5;

async function run(subject: Subject): Promise<CheckOutcome> {
  const { vectors = [] } = subject.evidence;
  if (vectors.length === 0) return { findings: [], notChecked: 'no vectors have been made' };
  const findings: Finding[] = [];
  const looked: string[] = [];
  for (const encoded of vectors) {
    if (encoded.samples.length === 0) continue;
    const spread = await vectorSpread(encoded);
    findings.push(...notFinite(subject, spread), ...constant(subject, spread));
    findings.push(...shared(subject, spread));
    looked.push(
      `${spread.encoder}: ${many(spread.rows, 'vector')} of ${count(spread.dimension)} numbers, ${percent(spread.commonShare)} of their square length in common`,
    );
  }
  return { findings, looked: looked.join('; ') };
}

function notFinite({ dataset, options }: Subject, spread: VectorSpread): Finding[] {
  if (spread.notFinite.length === 0) return [];
  return [
    {
      code: 'vectors-not-finite',
      severity: 'serious',
      about: spread.encoder,
      title: `${many(spread.notFinite.length, 'vector')} of ${spread.encoder} hold a NaN or an infinity`,
      evidence: `Of ${many(spread.rows, 'vector')}. No head can be trained on them.`,
      rows: rowList(dataset, spread.notFinite, options.rowsListed),
      remedy: 'minga store purge the store of this encoder, then minga embed again',
    },
  ];
}

function constant({ dataset, options }: Subject, spread: VectorSpread): Finding[] {
  const { rows, encoder, dimension, commonShare } = spread;
  const dead = spread.constant / dimension;
  if (rows < 2) return [];
  const equal = spread.constant === dimension;
  if (!equal && commonShare < nearlyAll && dead === 0) return [];
  const grave = equal || dead > manyConstant;
  return [
    {
      code: 'vectors-constant',
      severity: grave ? 'serious' : commonShare >= nearlyAll ? 'caution' : 'note',
      about: encoder,
      title: equal
        ? `All vectors of ${encoder} are the same`
        : commonShare >= nearlyAll
          ? `The vectors of ${encoder} are nearly all the same`
          : `Some numbers of ${encoder} are the same in all vectors`,
      evidence: `${count(spread.constant)} of ${many(dimension, 'number')} are the same in all ${many(rows, 'vector')}; the mean vector makes up ${percent(commonShare)} of their mean square length.`,
      rows: rowList(dataset, [], options.rowsListed),
      remedy: grave
        ? 'check the encoder and what it reads with minga models check'
        : commonShare >= nearlyAll
          ? 'align: [center] takes the common part away; another encoder may tell samples apart better'
          : 'nothing to do: they carry nothing and cost a little memory',
    },
  ];
}

/** Equal pictures and equal texts have equal vectors; pictures that differ should not. */
function shared(subject: Subject, spread: VectorSpread): Finding[] {
  const { dataset, options, evidence } = subject;
  if (spread.constant === spread.dimension) return [];
  const isImage = spread.encoder.startsWith('image/');
  const known = new Set((evidence.duplicates?.pairs ?? []).flatMap(({ a, b }) => [a, b]));
  const differ = (a: number, b: number) =>
    isImage
      ? evidence.duplicates !== undefined && !(known.has(a) && known.has(b))
      : dataset.samples[a].text !== dataset.samples[b].text;
  const unlike = spread.shared.filter(([first, ...others]) =>
    others.some(other => differ(first, other)),
  );
  if (unlike.length === 0) return [];
  const rows = unlike.flat();
  const share = rows.length / spread.rows;
  return [
    {
      code: 'vectors-shared',
      severity: share > 0.05 ? 'caution' : 'note',
      about: spread.encoder,
      title: `${spread.encoder} gives one vector to different ${isImage ? 'pictures' : 'texts'}`,
      evidence: `${many(rows.length, 'sample')} (${percent(share)}) share ${many(unlike.length, 'vector')} with samples of another content: what sets them apart was lost${isImage ? '' : ', for example beyond the longest text that the model reads'}.`,
      rows: rowList(dataset, rows, options.rowsListed),
      remedy: isImage
        ? 'look at the pictures: an encoder that reads more of them may tell them apart'
        : 'minga data preview shows what a token limit cuts off; put telling fields first',
    },
  ];
}
