/** PackBits (TIFF compression 32773, DICOM RLE): runs and literals. Stops at `most` bytes. */
export function packBitsDecode(bytes: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  let written = 0;
  let at = 0;
  while (at < bytes.length && written < most) {
    const control = bytes[at++];
    if (control === 128) continue;
    if (control < 128) {
      const literal = bytes.subarray(at, at + Math.min(control + 1, most - written));
      out.set(literal, written);
      written += literal.length;
      at += control + 1;
    } else if (at < bytes.length) {
      const run = Math.min(257 - control, most - written);
      out.fill(bytes[at++], written, written + run);
      written += run;
    }
  }
  return out.subarray(0, written);
}
