/** Writes a line of results; standard error is for progress and faults. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
