import { readdirSync } from 'node:fs'
import { waitingMs } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { DropCarrier, DropInbox, HttpsCarrier, VaultError } from '@xiezhi/vault'
import type { AnnexCarrier, DropInboxOptions } from '@xiezhi/vault'
import type { AnnexPeer } from '../config.ts'

/** How long an annex is waited for, and kept for whoever waits. */
export const WAITING_PARAMETER = 'PX-R18-24.annex'

/** The carrier to other authorities, each as configured for it. */
export function carrierTo(peers: readonly AnnexPeer[]): AnnexCarrier {
  const carriers = new Map(
    peers.map(({ authority, carrier }): [string, AnnexCarrier] => [
      authority,
      carrier.kind === 'https' ? new HttpsCarrier(() => carrier.url) : new DropCarrier(() => carrier.outgoing),
    ]),
  )
  const to = (authority: string): AnnexCarrier => {
    const found = carriers.get(authority)
    if (found === undefined) throw new VaultError('CARRIER_FAILED', { status: 'no address' })
    return found
  }
  return {
    push: async (recipient, envelope) => to(recipient).push(recipient, envelope),
    pull: async (sender, request) => to(sender).pull(sender, request),
  }
}

/** What an authority's files are taken from; undefined where it is reached over a network. */
export function inboxFrom(
  { carrier }: AnnexPeer,
  exchange: DropInboxOptions['exchange'],
  answers: AnnexCarrier,
  law: LawBook,
): DropInbox | undefined {
  if (carrier.kind === 'https') return undefined
  const waitMs = waitingMs(law, WAITING_PARAMETER, Date.now())
  return new DropInbox({ exchange, carrier: answers, incoming: carrier.incoming, waitMs })
}

/** Files that the one-way exchange has not fetched yet; null without a folder. */
export function waitingOutside({ carrier }: AnnexPeer): number | null {
  if (carrier.kind === 'https') return null
  try {
    return readdirSync(carrier.outgoing).filter((name) => !name.endsWith('.part')).length
  } catch {
    return 0
  }
}
