import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis, toMachines } from './genesis.ts'
import { activate } from './handlers/activate.ts'
import { draft } from './handlers/draft.ts'
import { review } from './handlers/review.ts'
import { setSuspension } from './handlers/set-suspension.ts'
import { invariants } from './invariants.ts'
import type { AgreementPorts } from './ports.ts'
import { queries } from './queries.ts'

/** Agreements: state machines as reviewed data, in force by two roles, that say what may happen and why (rulebook 2.10, 31). */
export function agreementModule(ports: AgreementPorts): Module {
  return {
    name: 'agreement',
    version: 2,
    errors,
    events: EVENTS,
    messages: noteActs([draft(ports), review(ports), activate(ports), setSuspension(ports)], ports.noteAct),
    queries,
    invariants,
    migrations: [toMachines(ports)],
    initGenesis: initGenesis(ports),
  }
}
