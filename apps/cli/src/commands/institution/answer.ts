import { setTimeout as sleep } from 'node:timers/promises'
import { utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Message } from '@xiezhi/kernel'
import { CliError } from '../../cli-error.ts'
import { ledgerNowMs } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { digestOf, newSalt, saltedDigest } from '../../zone/digest.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { shown } from '../../zone/shown.ts'
import { countArgument, instant } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'
import { newId } from '../bureau/instrument.ts'
import { centsArgument, courtClient, secondArgument, typedDigest, yuan } from '../enforcement/parts.ts'

const INBOX_MAX = 100
const WAIT_S_MAX = 600
const LOOK_MS = 200
const KEY_DIGITS = 32
const SECOND_MS = 1_000

interface AtOptions {
  readonly at: string
  readonly json?: boolean
}

/** Open orders of an institution. */
export async function inbox({ at: institution, ...options }: AtOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const zone = await workspace.session('institution')
    const orders = (await zone.query('order/inbox', { institution, limit: INBOX_MAX })) as readonly JsonObject[]
    if (orders.length === 0) out.say('inboxEmpty', { institution })
    for (const order of orders) out.say('inboxLine', lineOf(order))
    out.document({ institution, orders })
    return 0
  })
}

function lineOf({ orderId, state, effect, instrument, receivedAtMs }: JsonObject): Readonly<Record<string, string>> {
  const { action, asset, limitCents } = effect as JsonObject
  const { organisation, kind } = instrument as JsonObject
  return {
    orderId: shown(orderId),
    state: shown(state),
    action: shown(action),
    asset: shown(asset),
    amount: typeof limitCents === 'number' ? yuan(limitCents) : '—',
    court: shown(organisation),
    kind: shown(kind),
    received: instant(Number(receivedAtMs)),
  }
}

export type AcceptOptions = AtOptions & { readonly order: string; readonly wait: string }

/** The papers are there and the order is taken on; waits for an order that is on its way. */
export async function accept(options: AcceptOptions): Promise<number> {
  const out = new Output(options)
  const { at: institution, order: orderId } = options
  return Workspace.use(async (workspace) => {
    const zone = await workspace.session('institution')
    const client = courtClient(workspace)
    const untilMs = Date.now() + countArgument(options.wait, WAIT_S_MAX) * SECOND_MS
    const order = await arrived(zone, { client, orderId }, untilMs)
    if (order['state'] === 'RECEIVED')
      await zone.submit(
        [{ type: 'order/RecordRetrieval', value: { client, orderId, outcome: 'RETRIEVED' } }],
        [workspace.officer('institution', institution, 'gateway')],
      )
    const operator = [workspace.officer('institution', institution, 'operator')]
    const { height } = await zone.submit([{ type: 'order/Accept', value: { client, orderId } }], operator)
    out.say('orderTakenOn', { institution, orderId })
    out.say('acted', { zone: zone.zone.name, height })
    out.document({ institution, orderId, effect: order['effect'] ?? null, height })
    return 0
  })
}

/** @throws CliError ORDER_UNKNOWN */
async function arrived(
  zone: ZoneSession,
  key: { readonly client: string; readonly orderId: string },
  untilMs: number,
): Promise<JsonObject> {
  for (;;) {
    const found = await zone.queryObject('order/received', key)
    if (found !== null) return found
    if (Date.now() > untilMs) throw new CliError('ORDER_UNKNOWN', 'TEMPORARY', { orderId: key.orderId })
    await sleep(LOOK_MS)
  }
}

export type AnswerOptions = AtOptions & {
  readonly order: string
  readonly amount?: string
  readonly key?: string
  readonly registered?: string
  readonly shortfall?: string
  readonly distribution?: string
  readonly reject?: string
}

/** What came of an order that was taken on: what was found, what was registered, what was carried out, or why nothing was. */
export async function answer(options: AnswerOptions): Promise<number> {
  const out = new Output(options)
  const { at: institution, order: orderId } = options
  return Workspace.use(async (workspace) => {
    const zone = await workspace.session('institution')
    const client = courtClient(workspace)
    const order = await zone.queryObject('order/received', { client, orderId })
    if (order === null) throw new CliError('ORDER_UNKNOWN', 'DATA', { orderId })
    const action = shown((order['effect'] as JsonObject)['action'])
    const { message, told } = messageFor(action, { client, orderId }, options)
    const officer = options.reject === undefined ? 'gateway' : 'operator'
    const { height } = await zone.submit([message], [workspace.officer('institution', institution, officer)])
    out.say('orderAnswered', { institution, orderId, action, type: message.type })
    out.say('acted', { zone: zone.zone.name, height })
    out.document({ institution, orderId, action, type: message.type, ...told, height })
    return 0
  })
}

interface Written {
  readonly message: Message
  /** Stays with the institution: the ledger has a salted digest of it. */
  readonly told: JsonObject
}

function messageFor(action: string, key: JsonObject, options: AnswerOptions): Written {
  const salt = newSalt()
  const cents = options.amount === undefined ? null : centsArgument(options.amount)
  const amount = cents === null ? null : saltedDigest(salt, 'amount', String(cents))
  const told = { amountCents: cents, salt: cents === null ? null : salt }
  const facts = { ...key, amount, annexDigest: cents === null ? null : typedDigest('answer') }
  const { shortfall = null, distribution, reject } = options
  const value = (fields: JsonObject): Json => ({ ...facts, ...fields })
  if (reject !== undefined)
    return { message: { type: 'order/Answer', value: value({ kind: 'REJECTED', code: reject, rule: null }) }, told }
  if (action === 'QUERY')
    return { message: { type: 'order/Answer', value: value({ kind: 'FULFILLED', code: null, rule: null }) }, told }
  if (action !== 'FREEZE') {
    const digest = distribution === undefined ? null : documentDigest(distribution)
    return { message: { type: 'measure/CarryOut', value: value({ shortfall, distribution: digest }) }, told }
  }
  const measureId = newId()
  const registration = { measureId, assetKey: assetKey(options), registeredAtMs: registeredAt(options), shortfall }
  return { message: { type: 'measure/Register', value: value(registration) }, told: { ...told, ...registration } }
}

/** The same thing has the same key at its institution. */
function assetKey({ at, key }: AnswerOptions): string {
  if (key === undefined) return newId()
  return (
    digestOf(utf8Encode(JSON.stringify([at, key])))
      .split(':')[1]
      ?.slice(0, KEY_DIGITS) ?? ''
  )
}

/** The last full second, unless it is said. */
function registeredAt({ registered }: AnswerOptions): number {
  return registered === undefined ? Math.floor(ledgerNowMs() / SECOND_MS - 1) * SECOND_MS : secondArgument(registered)
}
