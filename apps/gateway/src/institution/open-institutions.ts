import type { AnnexExchange, Vault } from '@xiezhi/vault'
import type { AnnexKind } from '../annex/annex-kind.ts'
import type { OrderDocuments } from '../annex/orders/order-documents.ts'
import { RequestReceiver } from '../annex/orders/request-receiver.ts'
import type { AnnexConfig } from '../config.ts'
import type { Log } from '../log.ts'
import type { Listener } from '../routes/listener.ts'
import type { ServiceKeys } from '../signing/service-keys.ts'
import { AnswerSender } from './answer-sender.ts'
import { InstitutionAlarms } from './institution-alarms.ts'
import { Institutions } from './institutions.ts'
import { RequestAnnexes } from './request-annexes.ts'

export interface InstitutionsInput {
  readonly listener: Pick<Listener, 'db' | 'config' | 'clock' | 'live' | 'follower'>
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
    ...{ db, documents, exchange, config, annex, nowMs },
    due: () => {
      due(answers)
    },
    ownerOf: async ({ orderId }) => (await annexes.annexOf(orderId))?.request?.idNo ?? orderId,
  })
  const institutions = new Institutions({
    ...{ db, vault, clock, config, services, annexes, answers, alarms, log },
    isProjected: () => follower.height !== null,
  })
  const requests = new RequestReceiver({
    ...{ db, exchange, config, annex },
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
  return { kinds: [requests, answers], institutions, alarms, annexes, answers, vault }
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
