import { canonicalText } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { blockIdToJson, blockToJson, headerToJson, upperHex } from '@xiezhi/comet'
import type { Commit, Sha256 } from '@xiezhi/comet'
import type { Event } from '@xiezhi/kernel'
import { base64Encode } from '../../native-base64.ts'
import type { StoredBlock } from '../chain-rows.ts'
import type { EventKind, EventQuery, IndexedEvents } from './event-query.ts'
import { finalizeToJson, txResultToJson } from './json-forms.ts'

interface Parts {
  readonly index: () => IndexedEvents
  readonly data: () => Json
}

/** One thing to tell about a block. Its text is made once, and only if somebody subscribed to it. */
export class Notification {
  readonly kind: EventKind
  readonly #make: Parts
  #index: IndexedEvents | undefined
  #text: string | undefined

  constructor(kind: EventKind, make: Parts) {
    this.kind = kind
    this.#make = make
  }

  isFor(query: EventQuery): boolean {
    if (!query.mayMatch(this.kind)) return false
    return query.isKindOnly || query.matches(this.#indexed())
  }

  /** JSON text of the fields `data` and `events` of a CometBFT `ResultEvent`, without the braces. */
  text(): string {
    this.#text ??= `"data":${JSON.stringify(this.#make.data())},"events":${JSON.stringify(Object.fromEntries(this.#indexed()))}`
    return this.#text
  }

  #indexed(): IndexedEvents {
    this.#index ??= this.#make.index()
    return this.#index
  }
}

/** `lastCommit` is that of the block before; null before the first. */
export function notificationsOf(crypto: Sha256, block: StoredBlock, lastCommit: () => Commit | null): Notification[] {
  const height = String(block.header.height)
  const notifications = [
    new Notification('NewBlock', {
      index: () => indexed('NewBlock', eventsOf(block), [['block.height', height]]),
      data: () => ({
        type: 'tendermint/event/NewBlock',
        value: {
          block_id: blockIdToJson(block.commit.blockId),
          block: blockToJson({ header: block.header, txs: block.txs, lastCommit: lastCommit() }),
          result_finalize_block: finalizeToJson(block),
        },
      }),
    }),
    new Notification('NewBlockHeader', {
      index: () => indexed('NewBlockHeader', [], [['block.height', height]]),
      data: () => ({ type: 'tendermint/event/NewBlockHeader', value: { header: headerToJson(block.header) } }),
    }),
  ]
  for (let at = 1; at < block.txs.length; at++) {
    const tx = block.txs[at]
    const result = block.results[at]
    if (tx === undefined || result === undefined) continue
    notifications.push(
      new Notification('Tx', {
        index: () => txIndex(height, upperHex(crypto.sha256(tx)), result.events),
        data: () => ({
          type: 'tendermint/event/Tx',
          value: { TxResult: { height, index: at, tx: base64Encode(tx), result: txResultToJson(result) } },
        }),
      }),
    )
  }
  return notifications
}

/** Due effects first, then transaction by transaction. */
export function eventsOf(block: Pick<StoredBlock, 'events' | 'results'>): readonly Event[] {
  return [...block.events, ...block.results.flatMap(({ events }) => events)]
}

/** Index of the events of one transaction, for searches. */
export function txIndex(height: string, hash: string, events: readonly Event[]): IndexedEvents {
  return indexed('Tx', events, [
    ['tx.height', height],
    ['tx.hash', hash],
  ])
}

function indexed(kind: string, events: readonly Event[], extra: readonly (readonly [string, string])[]): IndexedEvents {
  const index = new Map<string, string[]>([['tm.event', [kind]]])
  const add = (key: string, value: string): void => {
    const list = index.get(key)
    if (list === undefined) index.set(key, [value])
    else list.push(value)
  }
  for (const [key, value] of extra) add(key, value)
  for (const { type, data } of events) {
    for (const [key, value] of Object.entries(data))
      add(`${type}.${key}`, typeof value === 'string' ? value : canonicalText(value))
  }
  return index
}
