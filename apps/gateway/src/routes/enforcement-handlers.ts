import { caseFacts, lawAsKnown } from '../enforcement/case-facts.ts'
import { distributionOf } from '../enforcement/distribution.ts'
import { masked } from '../enforcement/masked.ts'
import { owedOf } from '../enforcement/owed.ts'
import { planOf } from '../enforcement/plan.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { plannedFrom } from '../acts/instrument-acts.ts'
import { GatewayError } from '../gateway-error.ts'
import { DraftViews } from '../views/draft-view.ts'
import { enforcementSummaries } from '../views/enforcement-list.ts'
import { EnforcementViews } from '../views/enforcement-view.ts'
import { haltView } from '../views/halt-view.ts'
import { orderViews } from '../views/order-view.ts'
import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import { supervisionView } from '../views/supervision-view.ts'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { matterHandlers } from './matter-handlers.ts'
import { partyHandlers } from './party-handlers.ts'
import { signedIn } from './session-handlers.ts'

/** Enforcement at the court: cases, property, plans, instruments, orders. */
export function enforcementHandlers(listener: Listener, store: EnforcementStore): Handlers {
  const { db, clock } = listener
  const drafts = new DraftViews(listener, store)
  const views = new EnforcementViews(listener, store, drafts)
  return {
    listEnforcements: async (call) => {
      const { query } = call
      const limit = limitOf(query)
      const { organisation } = signedIn(call).person
      const wanted = { organisation, state: query.state, after: cursorParts(query, 2) }
      const rows = await enforcementSummaries(db, wanted, clock.nowMs(), limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ openedAtMs, caseId }) => [openedAtMs, caseId],
      )
    },
    getEnforcement: (call) => views.view(call.params.caseId, signedIn(call)),
    listDrafts: async (call) => {
      const limit = limitOf(call.query)
      const { organisation } = signedIn(call).person
      const wanted = { organisation, state: call.query.state, after: cursorParts(call.query, 2) }
      const rows = await drafts.list(wanted, signedIn(call), limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ proposedAtMs, draftId }) => [proposedAtMs, draftId],
      )
    },
    refuseDraft: async (call) => {
      const { draftId } = call.params
      const atMs = await drafts.refuse(draftId, signedIn(call), call.body.reasons)
      return { draftId, state: 'REFUSED' as const, atMs }
    },
    getDraft: (call) => drafts.view(call.params.draftId, signedIn(call)),
    getOrder: async ({ params: { orderId } }) => {
      const [found] = await orderViews(db, store, { orderId })
      if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'order' })
      return found
    },
    getHalt: (call) => haltView(listener, signedIn(call)),
    getSupervision: ({ query }) => supervisionView(listener, store, query),
    ...matterHandlers(listener, store),
    ...partyHandlers(listener, store),
    ...propertyHandlers(listener, store),
    ...moneyHandlers(listener, store),
  }
}

function propertyHandlers(listener: Listener, store: EnforcementStore): Handlers {
  return {
    listInstitutions: async () => ({ items: await institutionsOf(listener) }),
    listOfficerCards: async (call) => {
      const filed = await store.officers(signedIn(call).person.organisation ?? '')
      const items = filed.map(({ officer, filedAtMs, fields }) => ({
        officer,
        name: fields?.name ?? null,
        workCardMasked: masked(fields?.workCard),
        dutyCardMasked: masked(fields?.dutyCard),
        filedAtMs,
      }))
      return { items }
    },
    fileOfficerCards: async (call) => {
      const { officer, contact = null, ...fields } = call.body
      await store.keepOfficer(signedIn(call).person.organisation ?? '', officer, { ...fields, contact })
      return { officer }
    },
    enterProperty: (call) => enterProperty(listener, store, call),
    estimateProperty: async (call) => {
      const { caseId, propertyId } = call.params
      const { encumberedCents = null, ...estimate } = call.body
      const { officer } = signedIn(call).person
      await store.keepEstimate(caseId, propertyId, officer ?? '', { ...estimate, encumberedCents })
      return { propertyId }
    },
    planControl: async ({ params, body }) => {
      const facts = await caseFacts(listener, store, params.caseId)
      return planOf({ ...facts, ...plannedFrom(facts) }, body, facts.law)
    },
  }
}

async function enterProperty(
  listener: Listener,
  store: EnforcementStore,
  { params: { caseId }, body }: Call<'enterProperty'>,
): Promise<{ propertyId: string; isNew: boolean }> {
  const { debtorId, institution, asset, subAccount = null, ...entered } = body
  const isKnown = listener.config.orders?.institutions?.some(({ organisation }) => organisation === institution)
  if (isKnown !== true) throw new GatewayError('INSTITUTION_UNKNOWN', { institution })
  const debtor = await store.debtor(caseId, debtorId)
  const fields = { ...entered, subAccount, units: null, securityCode: null, specialFund: null, earlierMeasures: [] }
  const [kept] = await store.keepProperty(caseId, debtor, [{ asset, fields }], {
    institution,
    source: 'ENTERED',
    orderId: null,
  })
  if (kept === undefined) throw new GatewayError('INTERNAL')
  return kept
}

function moneyHandlers(listener: Listener, store: EnforcementStore): Handlers {
  const debtOf = async (caseId: string): Promise<Parameters<typeof owedOf>[0]> => {
    const { claim, enforcement } = await caseFacts(listener, store, caseId)
    const { effectiveOn, performanceEndsOn } = enforcement
    return { claim: claim as Parameters<typeof owedOf>[0]['claim'], effectiveOn, performanceEndsOn }
  }
  return {
    evaluateOwed: async ({ params, body }) => owedOf(await debtOf(params.caseId), body, await lawAsKnown(listener)),
    evaluateDistribution: async ({ params, body }) => {
      const law = await lawAsKnown(listener)
      return distributionOf(body, owedOf(await debtOf(params.caseId), { asOf: body.asOf }, law), law)
    },
  }
}

/** Kinds of property that each kind of institution keeps. */
const KEEPS: Readonly<
  Record<
    string,
    readonly ('DEPOSIT' | 'FIN_PRODUCT' | 'SECURITY' | 'INSURANCE_CASH_VALUE' | 'VEHICLE' | 'REAL_ESTATE')[]
  >
> = {
  BANK: ['DEPOSIT', 'FIN_PRODUCT'],
  PAYMENT: ['DEPOSIT'],
  SECURITIES: ['SECURITY'],
  INSURANCE: ['INSURANCE_CASH_VALUE'],
  VEHICLE: ['VEHICLE'],
  LAND: ['REAL_ESTATE'],
}

async function institutionsOf({ config, db }: Listener): Promise<
  {
    institution: string
    title: { zh: string; en: string }
    assets: (typeof KEEPS)[string][number][]
    openOrders: number
  }[]
> {
  const rows = await db
    .selectFrom('projection.sent_order')
    .select(['institution', ({ fn }) => fn.countAll<number>().as('count')])
    .where('state', '=', 'SENT')
    .groupBy('institution')
    .execute()
  const open = new Map(rows.map(({ institution, count }) => [institution, count]))
  return (config.orders?.institutions ?? []).map(({ organisation, kind, zh, en }) => ({
    institution: organisation,
    title: { zh, en },
    assets: [...(KEEPS[kind] ?? [])],
    openOrders: open.get(organisation) ?? 0,
  }))
}
