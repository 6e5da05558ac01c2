/** The part of a WebSocket that the client uses: browsers and `ws` both have it. */
export interface Socket {
  send(text: string): void
  close(): void
  onopen: ((event: never) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
}

export type OpenSocket = (url: string) => Socket

/** A timer, given because the package runs where there is no clock of its own. */
export interface Timer {
  after(ms: number, run: () => void): () => void
}
