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

/** The rest that was asked for lies behind the end of what the server has. */
export class RangeFault extends TransientFault {
  constructor() {
    super('the rest that was asked for does not exist');
    this.name = 'RangeFault';
  }
}
