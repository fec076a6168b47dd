import { readFileSync } from 'node:fs';
import dicomParser from 'dicom-parser';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isMingaError } from '../../../errors/index.ts';
import { decodeImage } from '../../image.ts';
import { pseudonyms } from '../pseudonyms.ts';
import { deidentifyDicom } from './deidentify-dicom.ts';
import { type Dictionary, openDictionary } from './dictionary.ts';
import type { Encoding } from './element.ts';
import { encodeElement, encodeSequence } from './write-elements.ts';

const explicit: Encoding = { explicit: true, littleEndian: true };
const names = pseudonyms(new Uint8Array(32).fill(7));
let dictionary: Dictionary;
beforeAll(async () => {
  dictionary = await openDictionary();
});

const element = (tag: string, vr: string, value: Uint8Array | string) =>
  encodeElement(tag, vr, value, explicit);
const short = (value: number) => Uint8Array.of(value & 255, value >> 8);
const sequence = (tag: string, ...items: readonly Uint8Array[][]) =>
  encodeSequence(
    tag,
    items.map(elements => ({ encoding: explicit, elements })),
    explicit,
  );

const secrets = [
  'Nadie',
  'Persona',
  'Hospital',
  '19551224',
  '20210312',
  'HC-998877',
  'SN4711',
  'Silva',
];

/** A file of 4 × 3 grey pixels with a person in every corner. */
function file(extra: readonly Uint8Array[] = [], modality = 'MR'): Buffer {
  const meta = Buffer.concat([
    element('0002,0001', 'OB', Uint8Array.of(0, 1)),
    element('0002,0002', 'UI', '1.2.840.10008.5.1.4.1.1.4'),
    element('0002,0003', 'UI', '1.2.3.4.5'),
    element('0002,0010', 'UI', '1.2.840.10008.1.2.1'),
    element('0002,0016', 'AE', 'Hospital'),
  ]);
  const data = [
    element('0008,0005', 'CS', 'ISO_IR 100'),
    element('0008,0008', 'CS', 'ORIGINAL\\PRIMARY'),
    element('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.4'),
    element('0008,0018', 'UI', '1.2.3.4.5'),
    element('0008,0020', 'DA', '20210312'),
    element('0008,0030', 'TM', '101530'),
    element('0008,0050', 'SH', 'HC-998877'),
    element('0008,0060', 'CS', modality),
    element('0008,0080', 'LO', 'Hospital'),
    element('0008,0090', 'PN', 'Silva^Ana'),
    element('0008,1030', 'LO', 'Persona knee'),
    sequence('0008,1140', [
      element('0008,1150', 'UI', '1.2.840.10008.5.1.4.1.1.4'),
      element('0008,1155', 'UI', '1.2.3.4.6'),
      element('0010,0010', 'PN', 'Nadie^Persona'),
    ]),
    element('0009,0010', 'LO', 'Hospital private'),
    element('0009,1001', 'LO', 'Nadie'),
    element('0010,0010', 'PN', 'Nadie^Persona'),
    element('0010,0020', 'LO', 'HC-998877'),
    element('0010,0030', 'DA', '19551224'),
    element('0010,0040', 'CS', 'F'),
    element('0018,0050', 'DS', '1.5'),
    element('0018,1000', 'LO', 'SN4711'),
    element('0020,000D', 'UI', '1.2.3'),
    element('0020,000E', 'UI', '1.2.3.4'),
    element('0028,0002', 'US', short(1)),
    element('0028,0004', 'CS', 'MONOCHROME2'),
    element('0028,0010', 'US', short(3)),
    element('0028,0011', 'US', short(4)),
    element('0028,0100', 'US', short(8)),
    element('0028,0101', 'US', short(8)),
    element('0028,0102', 'US', short(7)),
    element('0028,0103', 'US', short(0)),
    sequence('0040,0260', [
      element('0008,0104', 'LO', 'kept'),
      sequence('0040,0440', [
        element('0040,A123', 'PN', 'Silva^Ana'),
        element('0011,0010', 'LO', 'Nadie'),
      ]),
    ]),
    element('6000,3000', 'OW', Buffer.from('Nadie')),
    element(
      '7FE0,0010',
      'OB',
      Uint8Array.from({ length: 12 }, (_, k) => 20 * k),
    ),
    ...extra,
  ];
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const preamble = Buffer.alloc(128);
  preamble.write('Nadie');
  return Buffer.concat([
    preamble,
    Buffer.from('DICM'),
    element('0002,0000', 'UL', length),
    meta,
    ...data,
  ]);
}

const read = (bytes: Uint8Array) => dicomParser.parseDicom(bytes);

describe('a DICOM file', () => {
  it('holds no value any more that names a person, a place or a day, however deep it stood', () => {
    const before = file();
    const { bytes } = deidentifyDicom(before, names, dictionary);
    const text = Buffer.from(bytes).toString('latin1');
    for (const secret of secrets) {
      expect(before.toString('latin1')).toContain(secret);
      expect(text).not.toContain(secret);
    }
    for (const uid of ['1.2.3', '1.2.3.4', '1.2.3.4.5', '1.2.3.4.6']) {
      expect(text).not.toContain(`\0${uid}\0`);
    }
  });

  it('says that and how identity was removed, in a form that another reader reads', () => {
    const set = read(deidentifyDicom(file(), names, dictionary).bytes);
    expect(set.string('x00120062')).toBe('YES');
    expect(set.string('x00120063')).toMatch(/PS3\.15 2024b Basic Profile/);
    const codes = set.elements.x00120064.items ?? [];
    expect(codes.map(item => item.dataSet?.string('x00080100'))).toEqual(['113100']);
    expect(set.string('x00280303')).toBe('REMOVED');
    expect(set.string('x00100010')).toMatch(/^MINGA-[0-9a-f]{16}$/);
    expect(set.string('x00100020')).toBe(set.string('x00100010'));
    expect(set.string('x00080080')).toBe('REMOVED');
    expect(set.elements.x00081030).toBeUndefined();
    expect(set.string('x00180050')).toBe('1.5');
    expect(set.elements.x00400260.items?.[0].dataSet?.string('x00080104')).toBe('kept');
  });

  it('keeps its pixels byte by byte, and can be decoded', async () => {
    const before = file();
    const { bytes } = deidentifyDicom(before, names, dictionary);
    expect(await decodeImage(bytes)).toEqual(await decodeImage(before));
    const { dataOffset, length } = read(bytes).elements.x7fe00010;
    expect([...bytes.subarray(dataOffset, dataOffset + length)]).toEqual(
      Array.from({ length: 12 }, (_, k) => 20 * k),
    );
  });

  it('gets the same other UIDs as the files that refer to it, in the meta information too', () => {
    const set = read(deidentifyDicom(file(), names, dictionary).bytes);
    expect(set.string('x00080018')).toBe(names.uid('1.2.3.4.5'));
    expect(set.string('x00020003')).toBe(names.uid('1.2.3.4.5'));
    const reference = set.elements.x00081140.items?.[0].dataSet;
    expect(reference?.string('x00081155')).toBe(names.uid('1.2.3.4.6'));
    expect(reference?.string('x00081150')).toBe('1.2.840.10008.5.1.4.1.1.4');
    expect(names.uid('1.2.3')).toMatch(/^2\.25\.[1-9]\d{30,38}$/);
  });

  it('keeps UIDs, and the distances of dates, where that is asked for', () => {
    const days = names.days('id HC-998877');
    const { bytes } = deidentifyDicom(file(), names, dictionary, {
      uids: true,
      longitudinal: true,
    });
    const set = read(bytes);
    expect(set.string('x00080018')).toBe('1.2.3.4.5');
    expect(set.string('x00020003')).toBe('1.2.3.4.5');
    const moved = new Date(Date.UTC(2021, 2, 12) - days * 86_400_000);
    expect(set.string('x00080020')).toBe(moved.toISOString().slice(0, 10).replaceAll('-', ''));
    expect(set.string('x00080030')).toBe('101530');
    expect(set.string('x00100030') ?? '').toBe('');
    expect(set.string('x00280303')).toBe('MODIFIED');
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/20210312|19551224/);
  });

  it('is counted by attribute, never with a value', () => {
    const { attributes } = deidentifyDicom(file(), names, dictionary);
    const count = (tag: string) => attributes.find(entry => entry.tag === tag);
    expect(count('0010,0010')).toEqual({
      tag: '0010,0010',
      keyword: 'PatientName',
      action: 'replaced',
      values: 2,
    });
    expect(count('private')?.values).toBe(3);
    expect(count('graphic')?.values).toBe(1);
    expect(count('0008,1030')?.action).toBe('removed');
    const told = JSON.stringify(attributes);
    for (const secret of secrets) expect(told).not.toContain(secret);
  });

  it.each([
    ['US', [], ['burned-in-likely']],
    ['MR', [], []],
    ['DX', [], ['burned-in-possible']],
    ['MR', [element('0028,0301', 'CS', 'YES')], ['burned-in-declared']],
    ['CT', [element('0018,0015', 'CS', 'HEAD')], ['recognisable-person']],
    ['MR', [element('6000,0102', 'US', short(12))], ['overlay-in-pixels']],
    ['XC', [element('0008,0064', 'CS', 'WSD')], ['burned-in-likely']],
  ] as const)('warns of pixels by modality and header: %s %#', (modality, extra, expected) => {
    expect(deidentifyDicom(file([...extra], modality), names, dictionary).warnings).toEqual(
      expected,
    );
  });

  it('that was treated once can be treated again', async () => {
    const once = deidentifyDicom(file(), names, dictionary).bytes;
    const twice = deidentifyDicom(once, names, dictionary).bytes;
    expect(await decodeImage(twice)).toEqual(await decodeImage(once));
    expect(read(twice).string('x00120062')).toBe('YES');
  });
});

interface Case {
  readonly name: string;
  readonly file: string;
}
const foreign: readonly Case[] = ['syntaxes', 'frames', 'photometrics', 'depths'].flatMap(name =>
  JSON.parse(
    readFileSync(new URL(`../../picture/golden/${name}.json`, import.meta.url), 'utf8'),
  ).filter(({ file }: Case) =>
    Buffer.from(file, 'base64').subarray(128, 132).equals(Buffer.from('DICM')),
  ),
);

describe('files that pydicom wrote, in all transfer syntaxes that are read', () => {
  it.each(foreign)('lose the name and keep every pixel: $name', async ({ file }) => {
    const before = Buffer.from(file, 'base64');
    const { bytes } = deidentifyDicom(before, names, dictionary);
    expect(Buffer.from(bytes).includes('Nadie')).toBe(false);
    expect(await decodeImage(bytes)).toEqual(await decodeImage(before));
  });
});

describe('a damaged file', () => {
  it('is refused whole or written without the person, wherever it is cut or changed', () => {
    const whole = file();
    const attempt = (bytes: Buffer) => {
      try {
        const { bytes: written } = deidentifyDicom(bytes, names, dictionary);
        expect(Buffer.from(written).includes('Nadie^Persona')).toBe(false);
      } catch (error) {
        expect(isMingaError(error, 'E_IMAGE')).toBe(true);
        for (const secret of secrets) expect(String(error)).not.toContain(secret);
      }
    };
    for (let length = 0; length < whole.length; length += 3) attempt(whole.subarray(0, length));
    const change = fc.tuple(
      fc.integer({ min: 132, max: whole.length - 1 }),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), changes => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          deidentifyDicom(bytes, names, dictionary);
        } catch (error) {
          expect(isMingaError(error, 'E_IMAGE')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('nested without end is refused', () => {
    const deep = Buffer.concat(
      Array.from({ length: 5000 }, () =>
        Buffer.from([
          0x40, 0, 0x60, 2, 0x53, 0x51, 0, 0, 255, 255, 255, 255, 254, 255, 0, 224, 255, 255, 255,
          255,
        ]),
      ),
    );
    expect(() => deidentifyDicom(file([deep]), names, dictionary)).toThrow(/deep.*E_IMAGE/);
  });
});
