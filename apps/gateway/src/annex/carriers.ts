import { readdirSync } from 'node:fs'
import { waitingMs } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { DropCarrier, DropInbox, HttpsCarrier } from '@xiezhi/vault'
import type { AnnexCarrier, DropInboxOptions } from '@xiezhi/vault'
import type { AnnexConfig } from '../config.ts'
import { WAITING_PARAMETER } from './report-sender.ts'

/** The carrier to the other authority, as configured for it. */
export function carrierTo({ peer }: AnnexConfig): AnnexCarrier {
  const { authority, carrier } = peer
  return carrier.kind === 'https'
    ? new HttpsCarrier((id) => (id === authority ? carrier.url : undefined))
    : new DropCarrier((id) => (id === authority ? carrier.outgoing : undefined))
}

/** What the other authority's files are taken from; undefined where it is reached over a network. */
export function inboxFrom(
  { peer: { carrier } }: AnnexConfig,
  exchange: DropInboxOptions['exchange'],
  answers: AnnexCarrier,
  law: LawBook,
): DropInbox | undefined {
  if (carrier.kind === 'https') return undefined
  const waitMs = waitingMs(law, WAITING_PARAMETER)
  return new DropInbox({ exchange, carrier: answers, incoming: carrier.incoming, waitMs })
}

/** Files that the one-way exchange has not fetched yet; null without a folder. */
export function waitingOutside({ peer: { carrier } }: AnnexConfig): number | null {
  if (carrier.kind === 'https') return null
  try {
    return readdirSync(carrier.outgoing).filter((name) => !name.endsWith('.part')).length
  } catch {
    return 0
  }
}
