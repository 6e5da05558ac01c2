import type { Log } from '../log.ts'
import type { Listener } from '../routes/listener.ts'
import type { ServiceKeys } from '../signing/service-keys.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import type { AnnexKind } from './annex-kind.ts'
import { Annexes, openExchange } from './annexes.ts'
import { creditReportsOf } from './credit-reports.ts'
import type { CreditReports } from './credit-reports.ts'
import { AnswerReceiver } from './orders/answer-receiver.ts'
import type { OrderDocuments } from './orders/order-documents.ts'
import { RequestSender } from './orders/request-sender.ts'

export interface AnnexesInput {
  readonly listener: Pick<Listener, 'db' | 'config' | 'clock' | 'zone' | 'live' | 'follower'>
  readonly orders: OrderDocuments
  readonly open: OpenVault
  readonly services: ServiceKeys
  readonly log: Log
}

/** The annexes that an authority exchanges, as it is configured: credit reports, and those of orders. */
export function openAnnexes({ listener, orders: documents, open, services, log }: AnnexesInput): {
  readonly annexes: Annexes | undefined
  readonly creditReports: CreditReports | undefined
} {
  const { db, config, clock, live, follower } = listener
  const { annex, orders } = config
  if (annex === undefined) return { annexes: undefined, creditReports: undefined }
  const peers = [annex.peer, ...(orders === undefined ? [] : [orders.peer])]
  const { exchange, carrier } = openExchange(config, annex, open, peers)
  const creditReports = creditReportsOf({ listener, annex, vault: open.vault, exchange, services, log })
  const changed = (orderId: string): void => {
    live.tell({ topic: 'order', id: orderId, height: null })
  }
  const ofOrders: readonly AnnexKind[] =
    orders === undefined
      ? []
      : [
          new RequestSender({ db, documents, exchange, config, orders, nowMs: () => clock.nowMs() }),
          new AnswerReceiver({ db, exchange, orders, changed }),
        ]
  const kinds = [...(creditReports === undefined ? [] : [creditReports.kind]), ...ofOrders]
  const annexes = new Annexes({ db, follower, exchange, carrier, peers, kinds, log })
  return { annexes, creditReports }
}
