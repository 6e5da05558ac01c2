import type { Message } from '@xiezhi/kernel'
import type { BlockEvents } from '@xiezhi/sdk'
import { ledgerNowMs } from '../config/ledger-time.ts'
import { CliError } from '../cli-error.ts'
import { newSalt, saltedDigest } from './digest.ts'
import { shown } from './shown.ts'
import type { ZoneSession } from './zone-session.ts'

/** Client of the other zone on either zone of the sample alliance. */
export const CLIENT_ID = '07-tendermint-0'
/** End of the packet, not of the dispatch. */
const PACKET_LIFETIME_S = 3_600
const DEADLINE_MS = 24 * 3_600_000

export const USES = ['FILING', 'FILE_ACCESS', 'HEARING', 'SETTLEMENT'] as const
export type Use = (typeof USES)[number]

export interface QuestionInput {
  readonly licenceNo: string
  readonly asOf: string
  readonly caseRef: string
  readonly use: Use
  readonly letterFirmUscc: string
  readonly subscribe: boolean
}

export const PURPOSE = 'AGENT_VERIFICATION'
export const LEGAL_BASIS = 'OPINIONS_ART_18'

/** What every packet of ours says of its way: the client it is for and when it ends. */
export function packetFields(nowMs: number): { readonly sourceClient: string; readonly timeoutSeconds: number } {
  return { sourceClient: CLIENT_ID, timeoutSeconds: Math.floor(nowMs / 1_000) + PACKET_LIFETIME_S }
}

/** Asks for a case to verify who acts in it (法发〔2022〕16号, article 18). `logCommitment`: by default one that nobody can open. */
export function askMessage(
  { licenceNo, asOf, caseRef, use, letterFirmUscc, subscribe }: QuestionInput,
  logCommitment: string = saltedDigest(newSalt(), 'query', caseRef),
): Message {
  const nowMs = ledgerNowMs()
  return {
    type: 'query/Ask',
    value: {
      ...packetFields(nowMs),
      deadlineMs: nowMs + DEADLINE_MS,
      licenceNo,
      asOf,
      purpose: PURPOSE,
      legalBasis: LEGAL_BASIS,
      caseRef,
      use,
      letterFirmUscc,
      exception: 'NONE',
      subscribe,
      logCommitment,
    },
  }
}

const RECEIPT_STORED = 'ReceiptStored'

/** Hears of receipts as they are stored; begin before the question is sent. */
export class ReceiptWatch {
  readonly #stored = new Set<string>()
  readonly #waiting = new Map<string, () => void>()

  static async begin(session: ZoneSession): Promise<ReceiptWatch> {
    const watch = new ReceiptWatch()
    await session.guarded(() =>
      session.client.subscribeEvents([RECEIPT_STORED], (block) => {
        watch.#take(block)
      }),
    )
    return watch
  }

  get count(): number {
    return this.#stored.size
  }

  has(dispatchId: string): boolean {
    return this.#stored.has(dispatchId)
  }

  /** @throws CliError ANSWER_LATE */
  async wait(dispatchId: string, timeoutMs: number): Promise<void> {
    if (this.#stored.has(dispatchId)) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(dispatchId)
        reject(new CliError('ANSWER_LATE', 'TEMPORARY', { seconds: Math.round(timeoutMs / 1_000), dispatchId }))
      }, timeoutMs)
      this.#waiting.set(dispatchId, () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  #take({ events }: BlockEvents): void {
    for (const { data } of events) {
      const dispatchId = shown(data['dispatchId'])
      this.#stored.add(dispatchId)
      this.#waiting.get(dispatchId)?.()
      this.#waiting.delete(dispatchId)
    }
  }
}
