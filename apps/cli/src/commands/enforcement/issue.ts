import type { Json } from '@xiezhi/codec'
import { ledgerNowMs, ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { newSalt, saltedDigest } from '../../zone/digest.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { shown } from '../../zone/shown.ts'
import { countArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { newId } from '../bureau/instrument.ts'
import {
  centsArgument,
  enforcers,
  idArgument,
  institutionsClient,
  partsOf,
  readEnforcement,
  typedDigest,
  usage,
} from './parts.ts'

/** End of a packet, and deadline of an order. */
const PACKET_S = 3_600
const DEADLINE_MS = 24 * 3_600_000
const MONTHS_MAX = 120
const LIVE = ['EFFECTIVE', 'WAITING', 'SUSPENDED']

interface Effect {
  readonly institution: string
  readonly action: string
  readonly asset?: string | null
  readonly limitCents?: number
  readonly months?: number
  readonly whole?: boolean
  readonly measureId?: string
}

interface CommonOptions {
  readonly case: string
  readonly court: string
  readonly document?: string
  readonly json?: boolean
}
export type QueryOptions = CommonOptions & { readonly at: readonly string[] }
export type ControlOptions = CommonOptions & { readonly order: readonly string[] }
export type ReleaseOptions = CommonOptions & { readonly measure?: readonly string[] }
export type DisposeOptions = CommonOptions & { readonly measure: string; readonly action: string }

/** Institutions are asked what the debtor has there; the officer signs alone (R20-01). */
export function query(options: QueryOptions): Promise<number> {
  return issue('QUERY_NOTICE', options, () => options.at.map((institution) => ({ institution, action: 'QUERY' })))
}

/** Judge and officer sign; the ledger refuses more than is owed (R20-14). */
export function control(options: ControlOptions): Promise<number> {
  const effects = options.order.map(freezeOf)
  return issue('CONTROL_RULING', options, () => effects)
}

/** Without measures: those whose release is proposed. */
export function release(options: ReleaseOptions): Promise<number> {
  const wanted = options.measure?.map(idArgument)
  return issue('RELEASE_RULING', options, async ({ caseRef, controls, query: ask }) => {
    const proposals = (await ask('enforcement/proposals', { caseRef, limit: 100 })) as readonly JsonObject[]
    const proposed = proposals.filter(({ kind, state }) => kind === 'RELEASE' && state === 'OPEN')
    const ids = wanted ?? proposed.map(({ measureId }) => shown(measureId))
    if (ids.length === 0) throw usage('no release is proposed: name measures with --measure')
    return ids.map((measureId) => aboutMeasure(controls, measureId, 'RELEASE'))
  })
}

/** The court that stands first disposes of the thing, and ends the disposal when it is sold. */
export function dispose(options: DisposeOptions): Promise<number> {
  const measureId = idArgument(options.measure)
  return issue('DISPOSAL_RULING', options, ({ controls }) => [aboutMeasure(controls, measureId, options.action)])
}

/** `bank:DEPOSIT:400000:12`, and `:whole` for what cannot be divided. @throws CliError USAGE */
function freezeOf(text: string): Effect {
  const form = 'institution:kind:yuan:months[:whole]'
  const [institution = '', asset = '', amount = '', months = '', whole] = partsOf(text, form, [4, 5])
  if (whole !== undefined && whole !== 'whole') throw usage(`${form} expected, seen ${text.slice(0, 80)}`)
  return {
    institution,
    action: 'FREEZE',
    asset,
    limitCents: centsArgument(amount),
    months: countArgument(months, MONTHS_MAX),
    whole: whole !== undefined,
  }
}

/** @throws CliError USAGE */
function aboutMeasure(controls: readonly JsonObject[], measureId: string, action: string): Effect {
  const found = controls.find((one) => one['measureId'] === measureId && LIVE.includes(shown(one['state'])))
  if (found === undefined) throw usage(`no measure ${measureId} stands in this case`)
  return { institution: shown(found['institution']), action, asset: shown(found['asset']), measureId }
}

interface Given {
  readonly caseRef: string
  readonly controls: readonly JsonObject[]
  readonly query: (name: string, input: Json) => Promise<Json>
}

async function issue(
  kind: string,
  options: CommonOptions,
  effectsOf: (given: Given) => readonly Effect[] | Promise<readonly Effect[]>,
): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const client = institutionsClient(workspace)
    const { caseRef, controls } = await readEnforcement(court, options.case)
    const effects = await effectsOf({ caseRef, controls, query: (name, input) => court.query(name, input) })
    const nowMs = ledgerNowMs()
    const instrumentId = newId()
    const value = {
      instrumentId,
      kind,
      caseRef,
      documentDigest: options.document === undefined ? typedDigest(kind) : documentDigest(options.document),
      emergency: false,
      validFrom: ledgerToday(),
      validTo: null,
      timeoutSeconds: Math.floor(nowMs / 1_000) + PACKET_S,
      deadlineMs: nowMs + DEADLINE_MS,
      orders: effects.map((effect) => orderOf(client, effect)),
    }
    const officers = enforcers(workspace, options.court, kind !== 'QUERY_NOTICE')
    const { height, data } = await court.submit([{ type: 'order/Issue', value }], officers)
    const ids = (data[0] as unknown as { readonly orders: readonly string[] }).orders
    const orders = effects.map(({ institution, action, asset, limitCents }, at) => ({
      orderId: ids[at] ?? '',
      institution,
      action,
      asset: asset ?? null,
      limitCents: limitCents ?? null,
    }))
    out.say('instrumentIssued', { kind, instrumentId, orders: orders.length })
    for (const order of orders) out.say('orderSent', order)
    out.say('acted', { zone: court.zone.name, height })
    out.document({ caseRef, instrumentId, kind, orders, height })
    return 0
  })
}

/** Person and thing are named in papers that this command line does not send: the ledger has salted digests of them. */
function orderOf(client: string, effect: Effect): Json {
  const {
    institution,
    action,
    asset = null,
    limitCents = null,
    months = null,
    whole = false,
    measureId = null,
  } = effect
  const subject = saltedDigest(newSalt(), 'subject', institution)
  return {
    client,
    institution,
    effect: { action, asset, subject, limitCents, currency: 'CNY', months, whole, measureId },
    annexDigest: typedDigest('annex'),
    relation: null,
  }
}

export interface RevokeOptions {
  readonly instrument: string
  readonly reason: string
  readonly court: string
  readonly json?: boolean
}

/** Every institution that has an open order under it is told. */
export async function revoke(options: RevokeOptions): Promise<number> {
  const out = new Output(options)
  const instrumentId = idArgument(options.instrument)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const { height } = await court.submit(
      [{ type: 'order/Revoke', value: { instrumentId, reason: options.reason } }],
      [workspace.officer('court', options.court, 'judge')],
    )
    out.say('instrumentRevoked', { instrumentId, reason: options.reason })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ instrumentId, reason: options.reason, height })
    return 0
  })
}
