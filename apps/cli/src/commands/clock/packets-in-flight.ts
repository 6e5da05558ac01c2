import type { LinkEnd } from './link-ends.ts'

const PAGE = 100

interface Sent {
  readonly packet: { readonly sequence: number }
}

interface Received {
  readonly receipt: string | null
  readonly isAcknowledged: boolean
}

/**
 * A packet sent by the ledger of this end that is on its way: not received yet, or answered and the answer not brought back.
 * A packet that waits for a person at the other ledger is at rest. Undefined where none is on its way.
 */
export async function packetInFlight({ on, of, client, peerClient }: LinkEnd): Promise<number | undefined> {
  for (let after = 0; ;) {
    const input = { clientId: client, after, limit: PAGE }
    const sent = (await on.query('packet/sent', input)) as unknown as readonly Sent[]
    const sequences = sent.map(({ packet }) => packet.sequence)
    const last = sequences.at(-1)
    if (last === undefined) return undefined
    const received = (await of.query('packet/received', {
      clientId: peerClient,
      sequences,
    })) as unknown as readonly Received[]
    const moving = received.findIndex(({ receipt, isAcknowledged }) => receipt === null || isAcknowledged)
    if (moving >= 0) return sequences[moving]
    if (sequences.length < PAGE) return undefined
    after = last
  }
}
