import { setTimeout as sleep } from 'node:timers/promises'
import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { shown } from '../../zone/shown.ts'
import { countArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'
import { targetFacts } from './open.ts'
import { institutionsClient, readEnforcement, yuan } from './parts.ts'
import type { EnforcementView } from './parts.ts'

const LIST_MAX = 100
const WAIT_S_MAX = 600
const LOOK_MS = 200

export interface ListOptions {
  readonly limit: string
  readonly json?: boolean
}

export async function list(options: ListOptions): Promise<number> {
  const out = new Output(options)
  const limit = countArgument(options.limit, LIST_MAX)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const cases = (await court.query('enforcement/cases', { limit })) as readonly JsonObject[]
    for (const { caseRef, state, appliedOn, organisation, claim } of cases)
      out.say('enforcementLine', {
        caseRef: shown(caseRef),
        court: shown(organisation),
        state: shown(state),
        appliedOn: shown(appliedOn),
        principal: yuan((claim as unknown as { readonly principalCents: number }).principalCents),
      })
    out.document({ cases })
    return 0
  })
}

export interface StatusOptions {
  readonly case: string
  readonly wait?: string
  /** State that every measure of the case must have come to. */
  readonly until?: string
  readonly json?: boolean
}

/** What is owed, ordered, answered and proposed; with `--wait` when every order is answered. */
export async function status(options: StatusOptions): Promise<number> {
  const out = new Output(options)
  const untilMs = options.wait === undefined ? 0 : Date.now() + countArgument(options.wait, WAIT_S_MAX) * 1_000
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const { caseRef, enforcement, controls } = await settled(court, options, untilMs)
    const target = (await court.queryObject('enforcement/target', { caseRef })) ?? {}
    const orders = await ordersOf(court, caseRef)
    const proposals = (await court.query('enforcement/proposals', {
      caseRef,
      limit: LIST_MAX,
    })) as readonly JsonObject[]
    const notices = await noticesOf(workspace, court, controls)
    out.say('enforcementHead', { caseRef, state: shown(enforcement['state']) })
    out.say('enforcementTarget', targetFacts(target))
    for (const { orderId, institution, state, effect } of orders)
      out.say('orderLine', {
        orderId: shown(orderId),
        institution: shown(institution),
        state: shown(state),
        action: shown((effect as JsonObject)['action']),
      })
    for (const { institution, asset, state, rank, from, to, measureId } of controls)
      out.say('controlLine', {
        institution: shown(institution),
        asset: shown(asset),
        state: shown(state),
        rank: Number(rank ?? 0),
        from: shown(from),
        to: shown(to),
        measureId: shown(measureId),
      })
    for (const { kind, reason, rule, state, measureId } of proposals)
      out.say('proposalLine', {
        kind: shown(kind),
        reason: shown(reason),
        rule: shown(rule),
        state: shown(state),
        measureId: shown(measureId),
      })
    out.document({ caseRef, state: enforcement['state'] ?? null, target, orders, controls, proposals, notices })
    return 0
  })
}

/** @throws CliError ORDERS_OPEN */
async function settled(
  court: ZoneSession,
  { case: text, until }: StatusOptions,
  untilMs: number,
): Promise<EnforcementView> {
  for (;;) {
    const found = await readEnforcement(court, text)
    const open = (await ordersOf(court, found.caseRef)).filter(({ state }) => state === 'SENT').length
    const others = until === undefined ? 0 : found.controls.filter(({ state }) => state !== until).length
    if (open + others === 0 || untilMs === 0) return found
    if (Date.now() > untilMs) throw new CliError('ORDERS_OPEN', 'TEMPORARY', { case: text, open, others })
    await sleep(LOOK_MS)
  }
}

async function ordersOf(court: ZoneSession, caseRef: string): Promise<readonly JsonObject[]> {
  return (await court.query('order/ofCase', { caseRef, limit: LIST_MAX })) as readonly JsonObject[]
}

/** What institutions have told of this case's measures. */
async function noticesOf(
  workspace: Workspace,
  court: ZoneSession,
  controls: readonly JsonObject[],
): Promise<readonly JsonObject[]> {
  if (controls.length === 0) return []
  const known = new Set(controls.map(({ orderId }) => shown(orderId)))
  const input = { client: institutionsClient(workspace), limit: LIST_MAX }
  const notices = (await court.query('order/notices', input)) as readonly JsonObject[]
  return notices.filter(({ notice }) => known.has(shown((notice as JsonObject)['orderId'])))
}
