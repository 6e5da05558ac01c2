import { sameLayout } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis } from './genesis.ts'
import { beginDeduction } from './handlers/begin-deduction.ts'
import { carryOut } from './handlers/carry-out.ts'
import { expireTerms } from './handlers/expire.ts'
import { register } from './handlers/register.ts'
import { invariants } from './invariants.ts'
import type { MeasurePorts } from './ports.ts'
import { queries } from './queries.ts'
import * as state from './state.ts'

/** The line of measures on each asset of an institution (查封、扣押、冻结的登记与轮候): the institution's zone. */
export function measureModule(ports: MeasurePorts): Module {
  return {
    name: 'measure',
    version: 2,
    errors,
    events: EVENTS,
    messages: noteActs([register(ports), carryOut(ports), beginDeduction(ports)], ports.noteAct),
    queries: queries(ports),
    due: { expire: expireTerms(ports) },
    invariants,
    migrations: [sameLayout('measure', 2, state)],
    initGenesis,
  }
}
