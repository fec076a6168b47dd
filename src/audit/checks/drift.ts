import { splitParts } from '../../data/index.ts';
import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import type { Field, NumbersField } from '../fields.ts';
import type { Levels } from '../levels.ts';
import type { Parts } from '../parts.ts';
import { rowList } from '../row-list.ts';
import {
  alpha,
  chiSquareTest,
  kolmogorovSmirnov,
  kolmogorovTail,
  shareDifferenceTail,
} from '../statistics/index.ts';
import type { Subject } from '../subject.ts';
import { figure, listed, many, percent } from '../wording.ts';

/** Whether fields and labels are distributed in validation and test as they are in training. */
export const drift: AuditCheck = { name: 'drift between training, validation and test', run };

/** Shares of a class that differ by less seldom matter, however sure the difference is. */
const leastShareDifference = 0.05;

/** Levels that are expected fewer times than this are put together, as χ² asks. */
const leastExpected = 5;

/** A distance of two distributions, from 0 to 1, and P of a larger one by chance. */
interface Distance {
  readonly distance: number;
  readonly p: number;
}

const train = splitParts.indexOf('train');

function run(subject: Subject): CheckOutcome {
  const { parts, fields, levels, dataset } = subject;
  if (parts === null) return { findings: [], notChecked: 'the data are in no parts yet' };
  const others = splitParts.flatMap((part, p) =>
    p !== train && parts.sizes[p] > 0 ? [{ part, p }] : [],
  );
  if (parts.sizes[train] === 0) return { findings: [], notChecked: 'no sample trains' };
  const tests = Math.max(1, fields.length * others.length);
  const findings = fields.flatMap((field, k) => {
    const far = others.flatMap(({ part, p }) => {
      const found = distanceOf(subject, parts, { field, levels: levels[k], p });
      const clear = found.distance >= subject.options.drift && found.p * tests < alpha;
      return clear ? [{ part, ...found }] : [];
    });
    return far.length === 0 ? [] : [drifted(subject, field, far)];
  });
  return {
    findings: [...findings, ...others.flatMap(other => classShares(subject, parts, other))],
    looked: `${many(fields.length, 'field')} and ${many(dataset.classes.length, 'class', 'classes')}, training against ${listed(others.map(({ part }) => part))}`,
  };
}

function distanceOf(
  subject: Subject,
  parts: Parts,
  { field, levels, p }: { readonly field: Field; readonly levels: Levels; readonly p: number },
): Distance {
  const perRow = subject.groups.count / subject.dataset.samples.length;
  return field.kind === 'numbers'
    ? numberDistance(field, parts, { p, perRow })
    : levelDistance(levels, parts, { p, perRow });
}

interface Compared {
  readonly p: number;
  /** Independent cases for each row: groups / rows. */
  readonly perRow: number;
}

function numberDistance(
  { numbers }: NumbersField,
  parts: Parts,
  { p, perRow }: Compared,
): Distance {
  const [a, b] = [partNumbers(numbers, parts, train), partNumbers(numbers, parts, p)];
  if (a.length === 0 || b.length === 0) return { distance: 0, p: 1 };
  const distance = kolmogorovSmirnov(a, b);
  return { distance, p: kolmogorovTail(distance, a.length * perRow, b.length * perRow) };
}

/** The numbers of one part, sorted. */
function partNumbers(numbers: Float64Array, parts: Parts, p: number): Float64Array {
  const own = new Float64Array(parts.sizes[p]);
  let count = 0;
  for (let i = 0; i < numbers.length; i++) {
    if (parts.of[i] === p && !Number.isNaN(numbers[i])) own[count++] = numbers[i];
  }
  return own.subarray(0, count).sort();
}

/** Total variation, ½ Σ |a − b| over the shares of all levels. */
function levelDistance({ codes, count }: Levels, parts: Parts, { p, perRow }: Compared): Distance {
  const a = new Float64Array(count);
  const b = new Float64Array(count);
  codes.forEach((level, i) => {
    if (parts.of[i] === train) a[level] += perRow;
    else if (parts.of[i] === p) b[level] += perRow;
  });
  const [rowsA, rowsB] = [sum(a), sum(b)];
  const smaller = Math.min(rowsA, rowsB) / (rowsA + rowsB);
  const kept: [number, number][] = [];
  let rest: [number, number] = [0, 0];
  for (let level = 0; level < count; level++) {
    if ((a[level] + b[level]) * smaller >= leastExpected) kept.push([a[level], b[level]]);
    else rest = [rest[0] + a[level], rest[1] + b[level]];
  }
  const columns = [...kept, rest];
  const distance =
    columns.reduce((total, [x, y]) => total + Math.abs(x / rowsA - y / rowsB), 0) / 2;
  const test = chiSquareTest(
    columns.map(([x]) => x),
    columns.map(([, y]) => y),
  );
  return { distance, p: test.p };
}

function drifted(
  { dataset, options }: Subject,
  field: Field,
  far: readonly (Distance & { readonly part: string })[],
): Finding {
  const read = dataset.textFields.includes(field.name);
  const measure =
    field.kind === 'numbers'
      ? 'largest distance of the distribution functions (Kolmogorov–Smirnov)'
      : 'total variation distance';
  return {
    code: 'field-drifts',
    severity: read ? 'caution' : 'note',
    about: field.name,
    title: `${field.name} is distributed otherwise in ${listed(far.map(({ part }) => part))} than in training`,
    evidence: `The ${measure} is ${listed(far.map(({ part, distance }) => `${figure(distance)} for ${part}`))}; 0 is none and 1 is all, and chance among as many groups seldom gives as much.`,
    rows: rowList(dataset, [], options.rowsListed),
    remedy: 'say so beside the figures; where it is not meant, split anew with another seed',
  };
}

function classShares(
  { dataset, membership, groups, options }: Subject,
  parts: Parts,
  { part, p }: { readonly part: string; readonly p: number },
): Finding[] {
  const { starts, of } = membership;
  const counts = splitParts.map(() => new Int32Array(dataset.classes.length));
  parts.of.forEach((own, i) => {
    if (own < 0) return;
    for (let k = starts[i]; k < starts[i + 1]; k++) counts[own][of[k]] += 1;
  });
  const [ofA, ofB] = [parts.sizes[train], parts.sizes[p]];
  const perRow = groups.count / dataset.samples.length;
  const differing = dataset.classes.flatMap((name, c) => {
    const [a, b] = [counts[train][c] / ofA, counts[p][c] / ofB];
    const tail = shareDifferenceTail({ a, b, ofA, ofB, perRow });
    const clear = Math.abs(a - b) >= leastShareDifference && tail * dataset.classes.length < alpha;
    return clear ? [`${name} is ${percent(a)} of training and ${percent(b)} of ${part}`] : [];
  });
  if (differing.length === 0) return [];
  return [
    {
      code: 'class-share-differs',
      severity: 'caution',
      about: part,
      title: `Classes have other shares in ${part} than in training`,
      evidence: `${listed(differing)}.`,
      rows: rowList(dataset, [], options.rowsListed),
      remedy: 'judge by balanced accuracy and AUROC, which do not follow the shares',
    },
  ];
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
