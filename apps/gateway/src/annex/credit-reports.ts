import { bundledLaw } from '@xiezhi/law'
import type { AnnexExchange, Vault } from '@xiezhi/vault'
import type { AnnexConfig } from '../config.ts'
import type { Log } from '../log.ts'
import type { Listener } from '../routes/listener.ts'
import type { ServiceKeys } from '../signing/service-keys.ts'
import type { AnnexKind } from './annex-kind.ts'
import { ReportReceiver } from './report-receiver.ts'
import { ReportSender } from './report-sender.ts'
import { RetrievalRecorder } from './retrieval-recorder.ts'

export interface CreditReportsInput {
  readonly listener: Pick<Listener, 'db' | 'config' | 'clock' | 'zone' | 'live'>
  readonly annex: AnnexConfig
  readonly vault: Vault
  readonly exchange: AnnexExchange
  readonly services: ServiceKeys
  readonly log: Log
}

/** Credit reports of one authority: those that a bureau keeps and sends, or those that a court waits for. */
export interface CreditReports {
  readonly vault: Vault
  readonly sender: ReportSender | undefined
  readonly kind: AnnexKind
}

export function creditReportsOf(input: CreditReportsInput): CreditReports | undefined {
  const { listener, annex, vault, exchange, services, log } = input
  const { db, config, clock, zone, live } = listener
  if (config.authority === 'institution') return undefined
  if (config.authority === 'justice') {
    const nowMs = (): number => clock.nowMs()
    const sender = new ReportSender({ db, vault, exchange, config, annex, law: bundledLaw, nowMs, zone, log })
    return { vault, sender, kind: sender }
  }
  const kind = new ReportReceiver({
    db,
    vault,
    exchange,
    config,
    annex,
    changed: (id) => {
      live.tell({ topic: 'verification', id, height: null })
    },
    recorder: new RetrievalRecorder({ db, exchange, zone, services: () => services.all(), log }),
  })
  return { vault, sender: undefined, kind }
}
