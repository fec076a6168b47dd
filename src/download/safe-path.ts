/**
 * Whether a path that came from elsewhere, parts parted by `/`, names a place within the folder
 * that it is joined to, on every platform: relative, no `..`, no drive, no stream, no device.
 */
export function isSafePath(path: string): boolean {
  return path.length <= 240 && path.split('/').every(isSafePart);
}

function isSafePart(part: string): boolean {
  return (
    /^[\p{L}\p{M}\p{N}._ ()+,=@~#&'![\]{}-]+$/u.test(part) &&
    !/^\.+$/.test(part) &&
    !/[. ]$/.test(part) &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part)
  );
}
