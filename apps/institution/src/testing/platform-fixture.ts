import { mkdirSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { CreditAdapter, HttpsCreditPlatform } from '@xiezhi/institution-adapter'
import type { CreditJournal, CreditJournalEntry } from '@xiezhi/institution-adapter'
import { recordOf } from '@xiezhi/credit-interface'
import type { CreditAnnex, EntryView, FilledRecord } from '@xiezhi/credit-interface'
import { CreditPlatform } from '../credit/platform.ts'
import type { PlatformConfig } from '../credit/platform-config.ts'
import type { FaultList } from '../credit/platform-faults.ts'
import { admin } from './institution-fixture.ts'
import type { TestPlace } from './institution-fixture.ts'

/** Invented; the region of the number is not assigned. */
export const DEBTOR = { certificateType: 'RESIDENT_ID', certificateNumber: '999999198001010011', name: '赵样本' }

const ANNEX: CreditAnnex = {
  entryId: 'a1'.repeat(16),
  salt: '5a'.repeat(16),
  person: DEBTOR,
  subjectKind: 'NATURAL',
  fields: {
    sex: 'MALE',
    age: 46,
    caseNumber: '（2026）示0703执1号',
    courtName: '示例区人民法院',
    areaName: '示例省',
    basisNumber: '（2025）示0703民初9号',
    basisUnit: '示例区人民法院',
    duty: '支付货款及利息',
    performance: '全部未履行',
    caseFiledOn: '2026-03-02',
  },
}

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

export function filled(change: Partial<EntryView> = {}, annex: Partial<CreditAnnex> = {}): FilledRecord {
  const view = { ...VIEW, ...change }
  return recordOf('NATIONAL', view, { ...ANNEX, ...annex, entryId: view.entryId })
}

/** Steps in the memory of one test, in their order. */
export class ListedJournal implements CreditJournal {
  readonly entries: CreditJournalEntry[] = []

  last(recordId: string): Promise<CreditJournalEntry | undefined> {
    return Promise.resolve(this.entries.findLast((one) => one.recordId === recordId))
  }

  append(entry: CreditJournalEntry): Promise<void> {
    this.entries.push(entry)
    return Promise.resolve()
  }

  get steps(): string[] {
    return this.entries.map(({ step }) => step)
  }
}

let count = 0

export function platformConfig(place: TestPlace, change: Partial<PlatformConfig> = {}): PlatformConfig {
  const folder = join(place.folder, `p${++count}`)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const tls = place.certificate('institution')
  return { platform: 'NATIONAL', code: 'CREDITPLATFORM', folder, port: 0, adminPort: 0, tls, ...change }
}

export class TestPlatform {
  readonly platform: CreditPlatform
  readonly door: HttpsCreditPlatform
  readonly #place: TestPlace

  private constructor(place: TestPlace, platform: CreditPlatform) {
    this.#place = place
    this.platform = platform
    const { ca, cert, key } = place.certificate('court')
    this.door = new HttpsCreditPlatform({ url: this.url, ca, cert, key, timeoutMs: 5_000 })
  }

  static async start(place: TestPlace, change: Partial<PlatformConfig> = {}): Promise<TestPlatform> {
    return new TestPlatform(place, await CreditPlatform.start(platformConfig(place, change), () => undefined))
  }

  get url(): string {
    return `https://127.0.0.1:${this.platform.port}`
  }

  adapter(journal: CreditJournal): CreditAdapter {
    return new CreditAdapter({ port: this.door, journal, crypto: nodeCrypto, now: Date.now })
  }

  async faults(faults: FaultList): Promise<void> {
    await admin(this.platform.adminPort, 'faults', { faults })
  }

  async admin(path: string): Promise<number> {
    return (await admin(this.platform.adminPort, path, {})).status
  }

  async ids(): Promise<string[]> {
    const found: string[] = []
    for await (const { recordId } of this.door.held()) found.push(recordId)
    return found
  }

  /** Asks as a client of its own: any path, any body. */
  async ask(path: string, body: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
    const { ca, cert, key } = this.#place.certificate('court')
    const tls = { ca: readFileSync(ca), cert: readFileSync(cert), key: readFileSync(key) }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' }
      const request = httpsRequest(`${this.url}/v1/credit/${path}`, { method: 'POST', headers, ...tls }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown,
          })
        })
      })
      request.on('error', reject)
      request.end(text)
    })
  }

  async found(name = DEBTOR.name, number = DEBTOR.certificateNumber): Promise<readonly unknown[]> {
    const { body } = await this.ask('public-search', { name, number })
    return (body as { readonly records: readonly unknown[] }).records
  }

  async stop(): Promise<void> {
    this.door.close()
    await this.platform.stop()
  }
}
