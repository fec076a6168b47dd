import { damaged } from './damage.ts';
import type { DicomFile } from './data-set.ts';

interface Fragment {
  /** Bytes from the first fragment's item, as an offset table counts. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

const itemTag = 0xe000fffe;
const endTag = 0xe0ddfffe;

/** Bytes with which a frame of JPEG, JPEG-LS or JPEG 2000 begins. */
const frameStarts: readonly (readonly number[])[] = [
  [0xff, 0xd8, 0xff],
  [0xff, 0x4f, 0xff, 0x51],
];

/**
 * The compressed bytes of a frame. Fragments are joined: all where there is one frame, by the offset
 * table where it is filled, one by one where there are as many as frames, and else by the marks with
 * which frames begin.
 *
 * @throws E_IMAGE where the sequence is cut short, or its fragments cannot be told apart
 */
export function encapsulatedFrame(file: DicomFile, frames: number, frame: number): Uint8Array {
  const { table, fragments } = readFragments(file);
  const groups = frameGroups(table, fragments, frames);
  const parts = groups[frame].map(fragment => fragment.bytes);
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

function readFragments({ dataSet, pixels }: DicomFile): {
  readonly table: readonly number[];
  readonly fragments: readonly Fragment[];
} {
  const bytes = dataSet.byteArray;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table: number[] = [];
  const fragments: Fragment[] = [];
  let first = -1;
  let at = pixels.dataOffset;
  for (let item = 0; ; item++) {
    if (at + 8 > bytes.length) throw damaged('compressed pixels that are cut short');
    const tag = view.getUint32(at, true);
    const length = view.getUint32(at + 4, true);
    if (tag === endTag) return { table, fragments };
    if (tag !== itemTag || at + 8 + length > bytes.length) {
      throw damaged('compressed pixels that are cut short');
    }
    if (item === 0) {
      for (let i = 0; i + 4 <= length; i += 4) table.push(view.getUint32(at + 8 + i, true));
    } else {
      if (first < 0) first = at;
      fragments.push({ offset: at - first, bytes: bytes.subarray(at + 8, at + 8 + length) });
    }
    at += 8 + length;
  }
}

function frameGroups(
  table: readonly number[],
  fragments: readonly Fragment[],
  frames: number,
): readonly (readonly Fragment[])[] {
  if (fragments.length < frames) {
    throw damaged(`${fragments.length} fragments for ${frames} frames`, 'at least one for each');
  }
  if (frames === 1) return [fragments];
  if (fragments.length === frames) return fragments.map(fragment => [fragment]);
  const offsets = new Set(table);
  const starts = offsets.size === frames ? (i: Fragment) => offsets.has(i.offset) : beginsFrame;
  const groups: Fragment[][] = [];
  for (const fragment of fragments) {
    if (starts(fragment) || groups.length === 0) groups.push([]);
    groups[groups.length - 1].push(fragment);
  }
  if (groups.length !== frames) {
    throw damaged(`fragments of ${groups.length} frames`, `the ${frames} frames of its header`);
  }
  return groups;
}

function beginsFrame({ bytes }: Fragment): boolean {
  return frameStarts.some(start => start.every((byte, i) => bytes[i] === byte));
}
