import { mayUse } from '@xiezhi/gateway-api'
import type { Alarm } from '@xiezhi/gateway-api'
import { openApi } from '../plugins/openapi.ts'
import type { Metrics } from '../plugins/metrics.ts'
import { openCreditAlarms } from '../credit/alarms.ts'
import { openRequestAlarms } from '../credit/request-alarms.ts'
import { openPersonalAlarms } from '../personal/alarms.ts'
import { GatewayError } from '../gateway-error.ts'
import { PREFIXES } from '../projection/tables.ts'
import type { OpenSession } from '../session/person.ts'
import { AccountViews } from '../views/account-view.ts'
import { openAlarms } from '../views/alarm-view.ts'
import type { OwnAlarms } from '../views/alarm-view.ts'
import { LawyerViews } from '../views/lawyer-view.ts'
import { limitOf } from '../views/page.ts'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { recordProof } from './record-proof.ts'
import { signedIn } from './session-handlers.ts'

const BEHIND_BLOCKS_MAX = 50
const HISTORY_MINUTES = 60
/** Beside what is projected. */
const READABLE: readonly string[] = [...PREFIXES, 'deposit/', 'query/audit-package/', 'measure/line/']

/** What both authorities offer. */
export function recordHandlers(listener: Listener, metrics: Metrics): Handlers {
  const { config, outbox, trust, audit, operations } = listener
  const description = openApi(config.authority)
  return {
    health: () => Promise.resolve({ status: 'ok' }),
    readiness: async ({ reply }) => {
      const ready = await readinessOf(listener)
      if (ready.status !== 'ok') void reply.code(503)
      return ready
    },
    metrics: async ({ reply }) => {
      void reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text())
      return undefined
    },
    openApi: () => Promise.resolve(description),
    listOutbox: (call) => outbox.store.list(signedIn(call).person, limitOf(call.query), call.query.cursor),
    getOutboxRow: (call) => outbox.store.view(call.params.id, signedIn(call).person),
    getTrust: () => {
      const { trust: file, text } = trust.read()
      const zones = file.zones.map(({ chainId, height, validators }) => ({
        chainId,
        height,
        validators: validators.map(({ publicKey, power, organisation }) => ({ publicKey, power, organisation })),
      }))
      return Promise.resolve({ source: file.source, zones, file: text })
    },
    getRecordProof: async (call) => {
      await requireReadable(listener, signedIn(call), call.params.key)
      return recordProof(listener.zone, call.params.key)
    },
    listAuditVolumes: async ({ query }) => {
      const { from = '0001-01-01', to = '9999-12-31' } = query
      return { items: (await audit.volumes(from, to)) as never }
    },
    listAlarms: (call) => alarmsFor(listener, call),
    getOperations: async () => {
      const now = await operations.now()
      const annexes = listener.annexes?.state() ?? null
      return { ...now, openAlarms: now.openAlarms + (annexes?.alarms.length ?? 0), annexes }
    },
    getOperationsHistory: ({ query }) => operations.history(query.minutes ?? HISTORY_MINUTES),
  }
}

/** Locked accounts are the auditor's business; the alarms of institutions each one's own, and the auditor's. */
function alarmsFor(listener: Listener, call: Call<'listAlarms'>): ReturnType<typeof openAlarms<Alarm>> {
  const { db, texts, institution } = listener
  const { roles, person } = signedIn(call)
  const isAuditor = roles.includes('AUDITOR')
  const own: OwnAlarms[] = []
  if (isAuditor) own.push((after, limit) => new AccountViews(db, texts).alarms(after, limit))
  if (mayUse('listCreditAlarms', listener.config.authority, roles))
    own.push((after, limit) => openCreditAlarms(listener, after, limit))
  if (mayUse('listPersonalMeasures', listener.config.authority, roles) || roles.includes('SUPERVISOR'))
    own.push((after, limit) => openPersonalAlarms(listener, after, limit))
  if (mayUse('registerCreditRequest', listener.config.authority, roles))
    own.push((after, limit) => openRequestAlarms(listener, person.organisation ?? '', after, limit))
  if (institution !== undefined) {
    const organisation = isAuditor ? undefined : (person.organisation ?? '')
    own.push((after, limit) => institution.alarms.open(organisation, after, limit))
  }
  return openAlarms(db, call.query, (alarm) => alarm, own)
}

async function readinessOf({ db, zone, follower }: Listener): Promise<{
  status: 'ok' | 'starting' | 'unavailable'
  checks: { name: string; isReady: boolean }[]
}> {
  const isDatabaseReady = await db
    .selectFrom('session')
    .select('id_hash')
    .limit(1)
    .execute()
    .then(
      () => true,
      () => false,
    )
  const isZoneReady = await zone.client().then(
    () => true,
    () => false,
  )
  const isProjected = follower.height !== null && follower.zoneHeight - follower.height <= BEHIND_BLOCKS_MAX
  const checks = [
    { name: 'database', isReady: isDatabaseReady },
    { name: 'zone', isReady: isZoneReady },
    { name: 'projection', isReady: isProjected },
  ]
  if (checks.every(({ isReady }) => isReady)) return { status: 'ok', checks }
  return { status: isDatabaseReady && isZoneReady ? 'starting' : 'unavailable', checks }
}

/**
 * Records of the modules that pages show; a lawyer's own only, where that is all that the session has.
 * @throws GatewayError ROLE_MISSING
 */
async function requireReadable(listener: Listener, { roles, person }: OpenSession, key: string): Promise<void> {
  const refuse = (): never => {
    throw new GatewayError('ROLE_MISSING', { route: 'getRecordProof' })
  }
  if (!READABLE.some((prefix) => key.startsWith(prefix))) refuse()
  if (listener.institution !== undefined && !roles.includes('AUDITOR')) {
    if (!(await isOwnRecord(listener, person.organisation ?? '', key))) refuse()
    return
  }
  if (roles.some((role) => role !== 'LAWYER')) return
  const lawyers = new LawyerViews(listener)
  const { lawyerId, serial } = await lawyers.record(person.licence ?? '')
  const own = ['lawyer', 'status-event', 'sanction', 'assessment', 'credit-report'].map(
    (name) => `lawyer/${name}/${lawyerId}`,
  )
  if (key.startsWith('lawyer/firm/') || key.startsWith(`query/log/${serial}/`)) return
  if (own.some((one) => key === one || key.startsWith(`${one}/`))) return
  const objections = await lawyers.objectionsOf(lawyerId)
  if (!objections.some(({ recordKey }) => recordKey === key)) refuse()
}

/** Institutions of one zone share a ledger's copy: each reads the proofs of its own orders, measures and lines. */
async function isOwnRecord({ db }: Listener, institution: string, key: string): Promise<boolean> {
  const [module = '', kind = '', ...id] = key.split('/')
  const [first = '', second = ''] = id
  const table = `${module}/${kind}`
  if (table === 'order/received') {
    const select = db.selectFrom('projection.received_order').select('institution').where('client', '=', first)
    const row = await select.where('order_id', '=', second).executeTakeFirst()
    return row?.institution === institution
  }
  if (table !== 'measure/measure' && table !== 'measure/line') return false
  const column = table === 'measure/line' ? 'asset_key' : 'measure_id'
  const row = await db
    .selectFrom('projection.measure')
    .select('institution')
    .where(column, '=', first)
    .executeTakeFirst()
  return row?.institution === institution
}
