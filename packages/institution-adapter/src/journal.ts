import { createHash } from 'node:crypto'
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CodecError, decodeCanonical, enumeration, integer, object, optional, string, utf8Encode } from '@xiezhi/codec'
import { canonicalText } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { AdapterError } from './adapter-error.ts'
import { syncFolder } from './durable-file.ts'

/**
 * `prepared`: to be sent. `sent`: on its way, or cut off there. `carried`: in a file. `unknown`: to be asked for. `registered`:
 * taken on, to be asked for again. `answered` and `refused` are the last.
 */
export const REQUEST_STATES = ['prepared', 'sent', 'carried', 'unknown', 'registered', 'answered', 'refused'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

const entrySchema = object({
  requestNo: string({ bytesMin: 1, bytesMax: 70 }),
  /** Of the request's content: the same number never goes out with another. */
  digest: string({ bytesMin: 64, bytesMax: 64 }),
  state: enumeration(REQUEST_STATES),
  reason: optional(string({ bytesMin: 1, bytesMax: 128 })),
  atMs: integer({ min: 0 }),
})
/** One step of one request. It holds numbers and codes; contents stay with the caller. */
export type JournalEntry = Infer<typeof entrySchema>

/** Where the steps of requests are kept. An entry that `append` has returned for survives a power cut. */
export interface Journal {
  append(entry: JournalEntry): Promise<void>
  entries(): AsyncIterable<JournalEntry>
}

const lineSchema = object({ chain: string({ bytesMin: 64, bytesMax: 64 }), entry: entrySchema })

/** A journal in one file that only grows. Each line's digest covers the line before it; entries of one moment share a write. */
export class FileJournal implements Journal {
  readonly #path: string
  #file: Promise<FileHandle> | undefined
  #chain: string
  #waiting: { readonly line: string; readonly done: () => void; readonly failed: (error: unknown) => void }[] = []
  #writing: Promise<void> | undefined

  private constructor(path: string, chain: string) {
    this.#path = path
    this.#chain = chain
  }

  /** A last line that a power cut left half written is dropped: its step had not begun. @throws AdapterError JOURNAL_DAMAGED */
  static open(path: string): FileJournal {
    const { entries, chain, bytes } = existsSync(path)
      ? readLines(path)
      : { entries: [], chain: '0'.repeat(64), bytes: 0 }
    if (entries.length > 0 || existsSync(path)) {
      const file = openSync(path, 'r+')
      ftruncateSync(file, bytes)
      closeSync(file)
    }
    return new FileJournal(path, chain)
  }

  append(entry: JournalEntry): Promise<void> {
    const text = canonicalText(entry)
    this.#chain = createHash('sha256').update(`${this.#chain}${text}`).digest('hex')
    const line = `${canonicalText({ chain: this.#chain, entry })}\n`
    return new Promise((done, failed) => {
      this.#waiting.push({ line, done, failed })
      this.#writing ??= this.#write()
    })
  }

  async *entries(): AsyncGenerator<JournalEntry> {
    await this.#writing
    if (existsSync(this.#path)) yield* readLines(this.#path).entries
  }

  async close(): Promise<void> {
    await this.#writing
    await (await this.#file)?.close()
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const taken = this.#waiting.splice(0)
      try {
        const isNew = this.#file === undefined && !existsSync(this.#path)
        this.#file ??= open(this.#path, 'a', 0o600)
        const file = await this.#file
        await file.appendFile(taken.map(({ line }) => line).join(''))
        await file.datasync()
        if (isNew) syncFolder(dirname(this.#path))
        for (const { done } of taken) done()
      } catch (error) {
        for (const { failed } of taken) failed(error)
      }
    }
    this.#writing = undefined
  }
}

function readLines(path: string): { readonly entries: JournalEntry[]; readonly chain: string; readonly bytes: number } {
  const lines = readFileSync(path, 'utf8').split('\n')
  // What stands after the last line end was cut off in the middle.
  const whole = lines.slice(0, -1)
  const entries: JournalEntry[] = []
  let [chain, bytes] = ['0'.repeat(64), 0]
  for (const [at, line] of whole.entries()) {
    const read = readLine(line, at + 1)
    chain = createHash('sha256')
      .update(`${chain}${canonicalText(read.entry)}`)
      .digest('hex')
    if (chain !== read.chain) throw new AdapterError('JOURNAL_DAMAGED', { line: at + 1 })
    entries.push(read.entry)
    bytes += Buffer.byteLength(line) + 1
  }
  return { entries, chain, bytes }
}

function readLine(line: string, number: number): Infer<typeof lineSchema> {
  try {
    return lineSchema.parse(decodeCanonical(utf8Encode(line)))
  } catch (error) {
    if (error instanceof CodecError) throw new AdapterError('JOURNAL_DAMAGED', { line: number })
    throw error
  }
}
