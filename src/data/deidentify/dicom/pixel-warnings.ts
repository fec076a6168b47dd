import type { PixelWarning } from '../pixel-warning.ts';
import { textOf } from './data-set-rewriter.ts';
import { type Element, pixelTag } from './element.ts';

const likely = new Set([
  'US',
  'IVUS',
  'ES',
  'XA',
  'RF',
  'OT',
  'SC',
  'XC',
  'GM',
  'OP',
  'DMS',
  'BDUS',
  'ECG',
  'TG',
  'HD',
  'CF',
  'DF',
  'VF',
]);
const possible = new Set(['CR', 'DX', 'MG', 'PX', 'IO', 'RG', 'DG', 'XRAY']);
const sliced = new Set(['CT', 'MR', 'PT', 'NM']);

/** Secondary capture, single frame and multi-frame (PS3.4, B.5). */
const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';
/** Encapsulated documents, presentation states and structured reports. */
const documents = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(104|11|88)\./;

const head = /HEAD|SKULL|BRAIN|FACE|JAW|NECK|ORBIT|SINUS|MAXILLA|MANDIBLE|EYE|EAR|NOSE/;

/** What a person must look at in a file that was de-identified, from its header as it was. */
export function pixelWarningsOf(elements: readonly Element[]): readonly PixelWarning[] {
  const first = new Map<string, Element>();
  for (const element of elements) first.set(element.tag, element);
  const text = (tag: string) => textOf(first.get(tag)?.value ?? new Uint8Array(0)).toUpperCase();
  const modality = text('0008,0060');
  const sopClass = text('0008,0016');
  const declared = text('0028,0301');
  const found: PixelWarning[] = [];
  if (declared === 'YES') found.push('burned-in-declared');
  const isCapture =
    sopClass.startsWith(secondaryCapture) ||
    first.has('0008,0064') ||
    /LABEL|OVERVIEW|SECONDARY/.test(text('0008,0008'));
  if (likely.has(modality) || isCapture) found.push('burned-in-likely');
  else if (possible.has(modality)) found.push('burned-in-possible');
  const isHead = sliced.has(modality) && head.test(`${text('0018,0015')} ${text('0008,1030')}`);
  if (text('0028,0302') === 'YES' || isHead) found.push('recognisable-person');
  const hasEmbeddedOverlay = elements.some(
    ({ tag, value }) => /^60[0-9A-F]{2},0102$/.test(tag) && value.some(byte => byte !== 0),
  );
  if (hasEmbeddedOverlay) found.push('overlay-in-pixels');
  const pixels = first.get(pixelTag)?.value;
  if (pixels !== undefined && holdsCameraData(pixels)) found.push('metadata-in-pixels');
  if (documents.test(sopClass) || first.has('0040,A730')) found.push('document');
  return found;
}

/** Exif, XMP or IPTC as a JPEG within the pixels would hold them. */
function holdsCameraData(pixels: Uint8Array): boolean {
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length);
  return ['Exif\0\0', 'http://ns.adobe.com/xap/', 'Photoshop 3.0\0'].some(mark =>
    bytes.includes(mark, 0, 'latin1'),
  );
}
