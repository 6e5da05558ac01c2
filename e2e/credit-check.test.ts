import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { hexDecode } from '@xiezhi/codec'
import { formatKey, suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { judgeResult, lookupRoot, openTokenSet, signRequest, tokenFunction } from '@xiezhi/credit-check'
import type { CheckRequest, CheckTrust, Person, SignedRequest } from '@xiezhi/credit-check'
import type { RouteOutput, Routes } from '@xiezhi/gateway-api'
import { listingApi } from '@xiezhi/contracts'
import { verifyRecord } from '@xiezhi/verifier'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tokenSetByOperator } from '../apps/gateway/src/credit/check/build-token-set.ts'
import { personDocument } from '../apps/gateway/src/credit/entry-person.ts'
import { commitmentsIn, detailsIn, LookupPacks } from '../apps/gateway/src/credit/check/lookup-packs.ts'
import { CREDIT_ENTRIES, PERSON_ANNEX } from '../apps/gateway/src/credit/store.ts'
import type { Listener } from '../apps/gateway/src/routes/listener.ts'
import { INSTITUTIONS_CLIENT, officerKey } from './testing/alliance.ts'
import { CreditDesk, SUBSCRIBER, TOKEN_ONLY } from './testing/credit-desk.ts'
import { DEBTOR } from './testing/enforcement-desk.ts'
import { ANNEX_IDS, runningOf } from './testing/gateway.ts'
import { listPerson } from './testing/listed-person.ts'
import { until } from './testing/until.ts'

type Answer = RouteOutput<Routes['checkCredit']>

const LISTED: Person = { certificateType: DEBTOR.idType, certificateNumber: DEBTOR.idNo, name: DEBTOR.name }
/** Invented, and on no list. */
const OTHER: Person = { ...LISTED, certificateNumber: '999999199003070039' }
const BULK = 'vehicles'
const algorithms = suite(nodeCrypto, 'intl')

let desk: CreditDesk
let court: Listener
let url: string
let trust: CheckTrust
/** Before anybody was listed. */
let beforeMs: number
const entryId = randomBytes(16).toString('hex')
/** Who the entry is about; the vault gets it in the last test. */
let document: ReturnType<typeof personDocument>

beforeAll(async () => {
  desk = await CreditDesk.open()
  await desk.begin()
  await subscribe(BULK)
  const { door } = desk.desk
  court = runningOf(door, 'court')
  url = door.urls.court
  const { signingKey } = JSON.parse(readFileSync(`${court.config.folder}/annex-card.json`, 'utf8')) as {
    readonly signingKey: string
  }
  trust = {
    source: 'the card of the court',
    authorities: [{ authority: ANNEX_IDS.court, chainId: court.zone.zone.chainId, keys: [signingKey] }],
  }
  await court.clock.refresh()
  beforeMs = court.clock.nowMs()
  document = personDocument(entryId, 'NATURAL', LISTED, null)
  await listPerson(desk.desk.alliance, await court.personIndex.keyOf(LISTED), entryId, document.subject)
}, 300_000)
afterAll(() => desk.close(), 60_000)

async function subscribe(subscriber: string): Promise<void> {
  const value = {
    client: INSTITUTIONS_CLIENT,
    subscriber,
    lists: ['DISHONEST'],
    scope: 'BASIC',
    purpose: listingApi.LIST_PURPOSE,
    legalBasis: 'SHIXIN_PROVISIONS_7',
    measures: ['BIDDING'],
    validTo: null,
  }
  await desk.desk.alliance.court.act({ type: 'listing/Subscribe', value }, 'president-1', 'root-1')
}

function requestOf(change: Partial<CheckRequest> = {}, officer = `${SUBSCRIBER}-gateway`): SignedRequest {
  const { organisation, signer } = officerKey('institution', officer)
  return signRequest(signer, {
    client: INSTITUTIONS_CLIENT,
    subscriber: organisation,
    key: formatKey({ algorithm: signer.algorithm, bytes: signer.publicKey }),
    purpose: listingApi.LIST_PURPOSE,
    legalBasis: 'SHIXIN_PROVISIONS_7',
    person: LISTED,
    atMs: null,
    withProof: false,
    nonce: randomBytes(16).toString('hex'),
    askedAtMs: court.clock.nowMs(),
    ...change,
  })
}

async function post(path: string, body: unknown): Promise<{ readonly status: number; readonly json: unknown }> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, json: await answer.json() }
}

async function checked(signed: SignedRequest): Promise<Answer> {
  const { status, json } = await post('/credit/v1/checks', signed)
  if (status !== 200) throw new Error(JSON.stringify(json))
  return json as Answer
}

async function refused(body: unknown): Promise<string> {
  const { status, json } = await post('/credit/v1/checks', body)
  return status === 200 ? 'OK' : (json as { readonly code: string }).code
}

/** In Asia/Shanghai. */
const dayOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10)

const rows = async (): Promise<{ commitment: string; refusal: string | null }[]> =>
  court.db.selectFrom('credit_lookup').selectAll().orderBy('id').execute()

describe('a subscriber', () => {
  test('is told that a person is on a list, in a result that is judged offline', async () => {
    await until(async () => (await checked(requestOf())).statement.answer === 'ACTIVE')
    const request = requestOf()
    const { statement, signature, proof } = await checked(request)
    expect(statement).toMatchObject({
      answer: 'ACTIVE',
      lists: ['DISHONEST'],
      source: 'FOLLOWED',
      assurance: 'GATEWAY_ASSERTS',
    })
    expect(proof).toBeNull()
    const judged = judgeResult(nodeCrypto, algorithms, { request, result: { statement, signature } }, trust)
    expect({ verdict: judged.verdict, findings: judged.findings }).toEqual({ verdict: 'valid', findings: [] })
  })

  test('of a token hears yes or no, and no list', async () => {
    const { statement } = await checked(requestOf({}, `${TOKEN_ONLY}-gateway`))
    expect(statement).toMatchObject({ answer: 'ACTIVE', lists: [], subscriber: TOKEN_ONLY })
  })

  test.each([
    ['somebody of the same name (G26-08)', OTHER],
    ['the number under another name', { ...LISTED, name: '示例他人' }],
    ['the number as another document', { ...LISTED, certificateType: 'PASSPORT' }],
  ])('is told no for %s', async (_, person) => {
    expect((await checked(requestOf({ person }))).statement).toMatchObject({ answer: 'NOT_ACTIVE', lists: [] })
  })

  test('has the look-up on disk by its commitment before the answer; nowhere is the person', async () => {
    const { statement } = await checked(requestOf({ person: OTHER }))
    const kept = await rows()
    expect(kept.map(({ commitment }) => commitment)).toContain(statement.lookup.commitment)
    const texts = [JSON.stringify(kept), ...desk.desk.door.logs].join('\n')
    for (const secret of [OTHER.certificateNumber, LISTED.certificateNumber, LISTED.name, statement.lookup.salt])
      expect(texts).not.toContain(secret)
  })
})

describe('refused, and logged where somebody signed', () => {
  const askedAtMs = (): number => court.clock.nowMs() - 120_000
  test.each([
    ['another purpose', () => requestOf({ purpose: 'MARKETING' }), 'CHECK_PURPOSE', 1],
    ['another legal basis', () => requestOf({ legalBasis: 'NONE' }), 'CHECK_BASIS', 1],
    ['a name alone', () => requestOf({ person: { ...LISTED, certificateNumber: ' ' } }), 'CHECK_NAME_ALONE', 1],
    ['a number alone', () => requestOf({ person: { ...LISTED, name: '' } }), 'CHECK_NAME_ALONE', 1],
    ['a moment to come', () => requestOf({ atMs: court.clock.nowMs() + 60_000 }), 'INPUT_INVALID', 1],
    ['a proof beyond the scope', () => requestOf({ withProof: true }, `${TOKEN_ONLY}-gateway`), 'CHECK_SCOPE', 1],
    ['who has no subscription', () => requestOf({}, 'payment-gateway'), 'CHECK_NOT_SUBSCRIBED', 0],
    ['another zone', () => requestOf({ client: '07-tendermint-0' }), 'CHECK_NOT_SUBSCRIBED', 0],
    ['a key of somebody else', () => requestOf({ subscriber: SUBSCRIBER }, `${BULK}-gateway`), 'CHECK_SIGNATURE', 0],
    ['an officer, who is no program', () => requestOf({}, `${SUBSCRIBER}-operator`), 'CHECK_SIGNATURE', 0],
    [
      'a changed person',
      () => ({ ...requestOf(), request: requestOf({ person: OTHER }).request }),
      'CHECK_SIGNATURE',
      0,
    ],
    ['an old request', () => requestOf({ askedAtMs: askedAtMs() }), 'CHECK_STALE', 0],
    ['several persons', () => ({ ...requestOf(), persons: [LISTED, OTHER] }), 'INPUT_INVALID', 0],
  ])('%s', async (_, body, code, logged) => {
    const before = await rows()
    expect(await refused(body())).toBe(code)
    const after = await rows()
    expect(after.slice(before.length).map(({ refusal }) => refusal)).toEqual(logged === 1 ? [code] : [])
  })

  test('the same request a second time', async () => {
    const request = requestOf()
    expect([await refused(request), await refused(request)]).toEqual(['OK', 'CHECK_REPLAYED'])
  })

  test('beyond the number of the day: no bulk', async () => {
    const nowMs = court.clock.nowMs()
    await sql`
      INSERT INTO credit_lookup (at_ms, day, client, subscriber, purpose, commitment, batch_id)
      SELECT ${nowMs}, ${dayOf(nowMs)}::date, ${INSTITUTIONS_CLIENT}, ${BULK}, 'EARLIER', 'sha256:' || n, 'earlier'
      FROM generate_series(1, 9999) n`.execute(court.db)
    const asked = (): Promise<string> => refused(requestOf({}, `${BULK}-gateway`))
    expect([await asked(), await asked()]).toEqual(['OK', 'CHECK_VOLUME'])
  })

  test('after the subscription has ended', async () => {
    await subscribe('payment')
    const asked = (): Promise<string> => refused(requestOf({}, 'payment-gateway'))
    expect(await until(async () => (await asked()) === 'OK')).toBe(true)
    const value = { client: INSTITUTIONS_CLIENT, subscriber: 'payment', decisionDigest: `sha256:${'de'.repeat(32)}` }
    await desk.desk.alliance.court.act({ type: 'listing/EndSubscription', value }, 'president-1', 'root-1')
    const code = await until(async () => {
      const seen = await asked()
      return seen !== 'OK' && seen
    })
    expect(code).toBe('CHECK_EXPIRED')
  })
})

describe('from the ledger', () => {
  const trustFile = (): Uint8Array => new Uint8Array(readFileSync(court.config.trustFile))

  test.each([
    ['presence', LISTED, 'ACTIVE'],
    ['absence', OTHER, 'NOT_ACTIVE'],
  ] as const)('a proof of %s, which is judged offline', async (_, person, answer) => {
    const { statement, proof } = await checked(requestOf({ person, withProof: true }))
    expect(statement).toMatchObject({ answer, source: 'LEDGER', assurance: 'GATEWAY_ASSERTS_BINDING' })
    expect(proof?.key).toBe(`listing/active/${statement.indexKey ?? ''}`)
    expect(proof?.value === null).toBe(answer === 'NOT_ACTIVE')
    if (proof === null) throw new RangeError('no proof')
    expect(verifyRecord(nodeCrypto, proof, trustFile()).result).toBe('valid')
    const other = { ...proof, key: `listing/active/${'0'.repeat(64)}` }
    expect(verifyRecord(nodeCrypto, other, trustFile()).result).toBe('invalid')
  })

  test('a moment before the publication is answered as it was then', async () => {
    const { statement } = await checked(requestOf({ atMs: beforeMs }))
    expect(statement).toMatchObject({ answer: 'NOT_ACTIVE', atMs: beforeMs, source: 'LEDGER' })
    expect((await checked(requestOf({ atMs: court.clock.nowMs() - 1 }))).statement.answer).toBe('ACTIVE')
  })

  test('a moment that the ledger does not keep is not answered', async () => {
    expect(await refused(requestOf({ atMs: 1_000 }))).toBe('CHECK_PAST')
  })
})

test('batches of look-ups stand on the ledger under the root that follows from the log', async () => {
  const batches = await until(async () => {
    const open = await court.db.selectFrom('credit_lookup').select('id').where('batch_id', 'is', null).execute()
    const found = await court.db.selectFrom('credit_lookup_batch').selectAll().execute()
    return open.length === 0 && found.length > 0 && found.every((one) => one.recorded_at_ms !== null) && found
  })
  for (const { batch_id: batchId, root, to_ms: toMs } of batches) {
    const own = await court.db
      .selectFrom('credit_lookup')
      .select('commitment')
      .where('batch_id', '=', batchId)
      .orderBy('id')
      .execute()
    expect(
      lookupRoot(
        algorithms,
        own.map(({ commitment }) => commitment),
      ),
    ).toBe(root)
    const { value } = await desk.desk.alliance.court.client.prove(`listing/lookup/${dayOf(toMs)}/${batchId}`)
    expect(new TextDecoder().decode(value ?? undefined)).toContain(root)
  }
  const board = await desk.supervisor.client.call('getCreditChecks')
  expect(board.today.find(({ purpose }) => purpose === 'MARKETING')).toMatchObject({ count: 1, refused: 1 })
  const alarms = await until(async () => {
    const shown = await desk.supervisor.client.call('getCreditChecks')
    return shown.alarms.length >= 1 && shown.alarms
  })
  expect(alarms).toContainEqual(expect.objectContaining({ kind: 'PURPOSE', subscriber: SUBSCRIBER }))
})

test('rows of past days become one value of their batch, which gives its root and each commitment for ever; who looked goes with the term', async () => {
  const logs: string[] = []
  const dayMs = 86_400_000
  const packsAt = (afterMs: number): LookupPacks =>
    new LookupPacks({
      db: court.db,
      zone: court.zone,
      algorithms,
      nowMs: () => court.clock.nowMs() + afterMs,
      log: (entry) => logs.push(JSON.stringify(entry)),
    })
  const planted = { batch_id: 'planted', count: 1, from_ms: 1, to_ms: 1, by_purpose: '[]', recorded_at_ms: 1 }
  const lost = `sha256:${'0a'.repeat(32)}`
  await court.db
    .insertInto('credit_lookup_batch')
    .values({ ...planted, root: `sha256:${'0b'.repeat(32)}` })
    .execute()
  const row = { client: null, subscriber: null, purpose: 'PUBLIC_CHECK', commitment: lost, refusal: null }
  await court.db
    .insertInto('credit_lookup')
    .values({ ...row, at_ms: 1, day: '1970-01-01', batch_id: 'planted' })
    .execute()
  const rowsOf = (batchId: string) =>
    court.db.selectFrom('credit_lookup').selectAll().where('batch_id', '=', batchId).orderBy('id').execute()
  const batches = () =>
    court.db.selectFrom('credit_lookup_batch').selectAll().where('batch_id', '<>', 'planted').execute()
  const before = await batches()
  const kept = new Map(await Promise.all(before.map(async ({ batch_id: id }) => [id, await rowsOf(id)] as const)))

  // Those of the running day are counted, and stay.
  await packsAt(0).run()
  expect((await batches()).every(({ packed_at_ms: atMs }) => atMs === null)).toBe(true)
  // What does not give its root is kept as it was, and told once.
  expect(await rowsOf('planted')).toMatchObject([{ commitment: lost }])
  expect(logs).toEqual([JSON.stringify({ event: 'LOOKUPS_DIFFER', batchId: 'planted' })])

  await packsAt(2 * dayMs).run()
  for (const { batch_id: id, root, leaves, details, from_ms: fromMs } of await batches()) {
    const rows = kept.get(id) ?? []
    expect(rows.length).toBeGreaterThan(0)
    expect(await rowsOf(id)).toEqual([])
    const commitments = commitmentsIn(algorithms, leaves ?? new Uint8Array(0))
    expect(commitments).toEqual(rows.map(({ commitment }) => commitment))
    expect(lookupRoot(algorithms, commitments)).toBe(root)
    expect(detailsIn(details ?? new Uint8Array(0), fromMs)).toEqual(
      rows.map(({ at_ms: atMs, client, subscriber, purpose, refusal }) => ({
        atMs,
        client,
        subscriber,
        purpose,
        refusal,
      })),
    )
  }
  // Three years (PX-X-57), and a day less.
  await packsAt(3 * 365 * dayMs - dayMs).run()
  expect((await batches()).every(({ details }) => details !== null)).toBe(true)
  await packsAt(3 * 366 * dayMs).run()
  for (const { root, leaves, details } of await batches()) {
    expect(details).toBeNull()
    expect(lookupRoot(algorithms, commitmentsIn(algorithms, leaves ?? new Uint8Array(0)))).toBe(root)
  }
  expect(logs).toHaveLength(1)
})

describe('a token set', () => {
  const build = (): ReturnType<typeof tokenSetByOperator> =>
    tokenSetByOperator(desk.desk.door.config, 'court', {
      subscriber: TOKEN_ONLY,
      out: `${court.config.folder}/delivery`,
      keyOut: `${court.config.folder}/token.key`,
    })
  const sets = (): Promise<unknown> =>
    desk.desk.alliance.court.client.query('listing/tokenSets', {
      client: INSTITUTIONS_CLIENT,
      subscriber: TOKEN_ONLY,
      limit: 10,
    })

  test('is not built while the vault lacks somebody: nothing is written or recorded', async () => {
    await expect(build()).rejects.toMatchObject({ code: 'PERSON_MISSING' })
    expect(existsSync(`${court.config.folder}/delivery`)).toBe(false)
    expect(await sets()).toEqual([])
  })

  test('says yes of who is listed, offline, and stands on the ledger', async () => {
    const { subject, salt, document: value } = document
    await court.texts.keepValues(CREDIT_ENTRIES, [
      { owner: entryId, value: { name: PERSON_ANNEX, digest: subject, salt, value } },
    ])
    const { file, setDigest, statement } = await build()
    expect(await sets()).toMatchObject([
      { setId: statement.setId, count: 1, keyDigest: statement.keyDigest, setDigest },
    ])
    const set = openTokenSet(nodeCrypto, new Uint8Array(readFileSync(file)), trust)
    const { key } = JSON.parse(readFileSync(`${court.config.folder}/token.key`, 'utf8')) as { readonly key: string }
    const tokens = tokenFunction(nodeCrypto, algorithms, hexDecode(key), statement.setId)
    const nowMs = court.clock.nowMs()
    expect([set.has(tokens.tokenOf(LISTED), nowMs), set.has(tokens.tokenOf(OTHER), nowMs)]).toEqual([true, false])
    await expect(build()).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('the public page', () => {
  const ask = (person: object): Promise<{ readonly status: number; readonly json: unknown }> =>
    post('/public/v1/credit/checks', person)

  test('shows what the public list has, by number and name', async () => {
    const { json } = await ask(LISTED)
    expect(json).toMatchObject({
      isActive: true,
      entries: [
        {
          list: 'DISHONEST',
          court: ANNEX_IDS.court,
          courtName: { zh: '示例基层人民法院', en: 'sample basic court' },
          situation: 1,
          to: null,
          isObjected: false,
        },
      ],
    })
    expect(JSON.stringify(json)).not.toContain(LISTED.certificateNumber)
    expect((await ask(OTHER)).json).toMatchObject({ isActive: false, entries: [] })
    expect((await ask({ ...LISTED, certificateNumber: '' })).json).toMatchObject({ code: 'INPUT_INVALID' })
  })

  test('answers ten times a minute', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 12; n++) statuses.push((await ask(OTHER)).status)
    expect(statuses[0]).toBe(200)
    expect(statuses.at(-1)).toBe(429)
  })
})
