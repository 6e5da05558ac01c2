import { string } from '@xiezhi/codec'
import { sameLayout } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis } from './genesis.ts'
import { ask } from './handlers/ask.ts'
import { proveSilence } from './handlers/prove-silence.ts'
import { notify, redeliver } from './handlers/push-notice.ts'
import { raiseObjection } from './handlers/raise-objection.ts'
import { ratifyOfflineFallback } from './handlers/ratify-offline-fallback.ts'
import { recordAuditPackage } from './handlers/record-audit-package.ts'
import { recordOfflineFallback } from './handlers/record-offline-fallback.ts'
import { recordRetrieval } from './handlers/record-retrieval.ts'
import { resend } from './handlers/resend.ts'
import { resolveAlarm } from './handlers/resolve-alarm.ts'
import { settle } from './handlers/settle.ts'
import { sendUnsubscribe } from './handlers/unsubscribe.ts'
import { invariants } from './invariants.ts'
import type { QueryPorts } from './ports.ts'
import { queries } from './queries.ts'
import * as state from './state.ts'

/** Questions to another zone and answers to it (ports `xz.query.v1`, `xz.notice.v1`). */
export function queryModule(ports: QueryPorts): Module {
  return {
    name: 'query',
    version: 7,
    errors,
    events: EVENTS,
    messages: noteActs(
      [
        ask(ports),
        resend(ports),
        proveSilence(ports),
        recordOfflineFallback(ports),
        ratifyOfflineFallback(ports),
        resolveAlarm(ports),
        raiseObjection(ports),
        recordRetrieval(ports),
        recordAuditPackage(ports),
      ],
      ports.noteAct,
    ),
    queries,
    due: {
      settle: (ctx, item) => {
        settle(ctx, ports, string({ bytesMax: 80 }).parse(item))
      },
      notify: notify(ports),
      redeliver: redeliver(ports),
      unsubscribe: sendUnsubscribe(ports),
    },
    invariants,
    migrations: [2, 3, 4, 5, 6, 7].map((version) => sameLayout('query', version, state)),
    initGenesis,
  }
}
