import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMingaError } from '../errors/index.ts';
import { externalDataLocations, hashExternalData } from './external-data.ts';

/** A field of the wire format that holds bytes. */
function field(number: number, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest >= 128; rest = Math.floor(rest / 128)) length.push((rest % 128) + 128);
  const tag = number * 8 + 2;
  const tags = tag < 128 ? [tag] : [(tag % 128) + 128, Math.floor(tag / 128)];
  return Buffer.concat([Buffer.from([...tags, ...length, rest]), bytes]);
}

function tensorAt(location: string): Buffer {
  const entry = Buffer.concat([field(1, 'location'), field(2, location)]);
  const offset = Buffer.concat([field(1, 'offset'), field(2, '0')]);
  return Buffer.concat([field(8, 'weight'), field(13, entry), field(13, offset)]);
}

const inGraph = (location: string) => field(7, field(5, tensorAt(location)));
const inNode = (location: string) => field(7, field(1, field(5, field(5, tensorAt(location)))));
const inSubgraph = (location: string) =>
  field(7, field(1, field(5, field(6, field(5, tensorAt(location))))));
const inSparse = (location: string) => field(7, field(15, field(1, tensorAt(location))));
const inFunction = (location: string) =>
  field(25, field(7, field(5, field(5, tensorAt(location)))));

describe('externalDataLocations', () => {
  it('finds weights wherever a model may keep them', () => {
    const kinds = [inGraph, inNode, inSubgraph, inSparse, inFunction];
    const model = Buffer.concat(kinds.map((kind, i) => kind(`weights-${i}`)));
    expect(externalDataLocations(model, 'm')).toEqual(kinds.map((_, i) => `weights-${i}`));
  });

  it('finds none in a model that holds its own', () => {
    const { cases } = JSON.parse(
      readFileSync(new URL('../encode/picture/golden/vision.json', import.meta.url), 'utf8'),
    );
    expect(externalDataLocations(Buffer.from(cases[0].model, 'base64'), 'm')).toEqual([]);
  });

  it('answers any bytes with locations or E_MODEL', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        try {
          externalDataLocations(Buffer.concat([inGraph('w'), bytes]), 'm');
        } catch (error) {
          expect(isMingaError(error, 'E_MODEL')).toBe(true);
        }
      }),
    );
  });

  it('refuses a graph within a graph within a graph without end', () => {
    let graph: Buffer = Buffer.alloc(0);
    for (let i = 0; i < 80; i++) graph = field(1, field(5, field(6, graph)));
    expect(() => externalDataLocations(field(7, graph), 'm')).toThrow('[E_MODEL]');
  });
});

describe('hashExternalData', () => {
  let root = '';
  let model = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'minga-external-'));
    await mkdir(join(root, 'onnx'));
    model = join(root, 'onnx', 'model.onnx');
    await writeFile(join(root, 'secret'), 'secret');
    await writeFile(join(root, 'onnx', 'model.onnx_data'), 'weights');
    await symlink(join(root, 'secret'), join(root, 'onnx', 'symlink'));
    await writeFile(join(root, 'other'), 'other');
    await link(join(root, 'other'), join(root, 'onnx', 'hardlink'));
  });
  afterAll(() => rm(root, { recursive: true }));

  it('hashes and measures a file beside the model', async () => {
    const hash = createHash('sha256').update('weights').digest('hex');
    expect(await hashExternalData(model, inGraph('model.onnx_data'))).toEqual([
      { location: 'model.onnx_data', hash, bytes: 7 },
    ]);
  });

  it.each([
    '../secret',
    '/etc/hostname',
    'symlink',
    'hardlink',
    'missing',
    '../onnx-beside/x',
    '.',
    'nul\0l',
  ])('refuses weights in %j', async location => {
    await expect(hashExternalData(model, inGraph(location))).rejects.toMatchObject({
      code: 'E_MODEL',
    });
  });
});
