import { randomBytes } from 'node:crypto'
import {
  CREDIT_DOCUMENT_BYTES_MAX,
  creditRefusalSchema,
  FIELD_SETS,
  foundSchema,
  heldPageSchema,
} from '@xiezhi/credit-interface'
import { readDocument, recordDigest, recordOf, standingSchema } from '@xiezhi/credit-interface'
import type {
  CreditAnnex,
  CreditRecord,
  EntryView,
  FilledRecord,
  PlatformKind,
  Standing,
} from '@xiezhi/credit-interface'
import { canonicalText } from '@xiezhi/codec'
import type { Json, Schema } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { TlsClient } from '@xiezhi/institution-adapter'
import type { TlsClientOptions } from '@xiezhi/institution-adapter'
import { Mismatch } from '../kit.ts'

const ID_BYTES = 16
const OK = 200
export const PAGE = 2

/** Invented; the region of the numbers is not assigned. */
const ANNEX: CreditAnnex = {
  entryId: '00'.repeat(ID_BYTES),
  salt: '5a'.repeat(ID_BYTES),
  person: { certificateType: 'USCC', certificateNumber: '91999900MA0000000X', name: '样本商贸有限公司' },
  subjectKind: 'UNIT',
  fields: {
    caseNumber: '（2026）示0703执2号',
    courtName: '示例区人民法院',
    areaName: '示例省',
    basisNumber: '（2025）示0703民初10号',
    basisUnit: '示例区人民法院',
    duty: '支付货款及利息',
    performance: '部分未履行',
    caseFiledOn: '2026-03-02',
    legalRepresentative: '钱样本',
    relatedPersons: [{ role: '法定代表人', name: '钱样本' }],
  },
}
export const NATURAL = { certificateType: 'RESIDENT_ID', certificateNumber: '999999198001010011', name: '赵样本' }
const VIEW: EntryView = {
  entryId: ANNEX.entryId,
  revision: 1,
  list: 'DISHONEST',
  legalBasis: 'LISTING_PROVISIONS_6',
  basisDigest: `sha256:${'0b'.repeat(32)}`,
  situation: 4,
  categories: [],
  from: '2026-04-08',
  publishedOn: '2026-04-10',
  term: { kind: 'FIXED', to: '2028-04-08' },
  status: 'ACTIVE',
  objection: null,
}

export interface Answered {
  readonly status: number
  readonly text: string
}

/** What a case works with: the platform behind its address, and records of invented persons. */
export class CreditKit {
  readonly kind: PlatformKind
  readonly tls: TlsClientOptions
  readonly #client: TlsClient
  readonly #used = new Map<string, number>()

  constructor(kind: PlatformKind, tls: TlsClientOptions) {
    this.kind = kind
    this.tls = tls
    this.#client = new TlsClient(tls)
  }

  newId(): string {
    return randomBytes(ID_BYTES).toString('hex')
  }

  /** A record as a gateway makes it for this kind of platform. */
  record(entryId: string, change: Partial<EntryView> = {}, annex: Partial<CreditAnnex> = {}): FilledRecord {
    return recordOf(this.kind, { ...VIEW, ...change, entryId }, { ...ANNEX, ...annex, entryId })
  }

  /** Invented, and a person whom other cases do not use. */
  unit(): Pick<CreditAnnex, 'person'> {
    const number = `91999900${randomBytes(5).toString('hex').toUpperCase()}`
    return { person: { ...ANNEX.person, certificateNumber: number.slice(0, 18) } }
  }

  put(filled: FilledRecord): Promise<Standing> {
    return this.ask('records', bodyOf(filled), standingSchema)
  }

  remove(recordId: string, revision: number): Promise<Standing> {
    return this.ask('deletions', { recordId, revision }, standingSchema)
  }

  standing(recordId: string): Promise<Standing> {
    return this.ask('status', { recordId }, standingSchema)
  }

  async search(name: string, number: string): Promise<readonly CreditRecord[]> {
    return (await this.ask('public-search', { name, number }, foundSchema)).records as readonly CreditRecord[]
  }

  /** All ids, in pages as small as a case wants them. */
  async ids(limit: number): Promise<readonly string[]> {
    const found: string[] = []
    for (let after: string | null = null; ;) {
      const page: { readonly items: readonly { readonly recordId: string }[]; readonly next: string | null } =
        await this.ask('list', { limit, ...(after === null ? {} : { after }) }, heldPageSchema)
      if (page.items.length > limit) throw new Mismatch('/items', `at most ${limit}`, String(page.items.length))
      found.push(...page.items.map(({ recordId }) => recordId))
      if (page.next === null) return found
      if (after !== null && page.next <= after) throw new Mismatch('/next', `behind ${after}`, page.next)
      after = page.next
    }
  }

  async ask<T>(path: string, body: Json, schema: Schema<T>): Promise<T> {
    const { status, text } = await this.raw(path, body)
    if (status !== OK) throw new Mismatch('/status', String(OK), `${status} ${codeIn(text)}`)
    return readDocument(schema, text)
  }

  /** @throws Mismatch unless the call is refused so; a list of codes: with one of them */
  async refused(path: string, body: Json | string, status: number, ...codes: readonly string[]): Promise<void> {
    const answer = await this.raw(path, body)
    if (answer.status !== status) throw new Mismatch('/status', String(status), String(answer.status))
    const code = codeIn(answer.text)
    if (codes.length > 0 && !codes.includes(code)) throw new Mismatch('/code', codes.join(', '), code)
  }

  async raw(path: string, body: Json | string, client = this.#client): Promise<Answered> {
    this.#note(body)
    const response = await client.post(`/v1/credit/${path}`, typeof body === 'string' ? body : JSON.stringify(body))
    const parts: Buffer[] = []
    for await (const part of response as AsyncIterable<Buffer>) parts.push(part)
    return { status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }
  }

  /** Nothing of the kit stays at the platform, as far as it deletes. */
  async clean(): Promise<void> {
    for (const [recordId, revision] of this.#used)
      await this.raw('deletions', { recordId, revision }).catch(() => undefined)
    this.#used.clear()
  }

  close(): void {
    this.#client.close()
  }

  #note(body: Json | string): void {
    const { record } = body as { readonly record?: CreditRecord }
    if (record === undefined) return
    const [id, revision] = [String(record['recordId']), Number(record['revision'])]
    if (/^[0-9a-f]{32}$/.test(id)) this.#used.set(id, Math.max(revision, this.#used.get(id) ?? 0))
  }
}

export function bodyOf({ set, record }: FilledRecord): Json {
  return { set: set.name, record: { ...record } }
}

/** @throws Mismatch */
export function same(path: string, expected: Json, seen: Json): void {
  const [one, other] = [canonicalText(expected), canonicalText(seen)]
  if (one !== other) throw new Mismatch(path, one, other)
}

export function shownAs({ record }: FilledRecord, state: Standing['state'] = 'SHOWN'): Json {
  const [recordId = '', revision = 0] = [record['recordId'], record['revision']]
  return { recordId, state, revision, digest: recordDigest(nodeCrypto, record) }
}

export const absent = (recordId: string): Json => ({ recordId, state: 'ABSENT', revision: null, digest: null })

export const TOO_LONG = 'x'.repeat(CREDIT_DOCUMENT_BYTES_MAX)
export const OTHER_SET = (kind: PlatformKind): string =>
  FIELD_SETS.find(({ name }) => name.startsWith(kind === 'NATIONAL' ? 'publicity' : 'national'))?.name ?? ''

function codeIn(text: string): string {
  try {
    return readDocument(creditRefusalSchema, text).code
  } catch {
    return 'no refusal of the interface'
  }
}
