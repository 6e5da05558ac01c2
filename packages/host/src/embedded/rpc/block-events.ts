import { base64Encode, canonicalText } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { blockIdToJson, blockToJson, headerToJson, upperHex } from '@xiezhi/comet'
import type { Commit, Sha256 } from '@xiezhi/comet'
import type { Event } from '@xiezhi/kernel'
import type { StoredBlock } from '../chain-rows.ts'
import type { IndexedEvents } from './event-query.ts'
import { finalizeToJson, txResultToJson } from './json-forms.ts'

/** What subscribers can be told about a block: one header, one block, and one item a transaction. */
export interface Notification {
  readonly index: IndexedEvents
  /** Made only for those who subscribed. */
  readonly data: () => Json
}

/** `lastCommit` is that of the block before; null before the first. */
export function notificationsOf(crypto: Sha256, block: StoredBlock, lastCommit: Commit | null): Notification[] {
  const height = String(block.header.height)
  const all = [...block.events, ...block.results.flatMap(({ events }) => events)]
  const notifications: Notification[] = [
    {
      index: indexed('NewBlock', all, [['block.height', height]]),
      data: () => ({
        type: 'tendermint/event/NewBlock',
        value: {
          block_id: blockIdToJson(block.commit.blockId),
          block: blockToJson({ header: block.header, txs: block.txs, lastCommit }),
          result_finalize_block: finalizeToJson(block),
        },
      }),
    },
    {
      index: indexed('NewBlockHeader', [], [['block.height', height]]),
      data: () => ({ type: 'tendermint/event/NewBlockHeader', value: { header: headerToJson(block.header) } }),
    },
  ]
  for (let at = 1; at < block.txs.length; at++) {
    const tx = block.txs[at]
    const result = block.results[at]
    if (tx === undefined || result === undefined) continue
    const hash = upperHex(crypto.sha256(tx))
    notifications.push({
      index: indexed('Tx', result.events, [
        ['tx.height', height],
        ['tx.hash', hash],
      ]),
      data: () => ({
        type: 'tendermint/event/Tx',
        value: { TxResult: { height, index: at, tx: base64Encode(tx), result: txResultToJson(result) } },
      }),
    })
  }
  return notifications
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
