import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { shanghaiTimestamp } from '@xiezhi/contracts/ids'
import { answer as answerRecord, controlRequest } from '@xiezhi/control-interface'
import type { Answer, ControlRequest } from '@xiezhi/control-interface'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { FileJournal, InstitutionAdapter } from '@xiezhi/institution-adapter'
import type { HttpsInstitution, RequestStanding } from '@xiezhi/institution-adapter'
import {
  annexDigest,
  decodeOrderAnnex,
  encodeAnswerAnnex,
  OrderWorker,
  ZoneOrderLedger,
} from '@xiezhi/institution-service'
import type { AnnexSource, FeedbackSink, OrderKey, RequestExecutor, RequestStore } from '@xiezhi/institution-service'
import type { Json } from '@xiezhi/codec'
import type { OfficerKey } from '@xiezhi/sdk'
import type { ZoneSession } from '../zone/zone-session.ts'
import { BenchError } from './bench-error.ts'
import { DurableLog } from './durable-log.ts'
import { BANK_CODE } from './enforcement-institution.ts'

const INTL = suite(nodeCrypto, 'intl')

const INDEX_KEY_BYTES = 32

/** Annexes of orders on their way from the court's side, by order. */
export class AnnexCarriage implements AnnexSource {
  readonly #annexes = new Map<string, Json>()

  put(orderId: string, annex: Json): void {
    this.#annexes.set(orderId, annex)
  }

  open: AnnexSource['open'] = ({ orderId, annexDigest: stated }) => {
    const annex = this.#annexes.get(orderId)
    if (annex === undefined) return Promise.resolve({ kind: 'waiting' })
    if (annexDigest(INTL, annex) !== stated) return Promise.resolve({ kind: 'malformed' })
    return Promise.resolve({ kind: 'opened', annex: decodeOrderAnnex(annex) })
  }
}

/** What a gateway keeps of requests and annexes: in memory to read, each step on disk before it counts as taken. */
class Stores implements RequestStore, FeedbackSink {
  readonly #log: DurableLog
  readonly #requests = new Map<string, ControlRequest>()
  readonly #answers = new Map<string, Answer>()
  readonly #digests = new Map<string, string>()

  constructor(log: DurableLog) {
    this.#log = log
  }

  async keepRequest({ orderId }: OrderKey, request: ControlRequest): Promise<void> {
    this.#requests.set(orderId, request)
    await this.#log.append({ orderId, request: controlRequest.encode(request) })
  }

  request(orderId: string): Promise<ControlRequest | undefined> {
    return Promise.resolve(this.#requests.get(orderId))
  }

  answer(orderId: string): Promise<Answer | undefined> {
    return Promise.resolve(this.#answers.get(orderId))
  }

  async keepAnswer(orderId: string, answer: Answer): Promise<void> {
    this.#answers.set(orderId, answer)
    await this.#log.append({ orderId, answer: answerRecord.encode(answer) })
  }

  keep: FeedbackSink['keep'] = async ({ orderId }, annex) => {
    const encoded = encodeAnswerAnnex(annex)
    const digest = this.#digests.get(orderId) ?? annexDigest(INTL, encoded)
    this.#digests.set(orderId, digest)
    await this.#log.append({ orderId, annex: encoded })
    return digest
  }

  send({ orderId }: OrderKey): Promise<void> {
    return this.#log.append({ orderId, sent: true })
  }

  drop({ orderId }: OrderKey): Promise<void> {
    return this.#log.append({ orderId, dropped: true })
  }

  async finish({ orderId }: OrderKey): Promise<void> {
    await this.#log.append({ orderId, finished: true })
    this.#requests.delete(orderId)
    this.#answers.delete(orderId)
    this.#digests.delete(orderId)
  }

  unfinished(): Promise<readonly OrderKey[]> {
    return Promise.resolve([...this.#requests.keys()].map((orderId) => ({ client: '', orderId })))
  }
}

/** An institution that answers by itself: what is ordered is under control at once, and no core system is asked. */
const automatic: RequestExecutor = {
  isOfLedger: true,
  submit: ({ requestNo, items = [] }) => {
    const registeredAt = shanghaiTimestamp(Date.now())
    const feedback = items.map(({ seq, amountCents = 0, currency = 'CNY', from = '', to = '' }) => ({
      requestNo,
      seq,
      state: 'CONTROLLED' as const,
      currency,
      measureFrom: from,
      measureTo: to,
      freezeLimitCents: amountCents,
      actualControlledCents: amountCents,
      rank: 0,
      registeredAt,
    }))
    const standing: RequestStanding = { state: 'answered', answer: { requestNo, result: 'PROCESSED', items: feedback } }
    return Promise.resolve(standing)
  },
  ask: () => Promise.resolve({ state: 'prepared' }),
}

export interface BenchWorkerOptions {
  readonly session: ZoneSession
  readonly organisation: string
  readonly officer: OfficerKey
  readonly annexes: AnnexCarriage
  readonly folder: string
  /** Absent: the institution is automatic. */
  readonly door?: HttpsInstitution | undefined
  /** Told of each alarm: what was measured beside one means nothing. */
  readonly onAlarm: (error: BenchError) => void
}

/** The order worker of one institution, as its gateway runs it. */
export async function startWorker(options: BenchWorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { session, organisation, officer, annexes, folder, door, onAlarm } = options
  const own = join(folder, organisation)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  const log = await DurableLog.open(join(own, 'log'))
  const journal = FileJournal.open(join(own, 'journal'))
  const stores = new Stores(log)
  const alarm = (told: { readonly code: string; readonly detail?: string }): void => {
    onAlarm(new BenchError('WORK_REFUSED', { institution: organisation, code: told.code, detail: told.detail ?? '' }))
  }
  const executor =
    door === undefined
      ? automatic
      : await InstitutionAdapter.open({ port: door, journal, records: stores, alarm, now: Date.now })
  const worker = new OrderWorker({
    identity: { organisation, kind: 'BANK', institutionCode: BANK_CODE, indexKey: randomBytes(INDEX_KEY_BYTES) },
    crypto: nodeCrypto,
    algorithms: INTL,
    ledger: new ZoneOrderLedger({
      chainId: session.zone.chainId,
      institution: organisation,
      officer,
      client: () => Promise.resolve(session.client),
      nowMs: Date.now,
      nonce: () => randomBytes(INDEX_KEY_BYTES / 2).toString('hex'),
    }),
    annexes,
    policy: { decide: () => ({ kind: 'accept' }) },
    executor,
    requests: stores,
    feedback: stores,
    alarm,
  })
  await worker.start()
  return {
    stop: async () => {
      await worker.stop()
      await journal.close()
      await log.close()
    },
  }
}
