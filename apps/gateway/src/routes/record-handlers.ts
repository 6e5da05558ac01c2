import { base64Encode, decodeCanonical, hexEncode } from '@xiezhi/codec'
import { encodeLightBlock, headerHash, timestampToMs } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { RecordProof } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import { openApi } from '../plugins/openapi.ts'
import type { Metrics } from '../plugins/metrics.ts'
import { alarmView } from '../views/case-view.ts'
import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { signedIn } from './session-handlers.ts'

const BEHIND_BLOCKS_MAX = 50
const VALUE_BYTES_MAX = 4 * 1024 * 1024

/** What both authorities offer. */
export function recordHandlers(listener: Listener, metrics: Metrics): Handlers {
  const { config, outbox, trust, audit } = listener
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
    getRecordProof: (call) => recordProof(listener, call),
    listAuditVolumes: async ({ query }) => {
      const { from = '0001-01-01', to = '9999-12-31' } = query
      return { items: (await audit.volumes(from, to)) as never }
    },
    listAlarms: (call) => listAlarms(listener, call),
  }
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

/** A record with what a browser needs to check it by itself. */
async function recordProof({ zone }: Listener, { params }: Call<'getRecordProof'>): Promise<RecordProof> {
  const { key } = params
  const client = await zone.client()
  const { height, entries, block } = await client.proveMany([key])
  const [proved] = entries
  if (proved === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'record' })
  const { header } = block
  return {
    key,
    chainId: header.chainId,
    height,
    value: proved.value === null ? null : base64Encode(proved.value),
    record: proved.value === null ? null : readRecord(proved.value),
    proof: base64Encode(proved.proof),
    lightBlock: base64Encode(encodeLightBlock(block)),
    headerHash: hexEncode(headerHash(nodeCrypto, header)),
    appHash: hexEncode(header.appHash),
    headerTimeMs: timestampToMs(header.time),
  }
}

/** Null for a value that is not a record of a module. */
function readRecord(value: Uint8Array): unknown {
  try {
    return decodeCanonical(value, { bytesMax: VALUE_BYTES_MAX })
  } catch {
    return null
  }
}

async function listAlarms(
  { db }: Listener,
  { query }: Call<'listAlarms'>,
): Promise<{ items: ReturnType<typeof alarmView>[]; next: string | null }> {
  const limit = limitOf(query)
  const [due = '-1', id = ''] = cursorParts(query, 2) ?? []
  let select = db
    .selectFrom('projection.alarm as a')
    .leftJoin('projection.court_case as c', 'c.case_ref', 'a.case_ref')
    .selectAll('a')
    .select('c.case_number')
    .where('a.state', '<>', 'DONE')
    .where((eb) =>
      eb.or([
        eb('a.due_at_ms', '>', Number(due)),
        eb.and([eb('a.due_at_ms', '=', Number(due)), eb('a.alarm_id', '>', id)]),
      ]),
    )
    .orderBy('a.due_at_ms')
    .orderBy('a.alarm_id')
    .limit(limit + 1)
  if (query.caseId !== undefined) select = select.where('a.case_ref', '=', query.caseId)
  const rows = await select.execute()
  return pageOf(rows, limit, alarmView, (row) => [row.due_at_ms, row.alarm_id])
}
