import { decodeCanonical } from '@xiezhi/codec'
import { listingState } from '@xiezhi/contracts'
import type { ErrorKind, Message } from '@xiezhi/kernel'
import { SdkError } from '@xiezhi/sdk'
import type { ServiceKey } from '../../signing/service-key.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'
import type { HeldEntry } from './held-entries.ts'

/** `refused`: as `refusedAs` names it. */
export type Told = 'done' | { readonly refused: string }

/** A refusal of the ledger as it is compared, kept and told: `listing/RevisionOther`. */
export function refusedAs({ codespace, name }: Pick<ErrorKind, 'codespace' | 'name'>): string {
  return `${codespace}/${name}`
}

/** What the program of a subscriber says on its ledger, signed with its service key. */
export class SubscriberLedger {
  readonly #link: ZoneLink
  readonly #key: ServiceKey
  readonly #chainId: string

  constructor(link: ZoneLink, key: ServiceKey, chainId: string) {
    this.#link = link
    this.#key = key
    this.#chainId = chainId
  }

  /**
   * Receipts for entries of one court, at most `ENTRIES_PER_PACKET_MAX`: all of them or none. Throws where nobody knows whether they were
   * taken.
   */
  confirm(client: string, entries: readonly HeldEntry[]): Promise<Told> {
    const items = entries.map(({ entryId, revision }) => ({ entryId, revision }))
    return this.say({ type: 'listing/Confirm', value: { client, items } })
  }

  /** Whether the ledger has the receipt for an entry as it is now. */
  async isConfirmed(subscriber: string, { client, entryId, revision, isWithdrawal }: HeldEntry): Promise<boolean> {
    const key = `listing/receipt/${client}/${subscriber}/${entryId}`
    const { entries } = await (await this.#link.client()).statePage(key, '', 1)
    const [found] = entries
    if (found?.value == null) return false
    const receipt = listingState.receiptSchema.parse(decodeCanonical(found.value))
    return receipt.revision === revision && receipt.isWithdrawal === isWithdrawal
  }

  /** Returns when the message is on disk. @throws SdkError, GatewayError where the outcome is unknown */
  async say(message: Message): Promise<Told> {
    try {
      const bytes = this.#key.sign(this.#chainId, [message])
      await (await this.#link.client()).submit(bytes, { events: false })
      return 'done'
    } catch (error) {
      if (!(error instanceof SdkError) || error.code !== 'TX_REFUSED') throw error
      const { codespace = '', name = '' } = error.facts as Readonly<Record<string, string | undefined>>
      return { refused: refusedAs({ codespace, name }) }
    }
  }
}
