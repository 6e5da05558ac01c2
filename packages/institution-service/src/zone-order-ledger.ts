import type { Json } from '@xiezhi/codec'
import { orderState } from '@xiezhi/contracts'
import type { Message } from '@xiezhi/kernel'
import { SdkError, signOrder } from '@xiezhi/sdk'
import type { OfficerKey, ZoneClient } from '@xiezhi/sdk'
import type { LedgerOutcome, OrderKey, OrderLedger, ReceivedOrder, StandingMeasure } from './ports.ts'
import { TransactionBatches } from './transaction-batches.ts'

const RECONNECT_MS = 1_000
/** An order has come; a person has taken one on, or has put its annex down as retrieved. */
const EVENTS = ['OrderReceived', 'OrderAccepted'] as const

interface OpenKey {
  readonly chainId: string
  /** The service key of its gateway. */
  readonly officer: OfficerKey
  /** Time of the ledger, UTC milliseconds. */
  readonly nowMs: () => number
  /** Random text, different each time. */
  readonly nonce: () => string
}

/** A key that this package does not see. */
interface KeptKey {
  /** A transaction of the messages, signed with the service key of its gateway. */
  readonly sign: (messages: readonly Message[]) => Uint8Array
}

export type ZoneLedgerOptions = (OpenKey | KeptKey) & {
  /** Organisation on the ledger. */
  readonly institution: string
  /** An open client, the same as long as it is open, and of this ledger alone: it subscribes to events. */
  readonly client: () => Promise<ZoneClient>
}

/** One institution's orders on its zone, through the zone's RPC. */
export class ZoneOrderLedger implements OrderLedger {
  readonly #options: ZoneLedgerOptions
  readonly #batches: TransactionBatches
  /** Orders of this institution that have been seen: events of a common zone tell of everybody's. */
  readonly #own = new Set<string>()

  constructor(options: ZoneLedgerOptions) {
    this.#options = options
    this.#batches = new TransactionBatches((messages) => this.#send(messages))
  }

  async inbox(after: OrderKey | undefined, limit: number): Promise<readonly ReceivedOrder[]> {
    const { client, institution } = this.#options
    const behind = after === undefined ? {} : { after: { client: after.client, orderId: after.orderId } }
    const found = (await (await client()).query('order/inbox', { institution, ...behind, limit })) as readonly Json[]
    const orders = found.map((one) => orderState.receivedSchema.parse(one))
    for (const { orderId } of orders) this.#own.add(orderId)
    return orders
  }

  async order({ client, orderId }: OrderKey): Promise<ReceivedOrder | undefined> {
    const found = await (await this.#options.client()).query('order/received', { client, orderId })
    return found === null ? undefined : orderState.receivedSchema.parse(found)
  }

  async measure(measureId: string): Promise<StandingMeasure | undefined> {
    const found = await (await this.#options.client()).query('measure/measure', { measureId })
    return found === null ? undefined : (found as unknown as { readonly measure: StandingMeasure }).measure
  }

  async isHeld(assetKey: string): Promise<boolean> {
    return isHeldBy(await (await this.#options.client()).query('measure/line', { assetKey }))
  }

  submit(messages: readonly Message[]): Promise<LedgerOutcome> {
    return this.#batches.submit(messages)
  }

  async watch(changed: (keys?: readonly OrderKey[]) => void): Promise<{ stop(): void }> {
    let isStopped = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = (): void => {
      if (isStopped) return
      timer = setTimeout(() => {
        begin().then(() => changed(), again)
      }, RECONNECT_MS)
    }
    const begin = async (): Promise<void> => {
      const client = await this.#options.client()
      await client.subscribeEvents(EVENTS, ({ events }) => {
        if (isStopped) return
        const keys = events.flatMap((event) => this.#keyOf(event.type, event.data))
        if (keys.length > 0) changed(keys)
      })
      client.onClose(again)
    }
    await begin()
    return {
      stop: () => {
        isStopped = true
        clearTimeout(timer)
      },
    }
  }

  #keyOf(type: string, data: Json): readonly OrderKey[] {
    const { client, orderId, institution } = data as { client: string; orderId: string; institution?: string }
    if (type === 'OrderReceived' && institution === this.#options.institution) this.#own.add(orderId)
    return this.#own.has(orderId) ? [{ client, orderId }] : []
  }

  async #send(messages: readonly Message[]): Promise<LedgerOutcome> {
    const bytes = signedBy(this.#options, messages)
    try {
      await (await this.#options.client()).submit(bytes, { events: false })
      return { kind: 'done' }
    } catch (error) {
      if (!(error instanceof SdkError) || error.code !== 'TX_REFUSED') throw error
      const { codespace, code } = error.facts as { readonly codespace?: string; readonly code?: number }
      return { kind: 'refused', reason: `${codespace ?? ''}/${code ?? ''}` }
    }
  }
}

function signedBy(options: OpenKey | KeptKey, messages: readonly Message[]): Uint8Array {
  if ('sign' in options) return options.sign(messages)
  const { chainId, officer, nowMs, nonce } = options
  return signOrder({ chainId, messages, officers: [officer], nowMs: nowMs(), nonce: nonce() })
}

/** Of the answer to `measure/line`. */
export function isHeldBy(line: Json): boolean {
  const standing = (
    line as { readonly standing: { readonly effective: Json; readonly waiting: readonly Json[] } } | null
  )?.standing
  return standing !== undefined && (standing.effective !== null || standing.waiting.length > 0)
}
