import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis } from './genesis.ts'
import { decide } from './handlers/decide.ts'
import { carryOut, endDetention, lift, recordService } from './handlers/follow.ts'
import { decideReconsideration, reconsider } from './handlers/reconsider.ts'
import { invariants } from './invariants.ts'
import type { PersonalPorts } from './ports.ts'
import { queries } from './queries.ts'

/** Fines, detention and exit restriction of enforcement (意见, article 20; rulebook 20D). */
export function personalModule(ports: PersonalPorts): Module {
  return {
    name: 'personal',
    version: 1,
    errors,
    events: EVENTS,
    messages: noteActs(
      [
        decide(ports),
        recordService(ports),
        carryOut(ports),
        lift(ports),
        reconsider(ports),
        decideReconsideration(ports),
      ],
      ports.noteAct,
    ),
    queries,
    due: { end: endDetention(ports) },
    invariants,
    migrations: [],
    initGenesis,
  }
}
