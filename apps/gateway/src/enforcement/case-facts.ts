import { enforcementState } from '@xiezhi/contracts'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { OwedView } from '@xiezhi/gateway-api'
import { bundledLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { Selectable } from 'kysely'
import type { EnforcementSchema } from '../db/enforcement-schema.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import { lawInForce } from '../zone/law-in-force.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import { matterOf } from './matters.ts'
import { owedOf, securedOf } from './owed.ts'
import type { EnforcementStore, Property } from './store.ts'

export type Enforcement = enforcementState.Enforcement
export type Control = enforcementState.Control
export type Preservation = enforcementState.Preservation
type Statement = {
  readonly number: number
  readonly claim: Enforcement['claim']
  readonly calculationDigest: string
  readonly on: string
  readonly officer: string
  readonly atMs: number
}

/** A case as the ledger and the vault have it together. */
export interface CaseFacts {
  readonly caseId: string
  /** Of a preservation: its amount as claim, and days of its ruling. */
  readonly enforcement: Enforcement
  /** Null: an enforcement, also one that a preservation has become. */
  readonly preservation: Preservation | null
  /** Public cases only. */
  readonly caseNumber: string | null
  readonly statements: readonly Statement[]
  /** As last stated. */
  readonly claim: Enforcement['claim']
  readonly today: string
  readonly law: LawBook
  readonly owed: OwedView
  readonly controls: readonly Control[]
  readonly property: readonly Property[]
  /** By the order of the control. */
  readonly propertyOf: ReadonlyMap<string, Property>
  readonly kept: ReadonlyMap<string, Selectable<EnforcementSchema['enforcement_order']>>
}

export function isLive({ state }: Pick<Control, 'state'>): boolean {
  return enforcementState.LIVE_STATES.includes(state)
}

const SALE_STATES: readonly Control['state'][] = ['DISPOSED', 'SURPLUS_CLAIM']

/** What stands on a property in this case: a live control, or of a thing that was sold the control that the sale ended. */
export function controlOn(
  { controls, propertyOf }: Pick<CaseFacts, 'controls' | 'propertyOf'>,
  { propertyId, fields }: Pick<Property, 'propertyId' | 'fields'>,
): Control | undefined {
  const own = controls.filter(({ orderId }) => propertyOf.get(orderId)?.propertyId === propertyId)
  // Money in an account is never sold: what was taken of it says nothing of what comes later.
  const isThing = fields !== null && !fields.divisible
  return own.find(isLive) ?? (isThing ? own.find(isSale) : undefined)
}

function isSale({ state }: Control): boolean {
  return SALE_STATES.includes(state)
}

/** Things of the case that were sold and stand under no control since. */
export function soldThings(facts: Pick<CaseFacts, 'controls' | 'propertyOf'>): string[] {
  // The controls that a sale ended are few, the property may be thousands.
  const candidates = new Set(
    facts.controls.filter(isSale).flatMap(({ orderId }) => facts.propertyOf.get(orderId) ?? []),
  )
  return [...candidates].flatMap((one) => {
    const control = controlOn(facts, one)
    return control === undefined || isLive(control) ? [] : [one.propertyId]
  })
}

/** The law in force; of a ledger that is away, the numbers that this program knows. */
export async function lawAsKnown({ zone }: { readonly zone: Pick<ZoneLink, 'query'> }): Promise<LawBook> {
  try {
    return await lawInForce(zone)
  } catch {
    return bundledLaw
  }
}

/** @throws GatewayError SUBJECT_UNKNOWN */
export async function caseFacts(listener: Listener, store: EnforcementStore, caseId: string): Promise<CaseFacts> {
  const { db, clock } = listener
  const row = await db
    .selectFrom('projection.enforcement as e')
    .leftJoin('projection.court_case as c', 'c.case_ref', 'e.case_ref')
    .select(['e.record', 'c.case_number'])
    .where('e.case_ref', '=', caseId)
    .executeTakeFirst()
  const preservation = row === undefined ? ((await matterOf(db, 'preservation', caseId))?.record ?? null) : null
  if (row === undefined && preservation === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'enforcement' })
  const enforcement = preservation === null ? (row?.record as unknown as Enforcement) : asEnforcement(preservation)
  const statements = (
    await db
      .selectFrom('projection.enforcement_statement')
      .select('record')
      .where('case_ref', '=', caseId)
      .orderBy('number')
      .execute()
  ).map(({ record }) => record as unknown as Statement)
  const controls = (
    await db.selectFrom('projection.enforcement_control').select('record').where('case_ref', '=', caseId).execute()
  ).map(({ record }) => record as unknown as Control)
  const [property, kept, law, today] = await Promise.all([
    store.property(caseId),
    store.orders(controls.map(({ orderId }) => orderId)),
    lawAsKnown(listener),
    clock.today(),
  ])
  const claim = statements.at(-1)?.claim ?? enforcement.claim
  const { effectiveOn, performanceEndsOn } = enforcement
  const known = new Map(property.map((one) => [one.propertyId, one]))
  return {
    caseId,
    enforcement,
    preservation,
    caseNumber: row === undefined ? await publicNumber(db, caseId) : row.case_number,
    statements,
    claim,
    today,
    law,
    owed:
      preservation === null
        ? owedOf({ claim: claim as OwedClaim, effectiveOn, performanceEndsOn }, { asOf: today }, law)
        : securedOf(claim as OwedClaim, today),
    controls,
    property,
    propertyOf: new Map(
      [...kept.values()].flatMap(({ order_id: orderId, property_id: id }) => {
        const found = id === null ? undefined : known.get(id)
        return found === undefined ? [] : [[orderId, found] as const]
      }),
    ),
    kept,
  }
}

async function publicNumber(db: Listener['db'], caseId: string): Promise<string | null> {
  const row = await db
    .selectFrom('projection.court_case')
    .select('case_number')
    .where('case_ref', '=', caseId)
    .executeTakeFirst()
  return row?.case_number ?? null
}

/** What is signed and planned for is the amount of the ruling (R20-50). */
export function asEnforcement({ caseRef, organisation, rulingDigest, ...preserved }: Preservation): Enforcement {
  const openedOn = civilDateOf(preserved.openedAtMs)
  return {
    caseRef,
    organisation,
    basisDigest: rulingDigest,
    effectiveOn: openedOn,
    performanceEndsOn: preserved.performanceEndsOn,
    appliedOn: openedOn,
    claim: { principalCents: preserved.amountCents, general: null, currency: preserved.currency },
    state: preserved.state === 'OPEN' ? 'OPEN' : 'CLOSED',
    limitation: 'IN_TIME',
    stay: null,
    performance: null,
    openedAtMs: preserved.openedAtMs,
    closedAtMs: null,
  }
}

type OwedClaim = Parameters<typeof owedOf>[0]['claim']
