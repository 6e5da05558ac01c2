import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Json } from '@xiezhi/codec'
import { batchName, BatchReader, BatchWriter, ControlInterfaceError, parseBatchName } from '@xiezhi/control-interface'
import type { BatchHeader, BatchKey, BatchKind } from '@xiezhi/control-interface'
import { AdapterError } from './adapter-error.ts'
import { syncFolder, writeWhole } from './durable-file.ts'

const MARKER = '.ok'
const FILES_MAX = 10_000
const DONE = 'done'
const QUARANTINE = 'quarantine'

type Address = Pick<BatchHeader, 'kind' | 'sender' | 'recipient'>

/** Lays a batch into a folder: the file, then its marker. The same batch again is the same file. */
export async function layBatch(
  folder: string,
  key: BatchKey,
  head: Omit<BatchHeader, 'format'>,
  records: Iterable<Json> | AsyncIterable<Json>,
): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (readdirSync(folder).length >= FILES_MAX) throw new AdapterError('FOLDER_FULL', { filesMax: FILES_MAX })
  const path = join(folder, batchName(head))
  const { count, ...rest } = head
  const hash = createHash('sha256')
  async function* lines(): AsyncGenerator<string> {
    const writer = new BatchWriter(key, count)
    yield `${writer.header(rest)}\n`
    for await (const record of records) yield `${writer.record(record)}\n`
    yield `${writer.trailer()}\n`
  }
  async function* hashed(): AsyncGenerator<string> {
    for await (const line of lines()) {
      hash.update(line)
      yield line
    }
  }
  await writeWhole(path, hashed())
  await writeWhole(`${path}${MARKER}`, [`${hash.digest('hex')}\n`])
}

/** A batch whose trailer has proved it. Its records are read from the file, one at a time. */
export interface TakenBatch {
  readonly header: BatchHeader
  readonly records: () => AsyncIterable<Json>
}

/** What could not be taken, and why. */
export interface Quarantined {
  readonly name: string
  readonly code: string
}

/**
 * Takes the batches of one sender and kind out of a folder, each in its turn and proved. `act` runs before the file goes to
 * `done`: whoever is killed between the two acts again, so what it does must bear that.
 */
export async function takeBatches(
  options: {
    readonly folder: string
    readonly key: BatchKey
    readonly address: Address
    readonly after: number
    /** Lists of measures have the sequence of the batch that asked for them. */
    readonly hasGaps?: boolean
  },
  act: (batch: TakenBatch) => Promise<void>,
): Promise<{ readonly last: number; readonly quarantined: readonly Quarantined[] }> {
  const { folder, key, address } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const quarantined: Quarantined[] = []
  let last = options.after
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(MARKER)) continue
    const file = name.slice(0, -MARKER.length)
    const head = headOf(file, address)
    if (head === undefined) continue
    // One that comes again was acted on.
    if (head.sequence <= last) setAside(folder, file, DONE)
    else if (head.sequence !== last + 1 && options.hasGaps !== true) break
    else {
      try {
        const batch = await readBatch(folder, file, key, head)
        await act(batch)
        setAside(folder, file, DONE)
        last = head.sequence
      } catch (error) {
        if (!(error instanceof ControlInterfaceError)) throw error
        setAside(folder, file, QUARANTINE)
        quarantined.push({ name: file, code: error.code })
        break
      }
    }
  }
  return { last, quarantined }
}

function headOf(file: string, address: Address): Omit<BatchHeader, 'format' | 'count'> | undefined {
  try {
    const head = parseBatchName(file)
    const isOurs = head.kind === address.kind && head.sender === address.sender && head.recipient === address.recipient
    return isOurs ? head : undefined
  } catch (error) {
    if (error instanceof ControlInterfaceError) return undefined
    throw error
  }
}

async function readBatch(
  folder: string,
  file: string,
  key: BatchKey,
  head: { readonly kind: BatchKind; readonly sequence: number; readonly sender: string; readonly recipient: string },
): Promise<TakenBatch> {
  const path = join(folder, file)
  const refuse = (code: 'BATCH_CUT' | 'BATCH_DIGEST' | 'BATCH_HEADER', expected: string): never => {
    throw new ControlInterfaceError(code, { path: '', expected, seen: 'another' })
  }
  if (!existsSync(path)) return refuse('BATCH_CUT', 'the file of the marker')
  const hash = createHash('sha256')
  const reader = new BatchReader(key)
  for await (const line of linesOf(path, (chunk) => hash.update(chunk))) reader.line(line)
  const header = reader.end()
  if (readFileSync(`${path}${MARKER}`, 'utf8').trim() !== hash.digest('hex'))
    return refuse('BATCH_DIGEST', 'the digest of the marker')
  // The name is not proved, the header is.
  if (batchName(header) !== batchName(head)) return refuse('BATCH_HEADER', 'the header that the name tells')
  async function* records(): AsyncGenerator<Json> {
    const again = new BatchReader(key)
    for await (const line of linesOf(path)) {
      const record = again.line(line)
      if (record !== undefined) yield record
    }
  }
  return { header, records }
}

function linesOf(path: string, see?: (chunk: string | Buffer) => void): AsyncIterable<string> {
  const input = createReadStream(path)
  if (see !== undefined) input.on('data', see)
  return createInterface({ input, crlfDelay: Infinity })
}

/** Deletes batches that were acted on or put away, as far as they are due; gives how many. They hold what people are named in. */
export function forgetBatches(folder: string, isDue: (setAsideAtMs: number) => boolean): number {
  let forgotten = 0
  for (const place of [DONE, QUARANTINE]) {
    const target = join(folder, place)
    if (!existsSync(target)) continue
    for (const name of readdirSync(target)) {
      const file = statSync(join(target, name), { throwIfNoEntry: false })
      if (file?.isFile() !== true || !isDue(file.mtimeMs)) continue
      rmSync(join(target, name), { force: true })
      forgotten += 1
    }
    syncFolder(target)
  }
  return forgotten
}

function setAside(folder: string, file: string, place: typeof DONE | typeof QUARANTINE): void {
  const target = join(folder, place)
  mkdirSync(target, { recursive: true, mode: 0o700 })
  if (existsSync(join(folder, file))) {
    renameSync(join(folder, file), join(target, file))
    const now = new Date()
    utimesSync(join(target, file), now, now)
  }
  rmSync(join(folder, `${file}${MARKER}`), { force: true })
  syncFolder(folder)
}
