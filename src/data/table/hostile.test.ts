import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MingaError } from '../../errors/index.ts';
import golden from './golden/kinds.json' with { type: 'json' };
import { readTable } from './read-table.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-hostile-table-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: Uint8Array) {
  await writeFile(join(folder, name), content);
  return readTable(join(folder, name));
}

interface ZipPart {
  readonly name: string;
  readonly content: Buffer;
  /** What the archive claims that it unpacks to. */
  readonly claimed?: number;
  /** True where the archive does not list it. */
  readonly hidden?: boolean;
}

/** A zip archive that may lie. */
function zip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const listing: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimed = content.length, hidden = false } of parts) {
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimed, 18);
    common.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    if (!hidden) {
      const version = Buffer.from([20, 0]);
      listing.push(
        Buffer.concat([Buffer.from('PK\x01\x02'), version, common, rest, Buffer.from(name)]),
      );
    }
    bodies.push(body);
    offset += body.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(listing.length, 8);
  end.writeUInt16LE(listing.length, 10);
  end.writeUInt32LE(Buffer.concat(listing).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...listing, end]);
}

const workbook: ZipPart = {
  name: 'xl/workbook.xml',
  content: Buffer.from(
    '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ),
};

function book(rows: string, more: Partial<ZipPart> = {}): Buffer {
  const content = Buffer.from(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
  const links = Buffer.from(
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  );
  return zip([
    workbook,
    { name: 'xl/_rels/workbook.xml.rels', content: links },
    { name: 'xl/worksheets/sheet1.xml', content, ...more },
  ]);
}

const cell = (place: string, value: number) => `<c r="${place}"><v>${value}</v></c>`;

describe('a hostile workbook', () => {
  it('is told from an honest one of the same make', async () => {
    const rows = `<row r="1">${cell('A1', 5)}${cell('B1', 6)}</row><row r="4">${cell('B4', 7)}</row>`;
    const table = await read('good.xlsx', book(rows));
    expect(table.columns).toEqual(['5', '6']);
    expect([table.rowCount, table.cell(0, 1), table.place(0)]).toEqual([1, '7', 'good.xlsx row 4']);
  });

  it.each([
    ['row 9,999,999', `<row r="9999999">${cell('A9999999', 1)}</row>`, /beyond XFD1048576/],
    ['column ZZZ', `<row r="1">${cell('ZZZ1', 1)}</row>`, /beyond XFD1048576/],
    ['row 10^15', '<row r="1000000000000000"></row>', /a place that is none/],
    ['a place in entities', '<row r="&#57;&#57;"></row>', /a place that is none/],
    [
      'one cell at each end of the largest sheet',
      `<row r="1">${cell('XFD1', 1)}</row><row r="1048576">${cell('A1048576', 1)}</row>`,
      /more than 67108864 cells/,
    ],
    ['a tag without an end', `<row r="1" ${'x'.repeat(100_000)}`, /a tag without an end/],
  ])('with %s is refused', async (_, rows, message) => {
    const started = performance.now();
    await expect(read('bad.xlsx', book(rows))).rejects.toThrow(message);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('that claims to unpack to a gigabyte is refused before it is unpacked', async () => {
    await expect(read('bad.xlsx', book('', { claimed: 2 ** 30 }))).rejects.toThrow(
      /unpacks to more than 512 MiB.*CSV UTF-8.*E_RECORD_VALUE/,
    );
  });

  it('that unpacks to more than it claims is refused', async () => {
    const rows = '<row></row>'.repeat(100_000);
    await expect(read('bad.xlsx', book(rows, { claimed: 99 }))).rejects.toThrow(
      /cannot be unpacked.*E_RECORD_VALUE/,
    );
  });

  it('that holds a part which it does not list is refused', async () => {
    const content = Buffer.alloc(2 ** 24);
    const archive = zip([workbook, { name: 'xl/styles.xml', content, hidden: true }, workbook]);
    await expect(read('bad.xlsx', archive)).rejects.toThrow(/holds more than its entries/);
  });

  it('that is another archive is refused', async () => {
    const archive = zip([{ name: 'a.txt', content: Buffer.from('a') }]);
    await expect(read('bad.xlsx', archive)).rejects.toThrow(/cannot be read.*E_RECORD_VALUE/);
  });
});

describe('a damaged file', () => {
  it.each(['visits.parquet', 'zstd.parquet', 'gzip.parquet', 'visits.xlsx', 'visits.jsonl.gz'])(
    'is read or refused with a code, wherever %s is damaged',
    async name => {
      const { [name]: text } = golden.files as Readonly<Record<string, string>>;
      const bytes = Buffer.from(text, 'base64');
      const damage = fc.record({
        at: fc.nat({ max: bytes.length - 1 }),
        bit: fc.nat({ max: 7 }),
        cut: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(damage, async ({ at, bit, cut }) => {
          const damaged = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
          if (!cut) damaged[at] ^= 1 << bit;
          await read(name, damaged).catch(cause => {
            if (!(cause instanceof MingaError)) throw cause;
            expect(['E_RECORD_VALUE', 'E_OPTION']).toContain(cause.code);
          });
        }),
        { numRuns: 80 },
      );
    },
  );
});
