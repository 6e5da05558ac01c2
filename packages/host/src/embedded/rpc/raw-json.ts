/** Text of a JSON value that goes into an answer as it stands: what a zone has in canonical form is not parsed again. */
export class RawJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}
