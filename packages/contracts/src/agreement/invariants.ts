import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import { machines, numberPart, runs, standings, steps } from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'what-is-in-force-was-activated', violation: standingViolation },
  { name: 'runs-stand-where-their-last-step-led', violation: runViolation },
  { name: 'effects-have-their-ground', violation: effectViolation },
  { name: 'no-program-reached-a-human-state', violation: humanViolation },
]

function standingViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, standings)) {
    const found = machines(store).get(id[0] ?? '', numberPart(value.version))
    if (found?.state !== 'ACTIVE' || found.activation === null) return `${id.join('/')}: not active`
    if (found.draftedBy !== null && found.review === null) return `${id.join('/')}: not reviewed`
  }
  return null
}

function runViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, runs)) {
    const last = steps(store).get(...id, numberPart(value.steps))
    if (last?.to !== value.state) return `${id.join('/')}: ${value.state}, last step to ${last?.to ?? 'nowhere'}`
  }
  return null
}

function effectViolation({ store }: ReadContext): string | null {
  const bare = [...allEntries(store, steps)].find(
    ({ value }) => value.effect !== null && value.instrument === null && value.event === null,
  )
  return bare === undefined ? null : `${bare.id.join('/')}: effect without ground`
}

function humanViolation({ store }: ReadContext): string | null {
  for (const { id, value: step } of allEntries(store, steps)) {
    if (step.by !== 'PROGRAM') continue
    const machine = machines(store).get(id[0] ?? '', numberPart(step.version))?.machine
    const human = machine?.states.some(({ name, human: marked }) => name === step.to && marked)
    if (human !== false) return `${id.join('/')}: into ${step.to}`
  }
  return null
}
