import type { ServerResponse } from 'node:http'
import type { Change } from '../projection/write-rows.ts'

export interface LiveEvent extends Change {
  readonly height: number | null
}

const HEARTBEAT_MS = 15_000
/** A reader that lets more than this pile up is cut off: its browser reconnects and reads anew. */
const BACKLOG_BYTES_MAX = 256 * 1024
const STREAMS_MAX = 2_000
/**
 * What is for every page and comes faster than this goes together: the first at once, the others behind it.
 * With five hundred pages open each time is five hundred writes.
 */
const GATHER_MS = 200

interface Stream {
  readonly response: ServerResponse
  /** Ids of the outbox are told to the person whose they are. */
  readonly person: string
}

/** Event streams of all open pages: topics and ids, so that a page knows what to read again. Nothing else travels here. */
export class LiveFeed {
  readonly #streams = new Set<Stream>()
  readonly #timer: NodeJS.Timeout
  /** For every page, each once. */
  readonly #gathered = new Set<string>()
  #gathering: NodeJS.Timeout | undefined

  constructor() {
    this.#timer = setInterval(() => {
      this.#write(': \n\n')
    }, HEARTBEAT_MS)
    this.#timer.unref()
  }

  get size(): number {
    return this.#streams.size
  }

  get isFull(): boolean {
    return this.#streams.size >= STREAMS_MAX
  }

  /** The response has its head already. */
  add(response: ServerResponse, person: string): void {
    const stream = { response, person }
    this.#streams.add(stream)
    response.once('close', () => this.#streams.delete(stream))
    response.write('retry: 2000\n\n')
  }

  /** Ends the streams of a person. */
  end(person: string): void {
    for (const stream of this.#streams) {
      if (stream.person !== person) continue
      stream.response.end()
      this.#streams.delete(stream)
    }
  }

  /** To every page, or at once to those of one person. */
  tell(event: LiveEvent, onlyTo?: string): void {
    if (onlyTo === undefined) this.tellAll([event])
    else this.#write(textOf(event), onlyTo)
  }

  /** Several at once, in one write to each page. */
  tellAll(events: readonly LiveEvent[]): void {
    // A page that opens a stream later reads what there is by itself.
    if (this.#streams.size === 0) return
    for (const event of events) this.#gathered.add(textOf(event))
    if (this.#gathering === undefined) this.#flush()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#flush()
    clearTimeout(this.#gathering)
    for (const { response } of this.#streams) response.end()
    this.#streams.clear()
  }

  #flush(): void {
    this.#gathering = undefined
    if (this.#gathered.size === 0) return
    const text = [...this.#gathered].join('')
    this.#gathered.clear()
    this.#gathering = setTimeout(() => {
      this.#flush()
    }, GATHER_MS)
    this.#gathering.unref()
    this.#write(text)
  }

  #write(text: string, onlyTo?: string): void {
    const bytes = Buffer.from(text)
    for (const { response, person } of this.#streams) {
      if (onlyTo !== undefined && person !== onlyTo) continue
      response.write(bytes)
      if (response.writableLength > BACKLOG_BYTES_MAX) response.destroy()
    }
  }
}

function textOf(event: LiveEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`
}
