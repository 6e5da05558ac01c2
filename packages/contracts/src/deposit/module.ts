import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis } from './genesis.ts'
import { answerSourceOrder } from './handlers/answer-source-order.ts'
import { contestDeposit } from './handlers/contest-deposit.ts'
import { decideAuthenticity } from './handlers/decide-authenticity.ts'
import { depositFile } from './handlers/deposit-file.ts'
import { orderSource, tellOverdue } from './handlers/order-source.ts'
import { recordPlatform } from './handlers/record-platform.ts'
import { revokeDeposit } from './handlers/revoke-deposit.ts'
import { invariants } from './invariants.ts'
import type { DepositPorts } from './ports.ts'
import { queries } from './queries.ts'

/** Evidence and served documents by digest (在线诉讼规则 16–19; 意见 10, 12): the court zone. */
export function depositModule(ports: DepositPorts): Module {
  return {
    name: 'deposit',
    version: 2,
    errors,
    events: EVENTS,
    messages: noteActs(
      [
        recordPlatform(ports),
        depositFile(ports),
        revokeDeposit(ports),
        contestDeposit(ports),
        orderSource(ports),
        answerSourceOrder(ports),
        decideAuthenticity(ports),
      ],
      ports.noteAct,
    ),
    queries,
    due: { overdue: tellOverdue },
    invariants,
    // A kind more; what is stored reads as it did.
    migrations: [{ to: 2, run: () => undefined }],
    initGenesis,
  }
}
