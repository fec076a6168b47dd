/** A fault of the line or the server that another try may not meet. */
export class TransientFault extends Error {
  /** Milliseconds that the server asked to wait; null where it did not say. */
  readonly wait: number | null;

  constructor(message: string, wait: number | null = null) {
    super(message);
    this.name = 'TransientFault';
    this.wait = wait;
  }
}
