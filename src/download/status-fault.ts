/** The status of an answer that refused, as the cause of the error that tells it to a person. */
export class StatusFault extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.name = 'StatusFault';
    this.status = status;
  }
}
