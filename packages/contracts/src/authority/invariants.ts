import { ContractError } from '@xiezhi/kernel'
import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import { requireNarrower } from './api.ts'
import { withoutPersons } from './handlers/forget-persons.ts'
import { proposalDigest } from './handlers/propose.ts'
import type { AuthorityPorts } from './ports.ts'
import {
  delegated,
  delegating,
  delegations,
  keys,
  officerKeys,
  officers,
  offices,
  organisations,
  persons,
  proposals,
  SERVICE_ROLES,
} from './state.ts'
import type { Grant, Key } from './state.ts'

export function invariants(ports: AuthorityPorts): readonly Invariant[] {
  return [
    { name: 'one-chain', violation: chainViolation },
    { name: 'officers-below-offices', violation: officerViolation },
    { name: 'keys-of-officers', violation: keyViolation },
    { name: 'delegations-narrow', violation: delegationViolation },
    { name: 'proposals-closed-once', violation: (ctx) => proposalViolation(ctx, ports) },
  ]
}

/** One root; every other organisation and office is below and narrower than an existing one. */
function chainViolation(ctx: ReadContext): string | null {
  let roots = 0
  let all = 0
  for (const { value } of allEntries(ctx.store, organisations)) {
    all += 1
    if (value.parent === null) roots += 1
    const above = value.parent === null ? undefined : organisations(ctx.store).get(value.parent)
    if (value.depth !== (above?.depth ?? 0) + 1) return `${value.organisation} has depth ${value.depth}`
    if (above !== undefined && !isNarrower(above.grant, value.grant)) return `${value.organisation} is wider`
  }
  if (all > 0 && roots !== 1) return `${roots} roots`
  for (const { value } of allEntries(ctx.store, offices)) {
    const above = organisations(ctx.store).get(value.organisation)
    if (above === undefined || !isNarrower(above.grant, value.grant)) return `office ${value.office} is wider`
  }
  return null
}

function officerViolation(ctx: ReadContext): string | null {
  for (const { value } of allEntries(ctx.store, officers)) {
    const { organisation, officer, grant } = value
    const above = offices(ctx.store).get(organisation, value.office)
    if (above === undefined || !isNarrower(above.grant, grant)) return `${organisation}/${officer} is wider`
    if (!persons(ctx.store).has(value.personId, organisation, officer)) return `${officer} is missing under the person`
    const services = grant.roles.filter((role) => SERVICE_ROLES.includes(role)).length
    if (services > 0 && services < grant.roles.length) return `${officer} mixes services and offices`
  }
  for (const { id } of allEntries(ctx.store, persons)) {
    const officer = officers(ctx.store).get(id[1] ?? '', id[2] ?? '')
    if (officer?.personId !== id[0]) return `person ${id[0] ?? ''} has no office ${id[2] ?? ''}`
  }
  return null
}

/** A key has one officer; an officer who left has no key in force after that. */
function keyViolation(ctx: ReadContext): string | null {
  for (const { value } of allEntries(ctx.store, keys)) {
    const fault = keyFault(ctx, value)
    if (fault !== null) return `${value.key} ${fault}`
  }
  for (const { id } of allEntries(ctx.store, officerKeys)) {
    if (!keys(ctx.store).has(id[2] ?? '')) return `${id[2] ?? ''} is listed and absent`
  }
  return null
}

function keyFault(ctx: ReadContext, { key, organisation, officer, end, compromisedFromMs }: Key): string | null {
  const holder = officers(ctx.store).get(organisation, officer)
  if (holder === undefined) return 'has no officer'
  if (!officerKeys(ctx.store).has(organisation, officer, key)) return 'is not listed'
  if (compromisedFromMs !== null && end === null) return 'is compromised and in force'
  if (holder.left !== null && (end === null || end.atMs > holder.left.atMs)) return 'outlives its officer'
  return null
}

function delegationViolation(ctx: ReadContext): string | null {
  for (const { value } of allEntries(ctx.store, delegations)) {
    const { delegationId, organisation, from, to } = value
    const giver = officers(ctx.store).get(organisation, from)
    if (giver === undefined || !isNarrower(giver.grant, value.grant)) return `${delegationId} is wider than its giver`
    const listed = delegated(ctx.store).has(organisation, to, delegationId)
    const given = delegating(ctx.store).has(organisation, from, delegationId)
    const running = value.endedAtMs === null
    if (listed !== running || given !== running) return `${delegationId} is listed wrongly`
  }
  return null
}

/** Closed once; what can be signed has its digest, and what cannot names nobody. */
function proposalViolation(ctx: ReadContext, ports: AuthorityPorts): string | null {
  for (const { value } of allEntries(ctx.store, proposals)) {
    const { proposalId, type, state, closedAtMs, expiresAtMs, forgotten } = value
    if ((state === 'OPEN') !== (closedAtMs === null)) return `${proposalId} is ${state}`
    if (forgotten === undefined) {
      const digest = proposalDigest(ctx.crypto, ctx.block.chainId, type, value.value)
      if (digest !== value.digest) return `${proposalId} has another digest`
    } else if (state === 'OPEN' && expiresAtMs > ctx.block.decidedAtMs) return `${proposalId} lost what is to be signed`
    if (state !== 'OPEN' && withoutPersons(ports, value) !== value) return `${proposalId} names somebody`
  }
  return null
}

function isNarrower(outer: Grant, inner: Grant): boolean {
  try {
    requireNarrower(outer, inner)
    return true
  } catch (error) {
    if (error instanceof ContractError) return false
    throw error
  }
}
