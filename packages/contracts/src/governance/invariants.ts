import type { CollectionDefinition, Entry, Invariant, ReadContext } from '@xiezhi/kernel'
import { alarms, calendarYears, lawVersions, parameters, policies, policyCounts, trustAnchors } from './state.ts'

const SCAN_ROWS = 1_000

export const invariants: readonly Invariant[] = [
  { name: 'rows-under-their-keys', violation: keyViolation },
  { name: 'policy-versions-without-gap', violation: policyViolation },
  { name: 'alarm-states', violation: alarmViolation },
]

/** A row says the same as its key, so that a proof of the key proves the row. */
function keyViolation(ctx: ReadContext): string | null {
  for (const { id, value } of rows(ctx, parameters)) {
    if (id[0] !== value.key || id[1] !== value.effectiveFrom) return `parameter ${id.join('/')}`
  }
  for (const { id, value } of rows(ctx, lawVersions)) {
    if (id[0] !== value.effectiveFrom) return `law ${id.join('/')}`
  }
  for (const { id, value } of rows(ctx, calendarYears)) {
    if (id[0] !== String(value.year) || id[1] !== value.effectiveFrom) return `calendar ${id.join('/')}`
  }
  for (const { id, value } of rows(ctx, trustAnchors)) {
    if (id[0] !== value.anchorId) return `anchor ${id.join('/')}`
    const withdrawnMs = value.withdrawnFromMs ?? Infinity
    if (withdrawnMs < value.enactedAtMs) return `anchor ${value.anchorId} was withdrawn before it was named`
  }
  return null
}

function policyViolation(ctx: ReadContext): string | null {
  const seen = new Map<string, number[]>()
  for (const { value } of rows(ctx, policies)) seen.set(value.id, [...(seen.get(value.id) ?? []), value.version])
  for (const [id, versions] of seen) {
    const count = policyCounts(ctx.store).get(id)?.versions
    const ordered = [...versions].sort((a, b) => a - b)
    if (count !== versions.length || ordered.some((version, at) => version !== at + 1)) return `policy ${id}`
  }
  return null
}

function alarmViolation(ctx: ReadContext): string | null {
  for (const { value } of rows(ctx, alarms)) {
    const { alarmId, state, takenBy, closedBy, resolution } = value
    if ((state === 'CLOSED') !== (closedBy !== null && resolution !== null)) return `${alarmId} is ${state}`
    if (state === 'OPEN' && takenBy !== null) return `${alarmId} is open and taken`
    if (state === 'TAKEN' && takenBy === null) return `${alarmId} is taken by nobody`
  }
  return null
}

function* rows<V>(ctx: ReadContext, definition: CollectionDefinition<V>): Iterable<Entry<V>> {
  let after: readonly string[] | undefined
  do {
    const page: readonly Entry<V>[] = definition(ctx.store).list(
      after === undefined ? { limit: SCAN_ROWS } : { after, limit: SCAN_ROWS },
    )
    yield* page
    after = page.length < SCAN_ROWS ? undefined : page.at(-1)?.id
  } while (after !== undefined)
}
