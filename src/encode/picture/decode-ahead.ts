/** Pictures that are decoded before they are wanted, within a bound of bytes. */
export interface DecodeAhead<File, Picture> {
  /**
   * Starts decoding files, behind those of earlier calls, and gives their pictures in order, in
   * groups: as many as there are in one, fewer where memory wants it. A group counts as in use until
   * the next is asked for. Groups are taken in the order of the calls, to the end or until they are
   * broken off; what was not taken is decoded all the same and dropped.
   */
  start(files: readonly File[]): AsyncIterable<Picture[]>;
}

/**
 * One file is decoded at a time, and none is begun while the decoded pictures take `mostBytes` or
 * more: so at most one picture is held beyond that.
 *
 * @param decode never rejects
 * @param sizeOf bytes of a decoded picture
 */
export function decodeAhead<File, Picture>(
  decode: (file: File) => Promise<Picture>,
  sizeOf: (picture: Picture) => number,
  mostBytes: number,
): DecodeAhead<File, Picture> {
  let last: Promise<unknown> = Promise.resolve();
  let held = 0;
  let wake: (() => void) | null = null;

  async function room(): Promise<void> {
    while (held > 0 && held >= mostBytes) {
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  }
  function release(bytes: number): void {
    held -= bytes;
    wake?.();
  }
  function bytesOf(pictures: readonly Picture[]): number {
    return pictures.reduce((sum, picture) => sum + sizeOf(picture), 0);
  }
  function enqueue(file: File): Promise<Picture> {
    const picture = last.then(room).then(async () => {
      const decoded = await decode(file);
      held += sizeOf(decoded);
      return decoded;
    });
    last = picture;
    return picture;
  }

  async function* groups(pictures: readonly Promise<Picture>[]) {
    let group: Picture[] = [];
    let taken = 0;
    try {
      for (const coming of pictures) {
        group.push(await coming);
        taken += 1;
        if (taken < pictures.length && held < mostBytes) continue;
        const whole = group;
        yield whole;
        group = [];
        release(bytesOf(whole));
      }
    } finally {
      // Whoever breaks off leaves pictures that are on their way: they would hold their bytes for good.
      release(bytesOf(group));
      for (const coming of pictures.slice(taken)) coming.then(picture => release(sizeOf(picture)));
    }
  }

  return {
    start(files) {
      return groups(files.map(enqueue));
    },
  };
}
