import type { Json } from '@xiezhi/codec'
import type { Log } from '../log.ts'
import type { Listener } from '../routes/listener.ts'
import type { ServiceKeys } from '../signing/service-keys.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import { openInstitutions } from '../institution/open-institutions.ts'
import type { InstitutionSide } from '../institution/open-institutions.ts'
import type { AnnexKind } from './annex-kind.ts'
import { Annexes, openExchange } from './annexes.ts'
import { PersonSender } from '../credit/person-sender.ts'
import { creditReportsOf } from './credit-reports.ts'
import type { CreditReports } from './credit-reports.ts'
import { AnswerReceiver } from './orders/answer-receiver.ts'
import type { OrderDocuments } from './orders/order-documents.ts'
import { RequestSender } from './orders/request-sender.ts'

export interface AnnexesInput {
  readonly listener: Pick<
    Listener,
    'db' | 'config' | 'clock' | 'zone' | 'peer' | 'trust' | 'live' | 'follower' | 'texts'
  >
  readonly documents: OrderDocuments
  readonly open: OpenVault
  readonly services: ServiceKeys
  /** What the annex of an answer means for its case. */
  readonly takeAnswer: (orderId: string, annex: Json) => Promise<unknown>
  readonly log: Log
}

interface OpenAnnexes {
  readonly annexes: Annexes | undefined
  readonly creditReports: CreditReports | undefined
  readonly institution: InstitutionSide | undefined
}

/** The annexes that an authority exchanges, as it is configured: credit reports, and those of orders. */
export function openAnnexes({ listener, documents, open, services, takeAnswer, log }: AnnexesInput): OpenAnnexes {
  const { db, config, clock, live, follower } = listener
  const { annex, orders, authority } = config
  if (annex === undefined) return { annexes: undefined, creditReports: undefined, institution: undefined }
  const { vault } = open
  const peers = [annex.peer, ...(orders === undefined ? [] : [orders.peer])]
  const { exchange, carrier } = openExchange(config, annex, open, peers)
  const creditReports = creditReportsOf({ listener, annex, vault, exchange, services, log })
  const due = (kind: AnnexKind): void => {
    annexes.wake([kind])
  }
  const institution =
    authority === 'institution'
      ? openInstitutions({ listener, annex, documents, vault, exchange, services, due, log })
      : undefined
  const changed = (orderId: string): void => {
    live.tell({ topic: 'order', id: orderId, height: null })
  }
  const ofOrders: readonly AnnexKind[] =
    orders === undefined
      ? []
      : [
          new RequestSender({ db, documents, exchange, config, orders, nowMs: () => clock.nowMs() }),
          new PersonSender({ db, texts: listener.texts, exchange, config, orders, nowMs: () => clock.nowMs() }),
          new AnswerReceiver({ db, exchange, documents, orders, take: takeAnswer, changed, log }),
        ]
  const kinds = [
    ...(creditReports === undefined ? [] : [creditReports.kind]),
    ...ofOrders,
    ...(institution?.kinds ?? []),
  ]
  const annexes: Annexes = new Annexes({ db, follower, exchange, carrier, peers, kinds, log })
  return { annexes, creditReports, institution }
}
