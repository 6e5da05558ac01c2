import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer, ControlRequest, Refusal } from '@xiezhi/control-interface'
import { AdapterError, FileInstitution, FileJournal, InstitutionAdapter } from '@xiezhi/institution-adapter'
import type { AdapterAlarm, HttpsInstitution, InstitutionPort, Journal } from '@xiezhi/institution-adapter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BehaviourList } from './behaviours.ts'
import type { Institution } from './institution.ts'
import { exchangeOnce } from './server/exchange.ts'
import {
  admin,
  bankItem,
  behave,
  canRun,
  control,
  controlOf,
  TARGET,
  TEST_KEY,
  TestPlace,
  following,
} from './testing/institution-fixture.ts'

const BANK = ['BANK', 'SAMPLEBANK'] as const

/** A court's side with its journal in a file, which can end and come back. */
class CourtSide {
  readonly requests = new Map<string, ControlRequest>()
  readonly answers = new Map<string, Answer>()
  readonly alarms: AdapterAlarm[] = []
  readonly #path: string
  readonly #journals: FileJournal[] = []

  constructor(path: string) {
    this.#path = path
  }

  async adapter(
    port: InstitutionPort,
    watched: (journal: Journal) => Journal = (journal) => journal,
  ): Promise<InstitutionAdapter> {
    const journal = FileJournal.open(this.#path)
    this.#journals.push(journal)
    return InstitutionAdapter.open({
      port,
      journal: watched(journal),
      records: {
        request: (no) => Promise.resolve(this.requests.get(no)),
        answer: (no) => Promise.resolve(this.answers.get(no)),
        keepAnswer: (no, given) => {
          this.answers.set(no, given)
          return Promise.resolve()
        },
      },
      alarm: (alarm) => void this.alarms.push(alarm),
      now: () => 1_774_800_000_000,
    })
  }

  async end(): Promise<void> {
    for (const journal of this.#journals) await journal.close()
  }

  freeze(amountCents = 1): ControlRequest {
    const request = controlOf(...BANK, [bankItem('SAMPLE-0001', { amountCents })])
    this.requests.set(request.requestNo, request)
    return request
  }
}

/** Counts what goes out. */
function counting(port: InstitutionPort): InstitutionPort & { sent: number; asked: number } {
  const counted = {
    sent: 0,
    asked: 0,
    submit: (request: ControlRequest) => {
      counted.sent++
      return port.submit(request)
    },
    status: (requestNo: string) => {
      counted.asked++
      return port.status(requestNo)
    },
  }
  return counted
}

describe.skipIf(!canRun)('adapter', () => {
  let place: TestPlace
  let bank: Institution
  let court: HttpsInstitution
  const sides: CourtSide[] = []

  beforeAll(async () => {
    place = new TestPlace()
    bank = await place.start(place.config('bank'))
    court = place.court(bank.port)
  })
  afterAll(async () => {
    court.close()
    for (const one of sides) await one.end()
    await place.end()
  })

  function side(): CourtSide {
    const own = new CourtSide(join(place.folder, `journal-${sides.length}`))
    sides.push(own)
    return own
  }

  async function bookings({ requestNo }: ControlRequest): Promise<number> {
    let count = 0
    for await (const one of court.measures('SAMPLE-0703')) if (one.requestNo === requestNo) count++
    return count
  }

  test('answered: once, and the same standing again', async () => {
    const own = side()
    const port = counting(court)
    const adapter = await own.adapter(port)
    const request = own.freeze()
    const standing = await adapter.submit(request)
    expect(standing).toMatchObject({ state: 'answered', answer: { result: 'PROCESSED' } })
    expect(await adapter.submit(request)).toEqual(standing)
    expect([port.sent, port.asked, await bookings(request)]).toEqual([1, 0, 1])
    await expect(adapter.submit({ ...request, remark: '改动' })).rejects.toMatchObject({ code: 'REQUEST_CHANGED' })
    expect(own.alarms).toEqual([])
  })

  test.each<[string, BehaviourList, number, number]>([
    ['cut after the booking: asked, not sent again', [{ name: 'DROPS_AFTER_BOOKING', times: 1 }], 1, 1],
    ['answered with what is no answer: asked, not sent again', [{ name: 'MALFORMED', times: 1 }], 1, 1],
  ])('%s', async (_, behaviours, sent, asked) => {
    const own = side()
    const port = counting(court)
    const request = own.freeze()
    await behave(bank.adminPort, behaviours)
    expect(await (await own.adapter(port)).submit(request)).toMatchObject({ state: 'answered' })
    expect([port.sent, port.asked, await bookings(request)]).toEqual([sent, asked, 1])
  })

  test('cut before the booking: asked first, and sent again only then', async () => {
    const own = side()
    const port = counting(court)
    const request = own.freeze()
    await behave(bank.adminPort, [{ name: 'DROPS_BEFORE_BOOKING', times: 1 }])
    const adapter = await own.adapter(port)
    expect(await adapter.submit(request)).toMatchObject({ state: 'unknown' })
    expect([port.sent, port.asked]).toEqual([1, 1])
    expect((await adapter.resume()).get(request.requestNo)).toMatchObject({ state: 'answered' })
    expect([port.sent, port.asked, await bookings(request)]).toEqual([2, 2, 1])
  })

  test('too slow: unknown, then asked for until it answers', async () => {
    const own = side()
    const hasty = place.court(bank.port, 1_500)
    const request = own.freeze()
    await behave(bank.adminPort, [{ name: 'SLOW', times: 1, delayMs: 4_000 }])
    const adapter = await own.adapter(hasty)
    const standing = await adapter.submit(request)
    if (standing.state !== 'answered')
      expect((await adapter.resume()).get(request.requestNo)).toMatchObject({ state: 'answered' })
    expect(await bookings(request)).toBe(1)
    hasty.close()
  })

  test('an institution that cannot be reached: prepared, and sent when it can', async () => {
    const own = side()
    const nobody = place.court(1)
    const request = own.freeze()
    expect(await (await own.adapter(nobody)).submit(request)).toMatchObject({
      state: 'prepared',
      reason: 'ECONNREFUSED',
    })
    nobody.close()
    const port = counting(court)
    const adapter = await own.adapter(port)
    expect(adapter.open()).toEqual([request.requestNo])
    await adapter.resume()
    expect([port.sent, port.asked, adapter.open()]).toEqual([1, 0, []])
  })

  test('refused: the last word, and nothing was booked', async () => {
    const own = side()
    const request = { ...own.freeze(), institutionCode: 'OTHERBANK' }
    const adapter = await own.adapter(court)
    expect(await adapter.submit(request)).toEqual({ state: 'refused', reason: 'institution/OTHER_INSTITUTION' })
    expect(adapter.open()).toEqual([])
  })

  test('ended between any two steps it goes on and books once', async () => {
    for (let cut = 1; cut <= 3; cut++) {
      const own = side()
      const request = own.freeze()
      let steps = 0
      const dying = (journal: Journal): Journal => ({
        entries: () => journal.entries(),
        append: (entry) =>
          ++steps >= cut ? Promise.reject(new AdapterError('JOURNAL_DAMAGED', { steps })) : journal.append(entry),
      })
      await (await own.adapter(court, dying)).submit(request).catch(() => undefined)
      const again = await own.adapter(court)
      await again.submit(request)
      expect(again.open()).toEqual([])
      expect(own.answers.get(request.requestNo)).toMatchObject({ result: 'PROCESSED' })
      expect(await bookings(request)).toBe(1)
    }
  })

  test('a registered deduction is asked for until it is carried out', async () => {
    const own = side()
    const adapter = await own.adapter(court)
    const first = own.freeze(100)
    await adapter.submit(first)
    await behave(bank.adminPort, [{ name: 'DEFERS_DEDUCTIONS', times: 1 }])
    const pay = controlOf(...BANK, [following(first, { measure: 'DEDUCT', amountCents: 100, ...TARGET })])
    own.requests.set(pay.requestNo, pay)
    expect(await adapter.submit(pay)).toMatchObject({ state: 'registered', answer: { result: 'REGISTERED' } })
    expect((await adapter.resume()).get(pay.requestNo)).toMatchObject({ state: 'registered' })
    await admin(bank.adminPort, 'settle', {})
    const standing = (await adapter.resume()).get(pay.requestNo)
    expect(standing?.state === 'answered' ? standing.answer?.items?.[0]?.deductedCents : standing).toBe(100)
  })

  test('an answer that does not fit is kept and reported, for it was booked', async () => {
    const own = side()
    const adapter = await own.adapter(court)
    await behave(bank.adminPort, [{ name: 'WRONG_TERM', times: 1 }])
    const wrong = own.freeze()
    expect(await adapter.submit(wrong)).toMatchObject({ state: 'answered' })
    await behave(bank.adminPort, [{ name: 'FREEZES_TOO_MUCH', times: 1 }])
    const much = own.freeze(2)
    expect(await adapter.submit(much)).toMatchObject({ state: 'answered' })
    expect(own.alarms.map(({ code, requestNo }) => [code, requestNo])).toEqual([
      ['TERM_DIFFERS', wrong.requestNo],
      ['OVER_CONTROLLED', much.requestNo],
      ['OVER_CONTROLLED', much.requestNo],
      ['LIMIT_DIFFERS', much.requestNo],
    ])
    await control(court, controlOf(...BANK, [following(much, {})]))
  })

  test('an institution that contradicts itself, or has forgotten, is found', async () => {
    const own = side()
    const adapter = await own.adapter(court)
    const request = own.freeze()
    await adapter.submit(request)
    await adapter.confirm(request.requestNo)
    expect(own.alarms).toEqual([])
    await behave(bank.adminPort, [{ name: 'CONTRADICTORY', times: 1 }])
    await adapter.confirm(request.requestNo)
    await admin(bank.adminPort, 'backup', {})
    const later = own.freeze()
    await adapter.submit(later)
    await admin(bank.adminPort, 'restore', {})
    await adapter.confirm(later.requestNo)
    expect(own.alarms).toEqual([
      { code: 'ANSWER_CONTRADICTS', requestNo: request.requestNo },
      { code: 'ANSWER_CONTRADICTS', requestNo: later.requestNo, path: '/' },
    ])
    expect(own.answers.get(request.requestNo)?.items?.[0]?.state).toBe('CONTROLLED')
  })

  test('over files: carried, answered by the next batch, and asked for after an end', async () => {
    const own = side()
    const folders = { in: join(place.folder, 'to-court'), out: join(place.folder, 'to-bank') }
    mkdirSync(folders.in)
    const exchange = { in: folders.out, out: folders.in, court: 'court' }
    const options = {
      ...folders,
      state: join(place.folder, 'file-state'),
      key: TEST_KEY,
      court: 'court',
      institution: 'SAMPLEBANK',
    }
    let files = await FileInstitution.open(options)
    let adapter = await own.adapter(files)
    const deliver = {
      answer: async (given: Answer) => {
        await adapter.deliver(given)
      },
      refusal: async (told: Refusal) => {
        await adapter.deliverRefusal(told)
      },
    }
    const requests = [own.freeze(), own.freeze()]
    const standings = await Promise.all(requests.map((request) => adapter.submit(request)))
    expect(standings.map(({ state }) => state)).toEqual(['carried', 'carried'])
    await exchangeOnce(bank.context, exchange)
    expect(await files.poll(deliver)).toEqual([])
    expect(adapter.open()).toEqual([])

    // Ended after the step and before the batch: what is asked for is not known, so it goes again.
    const lost = own.freeze()
    const never: InstitutionPort = {
      submit: () => Promise.reject(new Error('ended')),
      status: () => Promise.reject(new Error('ended')),
    }
    await (await own.adapter(never)).submit(lost).catch(() => undefined)
    files = await FileInstitution.open(options)
    adapter = await own.adapter(files)
    expect(adapter.open()).toEqual([lost.requestNo])
    for (let turn = 0; turn < 2; turn++) {
      if (turn === 0) await adapter.resume()
      await exchangeOnce(bank.context, exchange)
      await files.poll(deliver)
    }
    expect(adapter.open()).toEqual([])
    expect(await bookings(lost)).toBe(1)

    await files.askMeasures('SAMPLE-0703')
    await exchangeOnce(bank.context, exchange)
    const listed: string[] = []
    await files.takeMeasures(async (list) => {
      for await (const { requestNo } of list) listed.push(requestNo)
    })
    expect(listed).toEqual(expect.arrayContaining([...requests, lost].map(({ requestNo }) => requestNo)))
    expect(own.alarms).toEqual([])
  })
})
