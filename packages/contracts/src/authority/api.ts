import { ContractError, ensure } from '@xiezhi/kernel'
import type { CheckContext, ErrorKind, Facts, ReadContext, Signer, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../acts.ts'
import { errors } from './errors.ts'
import {
  acts,
  ANY,
  CHAIN_DEPTH_MAX,
  delegated,
  delegations,
  DELEGATIONS_PER_OFFICER_MAX,
  duties,
  DUTIES_MAX,
  HAND_OVERS_MAX,
  keyRow,
  officeRow,
  officerRow,
  officers,
  organisationRow,
} from './state.ts'
import type { Delegation, Duty, Grant, Officer, Organisation, Role } from './state.ts'

export type { Organisation, Role } from './state.ts'

/** A signer who may act, as of the stamp of the signature. */
export interface Actor {
  readonly organisation: string
  readonly officer: string
  /** Random id of the natural person: two offices of one person are one person. */
  readonly personId: string
  /** Own roles, or those of the delegation that is used. */
  readonly roles: readonly Role[]
  /** Starts of region or court codes, padding zeros cut off; the empty text is everywhere. */
  readonly jurisdictions: readonly string[]
  readonly key: string
  readonly signedAtMs: number
  /** The delegation or substitution whose rights are used; null: own rights. */
  readonly delegationId: string | null
}

/** What an act concerns. Each member given must be covered by every accreditation from the root to the officer. */
export interface Scope {
  readonly jurisdiction?: string
  readonly recordType?: string
  readonly orderType?: string
  /** The signer must belong to one of them. */
  readonly organisations?: readonly string[]
}

/** The signature of a recorded proposal: judged as of its own stamp, not that of the approval. */
export interface RecordedSigner extends Signer {
  readonly signedAtMs: number
}

export type KeyStanding = 'UNKNOWN' | 'VALID' | 'DOUBTFUL' | 'REFUSED'

interface Refusal {
  readonly kind: ErrorKind
  readonly facts: Facts
  /** How far the judgement came: the refusal that came furthest is told. */
  readonly step: number
}

type Judgement = { readonly actor: Actor } | { readonly refusal: Refusal }

/**
 * The first signer who holds one of the roles by accreditation or delegation in force at the stamp, with a key valid then.
 * @throws ContractError of codespace `authority`
 */
export function requireRole(ctx: CheckContext, role: Role | readonly Role[], scope: Scope = {}): Actor {
  let furthest: Refusal | undefined
  for (const signer of ctx.signers) {
    const judgement = judge(ctx, signer, listOf(role), scope)
    if ('actor' in judgement) return judgement.actor
    if (furthest === undefined || judgement.refusal.step > furthest.step) furthest = judgement.refusal
  }
  throw refused(furthest)
}

/**
 * Two signers who are different natural persons, the first with one of the roles `first`, the second with one of `second`
 * (by default the same). @throws ContractError TwoPersonsNeeded, or the reason for which a signer does not count
 */
export function requireTwoPersons(
  ctx: CheckContext,
  first: Role | readonly Role[],
  second: Role | readonly Role[] = first,
  scope: Scope = {},
): readonly [Actor, Actor] {
  const firsts = ctx.signers.map((signer) => judge(ctx, signer, listOf(first), scope))
  const seconds = second === first ? firsts : ctx.signers.map((signer) => judge(ctx, signer, listOf(second), scope))
  for (const one of firsts) {
    for (const other of seconds) {
      if (!('actor' in one) || !('actor' in other)) continue
      if (one.actor.personId !== other.actor.personId && one.actor.key !== other.actor.key) {
        return [one.actor, other.actor]
      }
    }
  }
  const refusals = [...firsts, ...seconds].flatMap((judgement) => ('refusal' in judgement ? [judgement.refusal] : []))
  const persons = new Set([...firsts, ...seconds].flatMap((one) => ('actor' in one ? [one.actor.personId] : [])))
  if (persons.size === 1 && refusals.length === 0) throw new ContractError(errors.TwoPersonsNeeded, { persons: 1 })
  throw refused(refusals.reduce<Refusal | undefined>(further, undefined))
}

/** Whether the signer could act in any role: key, officer and chain in force. @throws ContractError */
export function requireOfficer(ctx: CheckContext, signer: Signer): Actor {
  const judgement = judge(ctx, signer, undefined, {})
  if ('actor' in judgement) return judgement.actor
  throw refused(judgement.refusal)
}

export function organisationOf(ctx: ReadContext, id: string): Organisation | undefined {
  return organisationRow(ctx.store, id)
}

/** The organisation and those above it, the root last. Empty for an unknown organisation. */
export function chainOf(ctx: ReadContext, id: string): readonly Organisation[] {
  const chain: Organisation[] = []
  for (let next: string | null = id; next !== null && chain.length < CHAIN_DEPTH_MAX;) {
    const organisation: Organisation | undefined = organisationRow(ctx.store, next)
    if (organisation === undefined) return []
    chain.push(organisation)
    next = organisation.parent
  }
  return chain
}

/** What a signature stamped `stampMs` is worth, as is known now. */
export function keyStanding(ctx: ReadContext, key: string, stampMs: number): KeyStanding {
  const row = keyRow(ctx.store, key)
  if (row === undefined) return 'UNKNOWN'
  if (stampMs < row.validFromMs || (row.validToMs !== null && stampMs >= row.validToMs)) return 'REFUSED'
  if (row.end !== null && stampMs >= row.end.atMs) return 'REFUSED'
  return row.compromisedFromMs !== null && stampMs >= row.compromisedFromMs ? 'DOUBTFUL' : 'VALID'
}

/** Notes for every signer that the key was used for an act, so that the act can be found if the key proves compromised. */
export function noteAct(ctx: TxContext, type: string, subject: string): void {
  const book = acts(ctx.store)
  const act = actIdOf(ctx)
  for (const signer of ctx.signers) {
    if (keyRow(ctx.store, signer.key) === undefined) continue
    const atMs = stampOf(ctx, signer)
    book.set([signer.key, sortable(atMs), act, type.replace('/', '.')], {
      type,
      subject,
      atMs,
      height: ctx.block.height,
      recorded: atMs !== ctx.block.decidedAtMs,
    })
  }
}

/** Records that an officer has something to do. @throws ContractError OfficerUnknown, DutyLimit */
export function openDuty(ctx: TxContext, organisation: string, officer: string, duty: Omit<Duty, 'sinceMs'>): void {
  ensure(officers(ctx.store).has(organisation, officer), errors.OfficerUnknown, { organisation, officer })
  const open = duties(ctx.store).list({ under: [organisation, officer], limit: DUTIES_MAX })
  ensure(open.length < DUTIES_MAX, errors.DutyLimit, { dutiesMax: DUTIES_MAX })
  duties(ctx.store).set([organisation, officer, duty.kind, duty.subject], {
    ...duty,
    sinceMs: ctx.block.decidedAtMs,
  })
}

export function closeDuty(ctx: TxContext, organisation: string, officer: string, duty: Omit<Duty, 'sinceMs'>): void {
  duties(ctx.store).delete(organisation, officer, duty.kind, duty.subject)
}

/** Who answers for the open duties of an officer today: the officer, or the successor after hand-over. */
export function responsibleFor(ctx: ReadContext, organisation: string, officer: string): string | undefined {
  let holder: string | undefined = officer
  for (let step = 0; step <= HAND_OVERS_MAX && holder !== undefined; step++) {
    const row: Officer | undefined = officerRow(ctx.store, organisation, holder)
    if (row === undefined) return undefined
    if (row.left === null || row.left.atMs > ctx.block.decidedAtMs) return holder
    holder = row.left.successor ?? undefined
  }
  return undefined
}

/** Instants as key parts sort as numbers do. */
export function sortable(ms: number): string {
  return String(ms).padStart(16, '0')
}

/** The stamp of a signature: that of this block, or of the recorded proposal it comes from. */
export function stampOf(ctx: ReadContext, signer: Signer): number {
  return (signer as Partial<RecordedSigner>).signedAtMs ?? ctx.block.decidedAtMs
}

/** Whether `inner` is covered by `outer`: a region code covers its parts, `110000` those that start with `11`. */
export function coversJurisdiction(outer: string, inner: string): boolean {
  return inner.startsWith(codeStart(outer))
}

/** GB/T 2260 pads the code of a province or city with zeros. */
function codeStart(code: string): string {
  return /^\d{6}$/.test(code) ? code.replace(/(00){1,2}$/, '') : code
}

export function inForce(
  span: { readonly validFromMs: number; readonly validToMs: number | null },
  atMs: number,
): boolean {
  return span.validFromMs <= atMs && (span.validToMs === null || atMs < span.validToMs)
}

function judge(ctx: CheckContext, signer: Signer, roles: readonly Role[] | undefined, scope: Scope): Judgement {
  const atMs = stampOf(ctx, signer)
  const unfit = keyRefusal(ctx, signer, atMs)
  if (unfit !== undefined) return { refusal: unfit }
  const { organisation, officer: id } = signer
  const officer = officerRow(ctx.store, organisation, id)
  const facts = { organisation, officer: id }
  if (officer === undefined) return no(errors.OfficerUnknown, facts, 5)
  if (officer.left !== null && officer.left.atMs <= atMs) return no(errors.OfficerLeft, facts, 5)
  if (!inForce(officer.grant, atMs)) return no(errors.OfficerNotInForce, { ...facts, atMs }, 5)
  if (scope.organisations?.includes(organisation) === false) {
    return no(errors.OrganisationNotOwn, { ...facts, expected: scope.organisations }, 6)
  }
  const own = rightsRefusal(ctx, [officer.grant], officer, roles, scope, atMs)
  if (own === undefined) return { actor: actorOf(officer, signer, atMs) }
  const delegation = roles === undefined ? undefined : usableDelegation(ctx, officer, roles, scope, atMs)
  if (delegation !== undefined) return { actor: actorOf(officer, signer, atMs, delegation) }
  return { refusal: own }
}

function keyRefusal(ctx: ReadContext, signer: Signer, atMs: number): Refusal | undefined {
  const row = keyRow(ctx.store, signer.key)
  if (row === undefined) return { kind: errors.KeyUnknown, facts: { key: signer.key }, step: 1 }
  const facts = { key: signer.key, atMs }
  if (row.organisation !== signer.organisation || row.officer !== signer.officer) {
    return { kind: errors.KeyOfAnother, facts, step: 2 }
  }
  if (row.compromisedFromMs !== null && atMs >= row.compromisedFromMs) {
    return { kind: errors.KeyCompromised, facts: { ...facts, compromisedFromMs: row.compromisedFromMs }, step: 3 }
  }
  if (row.end !== null && atMs >= row.end.atMs) {
    return { kind: errors.KeyEnded, facts: { ...facts, reason: row.end.reason, endedAtMs: row.end.atMs }, step: 3 }
  }
  if (atMs < row.validFromMs) return { kind: errors.KeyNotYetValid, facts, step: 3 }
  if (row.validToMs !== null && atMs >= row.validToMs) return { kind: errors.KeyExpired, facts, step: 3 }
  return undefined
}

/** Why the rights do not suffice; `holder` is the officer whose office and organisation stand above the grants. */
function rightsRefusal(
  ctx: ReadContext,
  grants: readonly Grant[],
  holder: Officer,
  roles: readonly Role[] | undefined,
  scope: Scope,
  atMs: number,
): Refusal | undefined {
  const office = officeRow(ctx.store, holder.organisation, holder.office)
  const chain = chainOf(ctx, holder.organisation)
  if (office === undefined || chain.length === 0) {
    return { kind: errors.ChainNotInForce, facts: { organisation: holder.organisation }, step: 7 }
  }
  for (const { organisation, suspensions } of chain) {
    if (suspensions.some(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || atMs < toMs))) {
      return { kind: errors.OrganisationSuspended, facts: { organisation, atMs }, step: 7 }
    }
  }
  const links = [...grants, office.grant, ...chain.map(({ grant }) => grant)]
  if (!links.every((link) => inForce(link, atMs))) {
    return { kind: errors.ChainNotInForce, facts: { organisation: holder.organisation, atMs }, step: 8 }
  }
  if (roles !== undefined && !roles.some((role) => links.every((link) => link.roles.includes(role)))) {
    return { kind: errors.RoleNotHeld, facts: { expected: roles, seen: grants[0]?.roles ?? [] }, step: 9 }
  }
  return scopeRefusal(links, scope)
}

function scopeRefusal(links: readonly Grant[], { recordType, orderType, jurisdiction }: Scope): Refusal | undefined {
  if (recordType !== undefined && !links.every(({ recordTypes }) => listed(recordTypes, recordType))) {
    return { kind: errors.RecordTypeNotAccredited, facts: { recordType }, step: 10 }
  }
  if (orderType !== undefined && !links.every(({ orderTypes }) => listed(orderTypes, orderType))) {
    return { kind: errors.OrderTypeNotAccredited, facts: { orderType }, step: 10 }
  }
  const covered = (link: Grant): boolean =>
    jurisdiction === undefined || link.jurisdictions.some((outer) => coversJurisdiction(outer, jurisdiction))
  if (!links.every(covered)) return { kind: errors.JurisdictionNotCovered, facts: { jurisdiction }, step: 10 }
  return undefined
}

function usableDelegation(
  ctx: ReadContext,
  user: Officer,
  roles: readonly Role[],
  scope: Scope,
  atMs: number,
): Delegation | undefined {
  const under = [user.organisation, user.officer]
  for (const { id } of delegated(ctx.store).list({ under, limit: DELEGATIONS_PER_OFFICER_MAX })) {
    const delegation = delegations(ctx.store).get(id[2] ?? '')
    if (delegation === undefined || (delegation.endedAtMs !== null && delegation.endedAtMs <= atMs)) continue
    const giver = officerRow(ctx.store, delegation.organisation, delegation.from)
    if (giver === undefined || (giver.left !== null && giver.left.atMs <= atMs)) continue
    const refusal = rightsRefusal(ctx, [delegation.grant, giver.grant], giver, roles, scope, atMs)
    if (refusal === undefined) return delegation
  }
  return undefined
}

function actorOf(officer: Officer, signer: Signer, signedAtMs: number, delegation?: Delegation): Actor {
  const { organisation, officer: id, personId } = officer
  const { roles, jurisdictions } = delegation?.grant ?? officer.grant
  return {
    organisation,
    officer: id,
    personId,
    roles,
    jurisdictions: jurisdictions.map(codeStart),
    key: signer.key,
    signedAtMs,
    delegationId: delegation?.delegationId ?? null,
  }
}

function no(kind: ErrorKind, facts: Facts, step: number): Judgement {
  return { refusal: { kind, facts, step } }
}

function listed(list: readonly string[], wanted: string): boolean {
  return list.includes(ANY) || list.includes(wanted)
}

function listOf(role: Role | readonly Role[]): readonly Role[] {
  return typeof role === 'string' ? [role] : role
}

function further(one: Refusal | undefined, other: Refusal): Refusal {
  return one === undefined || other.step > one.step ? other : one
}

function refused(refusal: Refusal | undefined): ContractError {
  return refusal === undefined
    ? new ContractError(errors.KeyUnknown, {})
    : new ContractError(refusal.kind, refusal.facts)
}

/** Roles that administer an organisation and those below it. */
export const ADMINISTRATORS: readonly Role[] = ['ORGANISATION_OFFICER', 'ROOT_OFFICER']

/** Two persons who administer the organisation: of itself or of one above it. @throws ContractError */
export function requireAdministrators(ctx: CheckContext, organisation: string): readonly [Actor, Actor] {
  const chain = chainOf(ctx, organisation)
  ensure(chain.length > 0, errors.OrganisationUnknown, { organisation })
  return requireTwoPersons(ctx, ADMINISTRATORS, ADMINISTRATORS, {
    organisations: chain.map((link) => link.organisation),
  })
}

/** Two persons of the organisations above. @throws ContractError */
export function requireSuperiors(ctx: CheckContext, organisation: string): readonly [Actor, Actor] {
  const [own, ...above] = chainOf(ctx, organisation)
  ensure(own !== undefined, errors.OrganisationUnknown, { organisation })
  ensure(above.length > 0, errors.RootNotSuspendable, { organisation })
  return requireTwoPersons(ctx, ADMINISTRATORS, ADMINISTRATORS, {
    organisations: above.map((link) => link.organisation),
  })
}

/** Refuses a grant that has more than the one above it. @throws ContractError GrantReversed, GrantWider with the part */
export function requireNarrower(outer: Grant, inner: Grant): void {
  const { validFromMs, validToMs } = inner
  ensure(validToMs === null || validFromMs < validToMs, errors.GrantReversed, { validFromMs, validToMs })
  const parts: readonly (readonly [string, boolean])[] = [
    ['roles', inner.roles.every((role) => outer.roles.includes(role))],
    ['recordTypes', inner.recordTypes.every((type) => listed(outer.recordTypes, type))],
    ['orderTypes', inner.orderTypes.every((type) => listed(outer.orderTypes, type))],
    [
      'jurisdictions',
      inner.jurisdictions.every((code) => outer.jurisdictions.some((start) => coversJurisdiction(start, code))),
    ],
    ['validFromMs', validFromMs >= outer.validFromMs],
    ['validToMs', outer.validToMs === null || (validToMs !== null && validToMs <= outer.validToMs)],
  ]
  const wider = parts.find(([, holds]) => !holds)
  ensure(wider === undefined, errors.GrantWider, { part: wider?.[0] })
}
