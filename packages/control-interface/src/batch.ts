import { concatBytes, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { canonicalText } from '@xiezhi/codec'
import type { Crypto, HashAlgorithm } from '@xiezhi/crypto'
import { codeList } from './code-list.ts'
import { ControlInterfaceError, refuse } from './control-interface-error.ts'
import { parseDocument } from './document.ts'
import { code, integer, ownField, text } from './field.ts'
import { shortCode } from './kinds.ts'
import { defineRecord } from './record.ts'
import type { ModelOf } from './record.ts'

/**
 * A batch is lines: a header, `count` records, a trailer. Both sides read and write it line by line, so that its size costs no
 * memory. The trailer's digest runs over all lines before it, its code is an HMAC of that digest.
 */
export const BATCH_FORMAT = 'xiezhi/control-batch/v1'
const COUNT_MAX = 10_000_000

/** What the records of a batch are. */
export const batchKinds = codeList('nr', [
  ['qq', 'REQUESTS', '请求', 'requests'],
  ['fk', 'ANSWERS', '反馈', 'answers'],
  ['cs', 'MEASURES', '在控措施', 'measures'],
])
export type BatchKind = 'REQUESTS' | 'ANSWERS' | 'MEASURES'

const headerFields = {
  format: ownField('gs', '格式', 'work', text(32, /^xiezhi\/control-batch\/v1$/)),
  kind: ownField('nr', '内容', 'work', code(batchKinds)),
  sender: ownField('fsf', '发送方', 'work', shortCode),
  recipient: ownField('jsf', '接收方', 'work', shortCode),
  /** Counted from 1 for each sender, recipient and kind, without a gap. */
  sequence: ownField('pcxh', '批次序号', 'work', integer(1, Number.MAX_SAFE_INTEGER)),
  count: ownField('jls', '记录数', 'work', integer(0, COUNT_MAX)),
}
const header = defineRecord('batchHeader', '批次头', headerFields)
export type BatchHeader = ModelOf<typeof headerFields>

const trailerFields = {
  digest: ownField('zy', '摘要', 'work', text(64, /^[0-9a-f]{64}$/)),
  mac: ownField('jym', '校验码', 'work', text(64, /^[0-9a-f]{64}$/)),
}
const trailer = defineRecord('batchTrailer', '批次尾', trailerFields)

/** Both ends know the key; `hash` is that of the suite they agreed on. */
export interface BatchKey {
  readonly crypto: Pick<Crypto, 'sha256' | 'sm3' | 'hmac'>
  readonly hash: HashAlgorithm
  readonly key: Uint8Array
}

function step({ crypto, hash }: BatchKey, digest: Uint8Array, line: string): Uint8Array {
  return crypto[hash](concatBytes(digest, utf8Encode(line)))
}

function macOf({ crypto, hash, key }: BatchKey, digest: Uint8Array): string {
  return hexEncode(crypto.hmac(hash, key, concatBytes(utf8Encode(`${BATCH_FORMAT}\0`), digest)))
}

/** Gives the lines of a batch one after the other, without line ends. */
export class BatchWriter {
  readonly #key: BatchKey
  readonly #count: number
  #digest: Uint8Array = new Uint8Array(32)
  #written = 0

  constructor(key: BatchKey, count: number) {
    this.#key = key
    this.#count = count
  }

  header(fields: Omit<BatchHeader, 'format' | 'count'>): string {
    return this.#take(canonicalText(header.encode({ format: BATCH_FORMAT, ...fields, count: this.#count })))
  }

  record(value: Json): string {
    this.#written++
    return this.#take(canonicalText(value))
  }

  /** @throws ControlInterfaceError BATCH_COUNT if the header promised another number */
  trailer(): string {
    if (this.#written !== this.#count) refuse('BATCH_COUNT', '/jls', `${this.#count} records`, this.#written)
    return canonicalText(trailer.encode({ digest: hexEncode(this.#digest), mac: macOf(this.#key, this.#digest) }))
  }

  #take(line: string): string {
    this.#digest = step(this.#key, this.#digest, line)
    return line
  }
}

/**
 * Reads lines as they come. Records are handed on before the trailer has proved them: who acts on them waits for `end`, or acts
 * only on what may be repeated.
 */
export class BatchReader {
  readonly #key: BatchKey
  #digest: Uint8Array = new Uint8Array(32)
  #header: BatchHeader | undefined
  #read = 0
  #isClosed = false

  constructor(key: BatchKey) {
    this.#key = key
  }

  get header(): BatchHeader | undefined {
    return this.#header
  }

  /** The record of the line; undefined for header and trailer. @throws ControlInterfaceError */
  line(line: string): Json | undefined {
    if (this.#header === undefined) {
      this.#header = asBatch('BATCH_HEADER', () => header.decode(parseDocument(line)))
      this.#digest = step(this.#key, this.#digest, line)
      return undefined
    }
    if (this.#isClosed) refuse('BATCH_COUNT', '', 'nothing after the trailer', line)
    if (this.#read === this.#header.count) {
      this.#close(line)
      return undefined
    }
    this.#read++
    this.#digest = step(this.#key, this.#digest, line)
    return asBatch('BATCH_RECORD', () => parseDocument(line))
  }

  /** @throws ControlInterfaceError BATCH_CUT if the trailer has not come */
  end(): BatchHeader {
    if (this.#header === undefined || !this.#isClosed)
      return refuse('BATCH_CUT', '', 'a batch with its trailer', undefined)
    return this.#header
  }

  #close(line: string): void {
    const { digest, mac } = asBatch('BATCH_COUNT', () => trailer.decode(parseDocument(line)))
    if (digest !== hexEncode(this.#digest)) refuse('BATCH_DIGEST', '/zy', 'the digest of the lines', digest)
    if (!isSame(mac, macOf(this.#key, this.#digest))) refuse('BATCH_MAC', '/jym', "the sender's code", mac)
    this.#isClosed = true
  }
}

/** In time that does not tell how much of it was right. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return difference === 0
}

function asBatch<T>(code: 'BATCH_HEADER' | 'BATCH_RECORD' | 'BATCH_COUNT', read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof ControlInterfaceError) throw new ControlInterfaceError(code, error.facts)
    throw error
  }
}

const NAME = /^(qq|fk|cs)_([0-9A-Za-z.-]{1,32})_([0-9A-Za-z.-]{1,32})_(\d{10})\.jsonl$/

/** `qq_court_bank_0000000001.jsonl`: says nothing that the header does not. */
export function batchName({ kind, sender, recipient, sequence }: Omit<BatchHeader, 'format' | 'count'>): string {
  const word = batchKinds.entries.find(({ id }) => id === kind)?.code ?? ''
  return `${word}_${sender}_${recipient}_${String(sequence).padStart(10, '0')}.jsonl`
}

/** @throws ControlInterfaceError BATCH_NAME */
export function parseBatchName(name: string): Omit<BatchHeader, 'format' | 'count'> {
  const parts = NAME.exec(name)
  const kind = batchKinds.entries.find((entry) => entry.code === parts?.[1])?.id
  const [sender, recipient, sequence] = [parts?.[2], parts?.[3], Number(parts?.[4])]
  if (kind === undefined || sender === undefined || recipient === undefined || sequence === 0)
    return refuse('BATCH_NAME', '', NAME.source, name)
  return { kind, sender, recipient, sequence }
}
