import { recordDigest } from '@xiezhi/credit-interface'
import type { CreditFieldSet, CreditRecord, HeldRow, Standing } from '@xiezhi/credit-interface'
import type { Crypto } from '@xiezhi/crypto'
import { AdapterError } from '../adapter-error.ts'
import type { CreditJournal, CreditJournalEntry } from './credit-journal.ts'
import type { CreditPlatformPort } from './credit-platform-port.ts'

export type Shown =
  | { readonly kind: 'shown' }
  /** It takes no such record; `code`: codespace and code. */
  | { readonly kind: 'refused'; readonly code: string }
  /** It says that it took the record, and does not hold it. */
  | { readonly kind: 'contradicts' }
  /** Nobody knows: the standing is asked for before anything is sent again. */
  | { readonly kind: 'unknown'; readonly code: string }

export type Removed =
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly code: string }
  /** It says that it deleted, and still holds the record. */
  | { readonly kind: 'contradicts' }
  | { readonly kind: 'unknown'; readonly code: string }

export interface CreditAdapterOptions {
  readonly port: CreditPlatformPort
  readonly journal: CreditJournal
  readonly crypto: Pick<Crypto, 'sha256'>
  readonly now: () => number
}

/** Shows and deletes the records of one platform, each revision once, whatever breaks. One call for a record at a time. */
export class CreditAdapter {
  readonly #options: CreditAdapterOptions

  constructor(options: CreditAdapterOptions) {
    this.#options = options
  }

  /** `isMissing`: a comparison did not find it, whatever the journal says. Throws what the journal throws. */
  async show(set: CreditFieldSet, record: CreditRecord, { isMissing = false } = {}): Promise<Shown> {
    const { port, journal, crypto } = this.#options
    const [recordId, revision] = [String(record['recordId']), Number(record['revision'])]
    const digest = recordDigest(crypto, record)
    const sent = { recordId, revision, digest }
    const last = await journal.last(recordId)
    const isSame = last?.revision === revision && last.digest === digest
    if (isSame && last.step === 'shown' && !isMissing) return { kind: 'shown' }
    return this.#guarded(sent, async () => {
      // It may have arrived: ask, and send only what did not.
      if (isSame && last.step !== 'refused' && isShown(await port.status(recordId), sent)) {
        await this.#note(sent, 'shown')
        return { kind: 'shown' }
      }
      await this.#note(sent, 'sending')
      const standing = await port.put(set, record)
      if (!isShown(standing, sent)) {
        await this.#note(sent, 'contradicts')
        return { kind: 'contradicts' }
      }
      await this.#note(sent, 'shown')
      return { kind: 'shown' }
    })
  }

  /** Deletes, and looks whether it is gone. Throws what the journal throws. */
  async remove(recordId: string, revision: number): Promise<Removed> {
    const { port, journal } = this.#options
    const sent = { recordId, revision, digest: null }
    const last = await journal.last(recordId)
    const mayBeGone = last?.digest === null
    return this.#guarded(sent, async () => {
      if (mayBeGone && isAbsent(await port.status(recordId))) {
        if (last.step !== 'deleted') await this.#note(sent, 'deleted')
        return { kind: 'gone' }
      }
      await this.#note(sent, 'deleting')
      await port.remove(recordId, revision)
      // What it answered is its word; what it holds is another question.
      if (!isAbsent(await port.status(recordId))) {
        await this.#note(sent, 'contradicts')
        return { kind: 'contradicts' }
      }
      await this.#note(sent, 'deleted')
      return { kind: 'gone' }
    })
  }

  /** What the platform really holds. Throws as the port does. */
  held(): AsyncIterable<HeldRow> {
    return this.#options.port.held()
  }

  async #guarded<T extends { readonly kind: string }>(
    sent: Pick<CreditJournalEntry, 'recordId' | 'revision' | 'digest'>,
    run: () => Promise<T>,
  ): Promise<T | { readonly kind: 'refused' | 'unknown'; readonly code: string }> {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error
      if (error.code !== 'REFUSED') return { kind: 'unknown', code: error.code }
      const code = String(error.facts['refusal'])
      await this.#note(sent, 'refused', code)
      return { kind: 'refused', code }
    }
  }

  #note(
    sent: Pick<CreditJournalEntry, 'recordId' | 'revision' | 'digest'>,
    step: CreditJournalEntry['step'],
    reason?: string,
  ): Promise<void> {
    const { journal, now } = this.#options
    return journal.append({ ...sent, step, atMs: now(), ...(reason === undefined ? {} : { reason }) })
  }
}

function isShown(
  { state, revision, digest }: Standing,
  sent: { readonly revision: number; readonly digest: string },
): boolean {
  return state !== 'ABSENT' && revision === sent.revision && digest === sent.digest
}

function isAbsent({ state }: Standing): boolean {
  return state === 'ABSENT'
}
