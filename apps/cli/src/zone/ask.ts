import type { Message } from '@xiezhi/kernel'
import { askMessage as askThrough, packetFields as packetFieldsFor } from '@xiezhi/sdk'
import type { BlockEvents, QuestionInput } from '@xiezhi/sdk'
import { ledgerNowMs } from '../config/ledger-time.ts'
import { CliError } from '../cli-error.ts'
import { newSalt, saltedDigest } from './digest.ts'
import { shown } from './shown.ts'
import type { ZoneSession } from './zone-session.ts'

/** Client of the other zone on either zone of the sample alliance. */
export const CLIENT_ID = '07-tendermint-0'
/** What every packet of ours says of its way. */
export function packetFields(nowMs: number): { readonly sourceClient: string; readonly timeoutSeconds: number } {
  return packetFieldsFor(CLIENT_ID, nowMs)
}

/** A question now, through the sample alliance's client. `logCommitment`: by default one that nobody can open. */
export function askMessage(
  question: QuestionInput,
  logCommitment: string = saltedDigest(newSalt(), 'query', question.caseRef),
): Message {
  return askThrough(question, { client: CLIENT_ID, nowMs: ledgerNowMs(), logCommitment })
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
