import { sameLayout } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis } from './genesis.ts'
import { accept } from './handlers/accept.ts'
import { answer } from './handlers/answer.ts'
import { deliver } from './handlers/deliver.ts'
import { issue } from './handlers/issue.ts'
import { object } from './handlers/object.ts'
import { proveRungs } from './handlers/prove-rungs.ts'
import { proveSilence } from './handlers/prove-silence.ts'
import { ratify, tellUnratified } from './handlers/ratify.ts'
import { recordRetrieval } from './handlers/record-retrieval.ts'
import { resend } from './handlers/resend.ts'
import { revoke } from './handlers/revoke.ts'
import { setHalt } from './handlers/set-halt.ts'
import { settle } from './handlers/settle.ts'
import { invariants } from './invariants.ts'
import type { OrderPorts } from './ports.ts'
import { queries } from './queries.ts'
import * as state from './state.ts'

/** Instruments of a court and the orders under them (意见, article 20; port `xz.order.v1`): both sides. */
export function orderModule(ports: OrderPorts): Module {
  return {
    name: 'order',
    version: 2,
    errors,
    events: EVENTS,
    messages: noteActs(
      [
        issue(ports),
        revoke(ports),
        ratify(ports),
        resend(ports),
        proveSilence(ports),
        proveRungs(ports),
        recordRetrieval(ports),
        accept(ports),
        answer(ports),
        object(ports),
        setHalt(ports),
      ],
      ports.noteAct,
    ),
    queries,
    due: { settle: settle(ports), deliver: deliver(ports), unratified: tellUnratified(ports) },
    invariants,
    migrations: [sameLayout('order', 2, state)],
    initGenesis,
  }
}
