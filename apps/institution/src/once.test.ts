import { connect } from 'node:tls'
import { readFileSync } from 'node:fs'
import { controlRequest, DOCUMENT_BYTES_MAX } from '@xiezhi/control-interface'
import type { Measure } from '@xiezhi/control-interface'
import { HttpsInstitution, TlsClient } from '@xiezhi/institution-adapter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Institution } from './institution.ts'
import {
  admin,
  ask,
  bankItem,
  behave,
  canRun,
  controlOf,
  requestTo,
  TEST_KEY,
  TestPlace,
  statusOf,
} from './testing/institution-fixture.ts'

const BANK = ['BANK', 'SAMPLEBANK'] as const

describe.skipIf(!canRun)('a request is done once', () => {
  let place: TestPlace
  let bank: Institution
  let court: HttpsInstitution

  beforeAll(async () => {
    place = new TestPlace()
    bank = await place.start(place.config('bank'))
    court = place.court(bank.port)
  })
  afterAll(async () => {
    court.close()
    await place.end()
  })

  async function measures(): Promise<Measure[]> {
    const all: Measure[] = []
    for await (const one of court.measures('SAMPLE-0703')) all.push(one)
    return all
  }

  test('however often it is sent, also at the same moment', async () => {
    const request = controlOf(...BANK, [bankItem('SAMPLE-0001', { amountCents: 100 })])
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(court, request)))
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    expect((await measures()).filter(({ requestNo }) => requestNo === request.requestNo)).toHaveLength(1)
    expect(await statusOf(court, request.requestNo)).toEqual(answers[0])
  })

  test('a used number with other content is refused and changes nothing', async () => {
    const request = controlOf(...BANK, [bankItem('SAMPLE-0002', { amountCents: 100 })])
    await ask(court, request)
    const before = await measures()
    const changed = { ...request, items: [bankItem('SAMPLE-0002', { amountCents: 101 })] }
    await expect(court.submit(changed)).rejects.toMatchObject({
      code: 'REFUSED',
      facts: { refusal: 'institution/REQUEST_NO_REUSED' },
    })
    expect(await measures()).toEqual(before)
  })

  test('requests over the same accounts in any order do not wait for each other for ever', async () => {
    const requests = Array.from({ length: 12 }, (_, at) => {
      const accounts = ['SAMPLE-0001', 'SAMPLE-0002', 'SAMPLE-0010', 'SAMPLE-0011']
      const order = at % 2 === 0 ? accounts : accounts.reverse()
      return controlOf(
        ...BANK,
        order.map((account, i) => bankItem(account, { seq: i + 1, amountCents: 1 })),
      )
    })
    const answers = await Promise.all(requests.map((request) => ask(court, request)))
    expect(answers.map(({ result }) => result)).toEqual(requests.map(() => 'PROCESSED'))
    expect(answers.map(({ items }) => items?.map(({ seq }) => seq))).toEqual(requests.map(() => [1, 2, 3, 4]))
  })

  test('a number that nobody sent is not known', async () => {
    expect(await statusOf(court, 'T-NEVER')).toBeUndefined()
  })

  test('a connection cut after the booking leaves it booked, one cut before leaves nothing', async () => {
    const booked = controlOf(...BANK, [bankItem('SAMPLE-0012', { amountCents: 100 })])
    await behave(bank.adminPort, [{ name: 'DROPS_AFTER_BOOKING', times: 1 }])
    await expect(court.submit(booked)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(await statusOf(court, booked.requestNo)).toMatchObject({ result: 'PROCESSED' })

    const lost = controlOf(...BANK, [bankItem('SAMPLE-0012', { amountCents: 100 })])
    await behave(bank.adminPort, [{ name: 'DROPS_BEFORE_BOOKING', times: 1 }])
    await expect(court.submit(lost)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(await statusOf(court, lost.requestNo)).toBeUndefined()
  })

  test('the list has what was registered, in order, and nothing that ended', async () => {
    const list = await measures()
    const keys = list.map(({ requestNo, seq }) => `${requestNo}/${seq}`)
    expect(keys).toEqual([...keys].sort())
    expect(list.find(({ assetNo }) => assetNo === 'SAMPLE-0012')).toMatchObject({
      limitCents: 100,
      from: '2026-03-30',
      to: '2027-03-30',
      state: 'EFFECTIVE',
    })
    const other = new HttpsInstitution(
      { url: `https://127.0.0.1:${bank.port}`, ...place.certificate('court') },
      { ...TEST_KEY, key: new Uint8Array(32) },
    )
    await expect(async () => {
      for await (const one of other.measures('SAMPLE-0703')) expect(one.courtId).toBe('SAMPLE-0703')
    }).rejects.toMatchObject({ code: 'BATCH_MAC' })
    other.close()
  })

  test('put back to its backup it has forgotten what came after', async () => {
    await admin(bank.adminPort, 'backup', {})
    const before = await measures()
    const request = controlOf(...BANK, [bankItem('SAMPLE-0010', { amountCents: 100 })])
    await ask(court, request)
    expect(await measures()).toHaveLength(before.length + 1)
    await admin(bank.adminPort, 'restore', {})
    expect(await measures()).toEqual(before)
    expect(await statusOf(court, request.requestNo)).toBeUndefined()
    expect(await ask(court, request)).toMatchObject({ result: 'PROCESSED' })
  })

  test('refuses what is for somebody else, an officer who is not filed, and documents that are none', async () => {
    await expect(court.submit(requestTo('BANK', 'OTHERBANK'))).rejects.toMatchObject({
      facts: { refusal: 'institution/OTHER_INSTITUTION' },
    })
    await expect(court.submit(requestTo(...BANK, { officerDutyCard: 'GW-0009' }))).rejects.toMatchObject({
      facts: { refusal: 'institution/OFFICER_NOT_FILED' },
    })
    const client = new TlsClient({ url: `https://127.0.0.1:${bank.port}`, ...place.certificate('court') })
    const send = async (path: string, body: string): Promise<unknown> => {
      const response = await client.post(path, body)
      let text = ''
      for await (const part of response) text += String(part)
      return [response.statusCode, JSON.parse(text)]
    }
    const wire = controlRequest.encode(requestTo(...BANK)) as Record<string, unknown>
    expect(await send('/v1/requests', JSON.stringify({ ...wire, extra: 1 }))).toEqual([
      400,
      {
        codespace: 'control-interface',
        code: 'FIELD_UNKNOWN',
        path: '/extra',
        expected: 'a key of controlRequest',
        seen: 'string of 5 characters',
      },
    ])
    expect(await send('/v1/requests', JSON.stringify({ ...wire, xz: '2' }))).toMatchObject([
      400,
      { code: 'RULING_MISSING', path: '/ckwh' },
    ])
    expect(await send('/v1/other', '{}')).toEqual([404, { codespace: 'institution', code: 'ROUTE_UNKNOWN' }])
    // It arrives in many parts: what is kept of it must not be taken for the document.
    const long = JSON.stringify({ ...wire, extra: 'x'.repeat(DOCUMENT_BYTES_MAX) })
    expect(await send('/v1/requests', long)).toEqual([413, { codespace: 'institution', code: 'BODY_BYTES' }])
    client.close()
  })

  test('nobody without a certificate of the authority gets an answer', async () => {
    const { ca } = place.certificate('court')
    const bare = new HttpsInstitution({ url: `https://127.0.0.1:${bank.port}`, ca }, TEST_KEY)
    await expect(bare.status('T-000001')).rejects.toMatchObject({ code: 'NOT_SENT' })
    bare.close()
    const stranger = new TestPlace()
    const { cert, key } = stranger.certificate('court')
    const foreign = new HttpsInstitution({ url: `https://127.0.0.1:${bank.port}`, ca, cert, key }, TEST_KEY)
    // The alert may come after the end of the connection: then the client cannot tell.
    await expect(foreign.status('T-000001')).rejects.toMatchObject({
      code: expect.stringMatching(/^(NOT_SENT|OUTCOME_UNKNOWN)$/) as string,
    })
    foreign.close()
    await stranger.end()
    const old = connect({
      host: '127.0.0.1',
      port: bank.port,
      ca: readFileSync(ca),
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1.1',
    })
    const failure = await new Promise((resolve) =>
      old.once('error', resolve).once('secureConnect', () => resolve('connected')),
    )
    expect(failure).toBeInstanceOf(Error)
  })
})
