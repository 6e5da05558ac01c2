import type { AnnexExchange, Vault } from '@xiezhi/vault'
import type { AnnexKind } from '../annex/annex-kind.ts'
import type { OrderDocuments } from '../annex/orders/order-documents.ts'
import { RequestReceiver } from '../annex/orders/request-receiver.ts'
import type { AnnexConfig } from '../config.ts'
import type { Log } from '../log.ts'
import type { Listener } from '../routes/listener.ts'
import type { ServiceKeys } from '../signing/service-keys.ts'
import { AnswerSender } from './answer-sender.ts'
import { PersonAnnexes } from './credit/person-annexes.ts'
import { Subscribers } from './credit/subscribers.ts'
import { InstitutionAlarms } from './institution-alarms.ts'
import { Institutions } from './institutions.ts'
import { RequestAnnexes } from './request-annexes.ts'

export interface InstitutionsInput {
  readonly listener: Pick<Listener, 'db' | 'config' | 'clock' | 'live' | 'follower' | 'zone' | 'peer' | 'trust'>
  readonly annex: AnnexConfig
  readonly documents: OrderDocuments
  readonly vault: Vault
  readonly exchange: AnnexExchange
  readonly services: ServiceKeys
  /** Annexes of a kind are to leave. */
  readonly due: (kind: AnnexKind) => void
  readonly log: Log
}

/** What the institutions of a listener work with. */
export interface InstitutionSide {
  readonly kinds: readonly AnnexKind[]
  readonly institutions: Institutions
  readonly subscribers: Subscribers
  readonly persons: PersonAnnexes
  readonly alarms: InstitutionAlarms
  readonly annexes: RequestAnnexes
  readonly answers: AnswerSender
  readonly vault: Vault
}

export function openInstitutions(input: InstitutionsInput): InstitutionSide {
  const { listener, annex, documents, vault, exchange, services, due, log } = input
  const { db, config, clock, live, follower } = listener
  const nowMs = (): number => clock.nowMs()
  const alarms = new InstitutionAlarms(db, (id) => {
    live.tell({ topic: 'alarm', id, height: null })
  })
  const annexes = new RequestAnnexes(documents, annex.peer.authority)
  const answers: AnswerSender = new AnswerSender({
    db,
    documents,
    exchange,
    config,
    annex,
    nowMs,
    due: () => {
      due(answers)
    },
    ownerOf: async ({ orderId }) => (await annexes.annexOf(orderId))?.request?.idNo ?? orderId,
  })
  const institutions = new Institutions({
    db,
    vault,
    clock,
    config,
    services,
    annexes,
    answers,
    alarms,
    log,
    isProjected: () => follower.height !== null,
  })
  const requests = new RequestReceiver({
    db,
    exchange,
    config,
    annex,
    changed: (key) => {
      live.tell({ topic: 'order', id: key.orderId, height: null })
      institutions.look(key)
    },
    refused: (orderId, code) => {
      raiseFor(input, alarms, orderId, code).catch(() => {
        log({ event: 'INSTITUTION_WAITS', reason: code })
      })
    },
  })
  const { persons, subscribers } = openSubscribers(input, alarms)
  return { kinds: [persons, requests, answers], institutions, subscribers, persons, alarms, annexes, answers, vault }
}

/** Credit lists: who entries are about, and the programs of those who act on them. */
function openSubscribers(
  { listener, annex, vault, exchange, services, log }: InstitutionsInput,
  alarms: InstitutionAlarms,
): { readonly persons: PersonAnnexes; readonly subscribers: Subscribers } {
  const { db, config, clock, live, follower, zone, peer, trust } = listener
  const persons = new PersonAnnexes({
    db,
    vault,
    exchange,
    config,
    annex,
    trust,
    court: peer,
    nowMs: () => clock.nowMs(),
    changed: (entryId) => {
      subscribers.look(entryId)
    },
  })
  const subscribers: Subscribers = new Subscribers({
    db,
    vault,
    zone,
    clock,
    config,
    services,
    persons,
    alarms,
    log,
    isProjected: () => follower.height !== null,
    changed: (entryId) => {
      live.tell({ topic: 'held-entry', id: entryId, height: null })
    },
  })
  return { persons, subscribers }
}

/** To the institution whose order it is. */
async function raiseFor(
  { listener: { db } }: InstitutionsInput,
  alarms: InstitutionAlarms,
  orderId: string,
  code: string,
): Promise<void> {
  if (code !== 'ANNEX_DIGEST' && code !== 'ANNEX_UNREADABLE') return
  const row = await db
    .selectFrom('projection.received_order')
    .select('institution')
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  if (row !== undefined) await alarms.raise({ institution: row.institution, code, subject: orderId })
}
