import { MingaError } from '../../../errors/index.ts';
import type { PixelWarning } from '../pixel-warning.ts';
import type { Pseudonyms } from '../pseudonyms.ts';
import { type AttributeCount, RemovalCount } from '../removal-count.ts';
import { ownTags, type RetainOptions } from './action.ts';
import { rewritten, textOf, type WrittenElement } from './data-set-rewriter.ts';
import type { Dictionary } from './dictionary.ts';
import type { Element, Encoding } from './element.ts';
import { readPart10, writePart10 } from './part-10.ts';
import { pixelWarningsOf } from './pixel-warnings.ts';
import { unreadable } from './read-elements.ts';
import { encodeElement, encodeSequence } from './write-elements.ts';

/** A DICOM file without the attributes of the profile. */
export interface DeidentifiedDicom {
  readonly bytes: Uint8Array;
  readonly attributes: readonly AttributeCount[];
  readonly warnings: readonly PixelWarning[];
}

const mediaDirectory = '1.2.840.10008.1.3.10';

/**
 * Treats the attributes of a DICOM file by the Basic Application Level Confidentiality Profile
 * (PS3.15, annex E), nested ones too, with the options given. What is kept, pixels above all, is kept
 * byte by byte. The pixels are not looked at: see the warnings. No guarantee of anonymity.
 *
 * @throws E_IMAGE where the file cannot be read to its end; nothing of it is in the error
 */
export function deidentifyDicom(
  bytes: Uint8Array,
  names: Pseudonyms,
  dictionary: Dictionary,
  retain: RetainOptions = {},
): DeidentifiedDicom {
  const { syntax, encoding, elements } = readPart10(bytes, dictionary);
  const sopClass = textAt(elements, '0008,0016');
  if (sopClass === mediaDirectory || elements.some(({ tag }) => tag === '0004,1220')) {
    throw new MingaError('E_IMAGE', {
      found: 'a DICOMDIR, an index of other files',
      expected: 'files of pictures; the index names people and places that are changed now',
    });
  }
  if (!elements.some(({ tag }) => tag.startsWith('0008,'))) throw unreadable('no data set');
  const counts = new RemovalCount();
  const context = { dictionary, names, retain, counts, person: personOf(elements) };
  const kept = rewritten(elements, encoding, context);
  const written = [...kept, ...ownElements(encoding, retain)].sort((a, b) =>
    a.tag.localeCompare(b.tag),
  );
  const instance = textAt(elements, '0008,0018');
  const file = writePart10(syntax, Buffer.concat(written.map(element => element.bytes)), {
    sopClass,
    sopInstance: retain.uids || instance === '' ? instance : names.uid(instance),
  });
  return { bytes: file, attributes: counts.list(), warnings: pixelWarningsOf(elements) };
}

/** Whatever tells this person from others: the id, else name and birth date, else the study. */
function personOf(elements: readonly Element[]): string {
  const id = textAt(elements, '0010,0020');
  if (id !== '') return `id ${id}`;
  const name = textAt(elements, '0010,0010');
  if (name !== '') return `name ${name} ${textAt(elements, '0010,0030')}`;
  const study = textAt(elements, '0020,000D');
  return study === '' ? '' : `study ${study}`;
}

function textAt(elements: readonly Element[], tag: string): string {
  return textOf(elements.find(element => element.tag === tag)?.value ?? new Uint8Array(0));
}

/** Codes of PS3.16, CID 7050. */
const methodCodes = {
  basic: ['113100', 'Basic Application Confidentiality Profile'],
  longitudinal: ['113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
  uids: ['113110', 'Retain UIDs Option'],
} as const;

function ownElements(
  encoding: Encoding,
  { longitudinal = false, uids = false }: RetainOptions,
): readonly WrittenElement[] {
  const method = 'Minga: PS3.15 2024b Basic Profile, pixels not looked at';
  const codes = [
    methodCodes.basic,
    ...(longitudinal ? [methodCodes.longitudinal] : []),
    ...(uids ? [methodCodes.uids] : []),
  ];
  const items = codes.map(([code, meaning]) => ({
    encoding,
    elements: [
      encodeElement('0008,0100', 'SH', code, encoding),
      encodeElement('0008,0102', 'SH', 'DCM', encoding),
      encodeElement('0008,0104', 'LO', meaning, encoding),
    ],
  }));
  const text = (tag: string, vr: string, value: string) => ({
    tag,
    bytes: encodeElement(tag, vr, value, encoding),
  });
  return [
    text(ownTags.identityRemoved, 'CS', 'YES'),
    text(ownTags.method, 'LO', method),
    { tag: ownTags.methodCodes, bytes: encodeSequence(ownTags.methodCodes, items, encoding) },
    text(ownTags.longitudinal, 'CS', longitudinal ? 'MODIFIED' : 'REMOVED'),
  ];
}
