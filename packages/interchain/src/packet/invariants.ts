import { base64Decode, bytesEqual, hexEncode, latin1Encode, readBe64 } from '@xiezhi/codec'
import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { clients } from '../client/state.ts'
import { acknowledgementKey, commitmentKey, rawPrefix, receiptKey } from '../commitment/keys.ts'
import { acknowledgementCommitment, packetCommitment, packetFromJson } from '../commitment/packet-hash.ts'
import { ackRows, doneRows, sentRows, sequencePart, sequences, waitingRows } from './state.ts'

/** Invariants look at so many rows of a kind; tests stay far below. */
const ROWS_MAX = 10_000

function firstOf(list: readonly (string | null)[]): string | null {
  return list.find((found) => found !== null) ?? null
}

function sentMatchesCommitment(ctx: ReadContext): string | null {
  return firstOf(
    sentRows(ctx.store)
      .list({ limit: ROWS_MAX })
      .map(({ id, value }) => {
        const packet = packetFromJson(value.packet)
        const stored = ctx.store.get(commitmentKey(packet.sourceClient, packet.sequence))
        const isSame = stored !== undefined && bytesEqual(stored, packetCommitment(ctx.crypto, packet))
        return isSame ? null : `open packet ${id.join('/')} and its commitment differ`
      }),
  )
}

function commitmentIsOpen(ctx: ReadContext): string | null {
  return firstOf(
    clients(ctx.store)
      .list({ limit: ROWS_MAX })
      .flatMap(({ id }) => {
        const clientId = id[0] ?? ''
        const prefix = rawPrefix(clientId, 'commitment')
        const last = sequences(ctx.store).get(clientId) ?? 0
        return ctx.store.scan(prefix, { limit: ROWS_MAX }).map(([key]) => {
          const sequence = Number(readBe64(latin1Encode(key.slice(prefix.length))))
          const part = sequencePart(sequence)
          if (sequence > last) return `${clientId} has a commitment above its last sequence`
          if (!sentRows(ctx.store).has(clientId, part)) return `${clientId}/${part} has a commitment and no body`
          return doneRows(ctx.store).has(clientId, part) ? `${clientId}/${part} has ended and is open` : null
        })
      }),
  )
}

function acknowledgementIsReceived(ctx: ReadContext): string | null {
  return firstOf(
    ackRows(ctx.store)
      .list({ limit: ROWS_MAX })
      .map(({ id, value }) => {
        const [clientId = '', part = ''] = id
        const sequence = Number(part)
        const receipt = ctx.store.get(receiptKey(clientId, sequence))
        const stored = ctx.store.get(acknowledgementKey(clientId, sequence))
        const ackHash = acknowledgementCommitment(ctx.crypto, base64Decode(value.acknowledgement))
        if (receipt === undefined || hexEncode(receipt) !== value.packetHash) return `${id.join('/')} has no receipt`
        if (waitingRows(ctx.store).has(clientId, part)) return `${id.join('/')} is answered and waits`
        return stored !== undefined && bytesEqual(stored, ackHash) ? null : `${id.join('/')} has another commitment`
      }),
  )
}

export const invariants: readonly Invariant[] = [
  { name: 'sent-matches-commitment', violation: sentMatchesCommitment },
  { name: 'commitment-is-open', violation: commitmentIsOpen },
  { name: 'acknowledgement-is-received', violation: acknowledgementIsReceived },
]
