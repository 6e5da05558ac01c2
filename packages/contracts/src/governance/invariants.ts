import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import {
  alarms,
  calendarYears,
  lawVersions,
  parameters,
  policies,
  policyCounts,
  trustAnchors,
  validatorSets,
} from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'rows-under-their-keys', violation: keyViolation },
  { name: 'policy-versions-without-gap', violation: policyViolation },
  { name: 'alarm-states', violation: alarmViolation },
  { name: 'validators-in-order', violation: validatorViolation },
]

/** A row says the same as its key, so that a proof of the key proves the row. */
function keyViolation(ctx: ReadContext): string | null {
  for (const { id, value } of allEntries(ctx.store, parameters)) {
    if (id[0] !== value.key || id[1] !== value.effectiveFrom) return `parameter ${id.join('/')}`
  }
  for (const { id, value } of allEntries(ctx.store, lawVersions)) {
    if (id[0] !== value.effectiveFrom) return `law ${id.join('/')}`
  }
  for (const { id, value } of allEntries(ctx.store, calendarYears)) {
    if (id[0] !== String(value.year) || id[1] !== value.effectiveFrom) return `calendar ${id.join('/')}`
  }
  for (const { id, value } of allEntries(ctx.store, trustAnchors)) {
    if (id[0] !== value.anchorId) return `anchor ${id.join('/')}`
    const withdrawnMs = value.withdrawnFromMs ?? Infinity
    if (withdrawnMs < value.enactedAtMs) return `anchor ${value.anchorId} was withdrawn before it was named`
  }
  return null
}

function policyViolation(ctx: ReadContext): string | null {
  const seen = new Map<string, number[]>()
  for (const { value } of allEntries(ctx.store, policies))
    seen.set(value.id, [...(seen.get(value.id) ?? []), value.version])
  for (const [id, versions] of seen) {
    const count = policyCounts(ctx.store).get(id)?.versions
    const ordered = [...versions].sort((a, b) => a - b)
    if (count !== versions.length || ordered.some((version, at) => version !== at + 1)) return `policy ${id}`
  }
  return null
}

function alarmViolation(ctx: ReadContext): string | null {
  for (const { value } of allEntries(ctx.store, alarms)) {
    const { alarmId, state, takenBy, closedBy, resolution } = value
    if ((state === 'CLOSED') !== (closedBy !== null && resolution !== null)) return `${alarmId} is ${state}`
    if (state === 'OPEN' && takenBy !== null) return `${alarmId} is open and taken`
    if (state === 'TAKEN' && takenBy === null) return `${alarmId} is taken by nobody`
  }
  return null
}

function validatorViolation(ctx: ReadContext): string | null {
  for (const { id, value } of allEntries(ctx.store, validatorSets)) {
    const keys = value.validators.map(({ publicKey }) => publicKey)
    if (keys.some((key, at) => at > 0 && key <= (keys[at - 1] ?? ''))) return `validators ${id.join('/')}`
    if (value.powerMoved * 3 > value.powerBefore) return `validators ${id.join('/')} moved ${value.powerMoved}`
  }
  return null
}
