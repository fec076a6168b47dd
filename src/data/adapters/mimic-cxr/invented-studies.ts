import { Random } from '../../../tensor/index.ts';
import { chexpertFindings, type Finding } from './findings.ts';

/** One invented examination. */
export interface Study {
  readonly subject: string;
  readonly id: string;
  readonly part: 'train' | 'validate' | 'test';
  readonly sex: 'M' | 'F';
  readonly age: number;
  readonly date: string;
  readonly procedure: string;
  /** `1.0`, `0.0` or `-1.0`. */
  readonly findings: ReadonlyMap<Finding, string>;
  /** False where the labeller's table lacks it. */
  readonly labelled: boolean;
  readonly report: string;
  readonly pictures: readonly { readonly dicom: string; readonly view: string }[];
  /** Of the picture's patch, 0–1. */
  readonly hue: number;
}

const present: readonly Finding[] = chexpertFindings.filter(name => name !== 'No Finding');

const parts = ['train', 'train', 'train', 'validate', 'test'] as const;

/**
 * Studies of `size` patients: two with two findings each, a third without any for every second
 * patient, and of the first three patients one study each that cannot be used.
 */
export function inventStudies(size: number, seed: number): Study[] {
  const random = new Random(seed, 'example mimic-cxr');
  return Array.from({ length: size }, (_, patient) => {
    const own: (readonly [Finding, string][])[] = [
      [
        [findingAt(4 * patient), '1.0'],
        [findingAt(4 * patient + 1), '1.0'],
      ],
      [
        [findingAt(4 * patient + 2), '1.0'],
        [findingAt(4 * patient + 3), '1.0'],
        ['No Finding', '0.0'],
      ],
    ];
    if (patient % 2 === 0) own.push([['No Finding', '1.0']]);
    if (patient < 2) own.push([['Edema', '-1.0']]);
    const spoilt = patient === 2 ? own.push([]) - 1 : -1;
    const person = invent(patient, random);
    return own.map((findings, at) => study(person, findings, at, at !== spoilt, random));
  }).flat();
}

interface Person {
  readonly subject: string;
  readonly part: Study['part'];
  readonly sex: Study['sex'];
  readonly age: number;
}

function invent(patient: number, random: Random): Person {
  return {
    subject: String(10_000_000 + 37 * patient + random.below(37)),
    part: parts[patient % parts.length],
    sex: random.below(2) === 0 ? 'M' : 'F',
    age: 20 + random.below(70),
  };
}

function study(
  person: Person,
  findings: readonly [Finding, string][],
  at: number,
  labelled: boolean,
  random: Random,
): Study {
  const portable = random.below(3) === 0;
  const id = String(50_000_000 + 10 * (Number(person.subject) - 10_000_000) + at);
  const views = portable ? ['AP'] : ['PA', random.below(6) === 0 ? '' : 'LATERAL'];
  const named = findings.find(([, value]) => value === '1.0')?.[0] ?? 'No Finding';
  return {
    ...person,
    id,
    date: `${2180 + at}0506`,
    procedure: portable ? 'CHEST (PORTABLE AP)' : 'CHEST (PA AND LAT)',
    findings: new Map(findings),
    labelled,
    report: reportOf(findings),
    pictures: views.map(view => ({ dicom: dicomId(random), view })),
    hue: chexpertFindings.indexOf(named) / chexpertFindings.length,
  };
}

function findingAt(place: number): Finding {
  return present[place % present.length];
}

function reportOf(findings: readonly [Finding, string][]): string {
  const seen = findings.map(([name, value]) =>
    value === '1.0' ? `There is ${name.toLowerCase()}.` : `Possible ${name.toLowerCase()}.`,
  );
  return ` FINAL REPORT\n EXAMINATION:  CHEST\n\n INDICATION:  ___ with cough\n\n FINDINGS:\n\n ${seen.join('\n ')}\n`;
}

/** Five groups of eight hexadecimal digits. */
function dicomId(random: Random): string {
  const group = () => random.uint32().toString(16).padStart(8, '0');
  return Array.from({ length: 5 }, group).join('-');
}
