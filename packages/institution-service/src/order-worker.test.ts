import { join } from 'node:path'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ControlItem, ControlRequest } from '@xiezhi/control-interface'
import { FileJournal, InstitutionAdapter } from '@xiezhi/institution-adapter'
import type { RequestStanding } from '@xiezhi/institution-adapter'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { amountCommitment, decodeAnswerAnnex } from './annex.ts'
import { KeyedIndex } from './keyed-index.ts'
import { OrderWorker } from './order-worker.ts'
import type { WorkerOptions } from './order-worker.ts'
import type { AnnexOpening, ServiceAlarm } from './ports.ts'
import { FileStores } from './testing/file-stores.ts'
import { cannotRun, doorOf, startSimulator } from './testing/simulator.ts'
import type { Simulator } from './testing/simulator.ts'
import { BANK_ACCOUNT, bankItem, CASE_NO, requestOf, TwoZones } from './testing/two-zones.ts'
import type { OrderedEffect } from './testing/two-zones.ts'

if (cannotRun !== undefined)
  console.log(`not run: packages/institution-service/src/order-worker.test.ts (${cannotRun})`)

const INDEX_KEY = new Uint8Array(32).fill(9)
const index = new KeyedIndex(nodeCrypto, INDEX_KEY)
const TARGET = {
  targetName: '示例市示例区人民法院执行款专户',
  targetBank: '示例银行示例支行',
  targetBankNo: '000000000000',
  targetAccount: 'SAMPLE-COURT-1',
} as const
const FREEZE: OrderedEffect = { action: 'FREEZE', asset: 'DEPOSIT', limitCents: 5_000_000, months: 12 }

describe.skipIf(cannotRun !== undefined)('OrderWorker', () => {
  let bank: Simulator
  let zones: TwoZones
  let runs = 0
  const workers: OrderWorker[] = []
  let alarms: ServiceAlarm[] = []
  let stores: FileStores

  beforeAll(async () => {
    bank = await startSimulator('bank')
    zones = new TwoZones()
  }, 60_000)
  afterAll(() => bank.stop())
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop()
    alarms = []
  })

  /** A worker with stores of its own over the bank; a test changes what it is about. */
  async function start(change: Partial<WorkerOptions> = {}): Promise<OrderWorker> {
    const folder = join(bank.folder, `run-${runs++}`)
    stores = new FileStores(folder)
    const adapter = await InstitutionAdapter.open({
      port: doorOf(bank.tls),
      journal: FileJournal.open(join(folder, 'journal')),
      records: stores.requests,
      alarm: ({ code, requestNo }) => void alarms.push({ code: code as never, client: 'adapter', orderId: requestNo }),
      now: Date.now,
    })
    const worker = new OrderWorker({
      identity: { organisation: 'bank', kind: 'BANK', institutionCode: 'SAMPLEBANK', indexKey: INDEX_KEY },
      crypto: nodeCrypto,
      algorithms: suite(nodeCrypto, 'intl'),
      ledger: zones.ledger('bank'),
      annexes: { open: ({ orderId }) => Promise.resolve(opened(orderId)) },
      policy: { decide: () => ({ kind: 'accept' }) },
      executor: adapter,
      requests: stores.requests,
      feedback: stores.feedback,
      alarm: (alarm) => void alarms.push(alarm),
      retryMs: 20,
      slowRetryMs: 50,
      sweepMs: 100,
      ...change,
    })
    workers.push(worker)
    await worker.start()
    return worker
  }

  function opened(orderId: string): AnnexOpening {
    const annex = zones.annexes.get(orderId)
    return annex === undefined ? { kind: 'waiting' } : { kind: 'opened', annex }
  }

  const toBank =
    (item?: ControlItem) =>
    (requestNo: string): ControlRequest =>
      requestOf('BANK', 'SAMPLEBANK', requestNo, item)
  const freeze = (change: Partial<ControlItem> = {}): string => zones.order('bank', FREEZE, toBank(bankItem(change)))

  /** Follows the measure that an order began. */
  function following(
    action: OrderedEffect['action'],
    began: string,
    item: Partial<ControlItem>,
    effect: Partial<OrderedEffect> = {},
  ): string {
    const asset = { action, asset: 'DEPOSIT', measureId: index.measureId(began), ...effect } as const
    return zones.order(
      'bank',
      asset,
      toBank({ ...BANK_ACCOUNT, measure: 'RELEASE', priorRequestNo: began, priorCaseNo: CASE_NO, ...item }),
    )
  }

  /** The answer, verified by the court's ledger. */
  async function answered(
    orderId: string,
  ): Promise<{ readonly kind: string; readonly code: string | null; readonly [fact: string]: unknown }> {
    await expect.poll(() => zones.received(orderId).result).not.toBeNull()
    zones.relay()
    const { result } = zones.sent(orderId)
    if (result === null) throw new Error('the court has no result')
    return result
  }

  test('a query is answered by the core system, its feedback committed to and sent', async () => {
    await start()
    const orderId = zones.order('bank', { action: 'QUERY', asset: null }, toBank())
    const result = await answered(orderId)
    expect(result).toMatchObject({ kind: 'FULFILLED', code: null, measure: null, amount: null })
    await expect.poll(() => stores.names('sent')).toEqual([orderId])
    const { answer } = decodeAnswerAnnex(stores.read(orderId, 'annex') ?? null)
    expect(answer.query?.accounts?.map(({ accountNo }) => accountNo)).toContain('SAMPLE-0001')
    expect(zones.sent(orderId).result?.annexDigest).toMatch(/^sha256:/)
    await expect.poll(() => stores.requests.unfinished()).toEqual([])
    expect(alarms).toEqual([])
  })

  test('a freeze stands in the line under the instant of the core system; renewal, reduction, deduction and release follow it', async () => {
    await start()
    const began = freeze()
    const result = await answered(began)
    const { answer, amountSalt } = decodeAnswerAnnex(stores.read(began, 'annex') ?? null)
    const feedback = answer.items?.[0]
    expect(result).toMatchObject({
      kind: 'FULFILLED',
      amount: amountCommitment(
        suite(nodeCrypto, 'intl'),
        { unit: 'CENTS', quantity: 5_000_000, currency: 'CNY' },
        amountSalt,
      ),
      measure: {
        measureId: index.measureId(began),
        registeredAtMs: Date.parse(feedback?.registeredAt ?? ''),
        rank: 0,
        from: '2026-03-30',
        to: '2027-03-30',
      },
    })
    expect(amountSalt).toBe(index.amountSalt(began))

    const renewed = following(
      'RENEW',
      began,
      { measure: 'CONTINUE', from: '2026-03-30', to: '2027-03-30' },
      { months: 12 },
    )
    // Twelve months from the last day of the measure, and the request says another day.
    expect(await answered(renewed)).toMatchObject({ kind: 'REJECTED', code: 'TERM_DIFFERS' })
    const reduced = following(
      'REDUCE',
      began,
      { measure: 'RELEASE', amountCents: 2_000_000 },
      { limitCents: 3_000_000 },
    )
    expect(await answered(reduced)).toMatchObject({ kind: 'FULFILLED', code: null })
    expect(zones.measure(index.measureId(began))).toMatchObject({ measure: { limitCents: 3_000_000 } })

    expect(await answered(line('CONVERT_TO_DISPOSAL', began))).toMatchObject({ kind: 'FULFILLED' })
    const taken = following(
      'DEDUCT',
      began,
      { measure: 'DEDUCT', amountCents: 1_000_000, ...TARGET },
      { limitCents: 1_000_000 },
    )
    const deducted = await answered(taken)
    expect(deducted).toMatchObject({ kind: 'FULFILLED', code: null })
    expect(zones.measure(index.measureId(began))).toMatchObject({
      measure: { deductedCents: 1_000_000, pendingDeduction: null },
    })
    const released = following('RELEASE', began, { measure: 'RELEASE' })
    expect(await answered(released)).toMatchObject({ kind: 'FULFILLED' })
    expect(zones.measure(index.measureId(began))).toMatchObject({ measure: { state: 'RELEASED' } })
    expect(alarms.map(({ code, detail }) => [code, detail])).toEqual([['REQUEST_DIFFERS', 'TERM_DIFFERS']])
  })

  /** An order that the core system has no part in: no request goes with it. */
  const line = (action: OrderedEffect['action'], began: string): string =>
    zones.order('bank', { action, asset: 'DEPOSIT', measureId: index.measureId(began) }, null, { annexDigest: null })

  test('a deferred deduction has begun on the ledger and is answered when the core system has paid', async () => {
    await start()
    const began = freeze({ accountNo: 'SAMPLE-0002' })
    await answered(began)
    expect(await answered(line('CONVERT_TO_DISPOSAL', began))).toMatchObject({ kind: 'FULFILLED' })
    await bank.admin('behaviours', { behaviours: [{ name: 'DEFERS_DEDUCTIONS', times: 1 }] })
    const item = { measure: 'DEDUCT', accountNo: 'SAMPLE-0002', amountCents: 900_000, ...TARGET } as const
    const orderId = following('DEDUCT', began, item, { limitCents: 900_000 })
    await expect
      .poll(() => zones.measure(index.measureId(began)))
      .toMatchObject({ measure: { pendingDeduction: orderId, deductedCents: 0 } })
    expect(zones.received(orderId).result).toBeNull()
    await expect.poll(() => stores.names('answer')).toContain(orderId)
    await bank.admin('settle', {})
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED', code: null })
    expect(alarms).toEqual([])
  })

  test('less than was ordered is a partial result; a full earlier freeze, a refusal of the interface and no asset are failures', async () => {
    await start()
    const large: OrderedEffect = { ...FREEZE, limitCents: 10_000_000_000 }
    const partial = zones.order(
      'bank',
      large,
      toBank(bankItem({ accountNo: 'SAMPLE-0010', amountCents: 10_000_000_000 })),
    )
    expect(await answered(partial)).toMatchObject({ kind: 'PARTIAL', code: 'BALANCE_SHORT' })
    expect(await answered(freeze({ accountNo: 'SAMPLE-0003' }))).toMatchObject({
      kind: 'FAILED',
      code: 'ALREADY_FROZEN',
    })
    expect(await answered(freeze({ accountNo: 'NOT-THERE' }))).toMatchObject({ kind: 'FAILED', code: 'OTHER' })
    const stranger = zones.order('bank', { action: 'QUERY', asset: null }, (requestNo) => ({
      ...requestOf('BANK', 'SAMPLEBANK', requestNo),
      officerWorkCard: 'NOT-FILED',
    }))
    expect(await answered(stranger)).toMatchObject({ kind: 'FAILED', code: 'OFFICER_NOT_FILED', annexDigest: null })
    expect(alarms).toEqual([])
  })

  test('a measure that waits behind one of the ledger lacks nothing; behind one that the ledger does not know it says so', async () => {
    await start()
    await answered(freeze({ accountNo: 'SAMPLE-0008' }))
    const behind = await answered(freeze({ accountNo: 'SAMPLE-0008', measure: 'WAITING_FREEZE' }))
    expect(behind).toMatchObject({ kind: 'FULFILLED', code: null, measure: { rank: 1, from: null } })
    const foreign = await answered(freeze({ accountNo: 'SAMPLE-0003', measure: 'WAITING_FREEZE' }))
    expect(foreign).toMatchObject({ kind: 'PARTIAL', code: 'ALREADY_FROZEN', measure: { rank: 0 } })
  })

  test('a request that differs from the effect is rejected, or fails if a person took it on, and reaches no core system', async () => {
    const submitted: string[] = []
    await start({
      executor: {
        submit: ({ requestNo }) => Promise.reject(new Error(String(submitted.push(requestNo)))),
        ask: () => Promise.resolve({ state: 'prepared' }),
      },
      policy: { decide: () => ({ kind: 'person' }) },
      annexes: {
        open: ({ orderId }) => {
          const opening = opened(orderId)
          if (opening.kind !== 'opened' || opening.annex.request?.items === undefined) return Promise.resolve(opening)
          const { request } = opening.annex
          const items = opening.annex.request.items.map((item) => ({ ...item, amountCents: 4_999_999 }))
          return Promise.resolve({ kind: 'opened', annex: { ...opening.annex, request: { ...request, items } } })
        },
      },
    })
    expect(await answered(freeze())).toMatchObject({ kind: 'REJECTED', code: 'LIMIT_DIFFERS' })
    await workers.splice(0)[0]?.stop()
    const taken = freeze()
    zones.operate('bank', 'gateway', 'order/RecordRetrieval', {
      client: zones.client,
      orderId: taken,
      outcome: 'RETRIEVED',
    })
    zones.operate('bank', 'operator', 'order/Accept', { client: zones.client, orderId: taken })
    await start({ annexes: { open: () => Promise.resolve({ kind: 'malformed' }) } })
    expect(await answered(taken)).toMatchObject({ kind: 'FAILED', code: 'ANNEX_MALFORMED' })
    expect(submitted).toEqual([])
    expect(alarms.map(({ code }) => code)).toEqual(['REQUEST_DIFFERS', 'ANNEX_MALFORMED'])
  })

  test('what reaches the core system without an annex is rejected; what does not needs none', async () => {
    await start()
    const orderId = zones.order('bank', FREEZE, toBank(bankItem()), { annexDigest: null })
    expect(await answered(orderId)).toMatchObject({ kind: 'REJECTED', code: 'ANNEX_MISSING' })
  })

  test('the policy leaves an order to a person, who takes it on; or rejects it', async () => {
    await start({ policy: { decide: () => ({ kind: 'person' }) } })
    const orderId = freeze({ accountNo: 'SAMPLE-0001' })
    await expect.poll(() => zones.received(orderId).state).toBe('RETRIEVED')
    expect(zones.received(orderId).rungs.map(({ rung }) => rung)).toEqual(['delivered', 'retrieved'])
    zones.operate('bank', 'operator', 'order/Accept', { client: zones.client, orderId })
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    await workers.splice(0)[0]?.stop()
    await start({ policy: { decide: () => ({ kind: 'reject', code: 'NOT_OURS' }) } })
    expect(await answered(freeze())).toMatchObject({ kind: 'REJECTED', code: 'NOT_OURS' })
  })

  test('where nothing is booked outside the ledger, taking on and answering are one block', async () => {
    const answer = { requestNo: '', result: 'PROCESSED', query: { outcome: 'NONE' } } as const
    await start({
      executor: {
        isOfLedger: true,
        submit: ({ requestNo }) => Promise.resolve({ state: 'answered', answer: { ...answer, requestNo } }),
        ask: () => Promise.resolve({ state: 'prepared' }),
      },
    })
    const orderId = zones.order('bank', { action: 'QUERY', asset: null }, toBank())
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    const { rungs, result } = zones.received(orderId)
    expect(rungs.map(({ rung, atMs }) => [rung, atMs]).slice(1)).toEqual([
      ['retrieved', result?.decidedAtMs],
      ['accepted', result?.decidedAtMs],
    ])
    await expect.poll(() => stores.names('finished')).toEqual([orderId])
    expect(alarms).toEqual([])
  })

  test('an annex that is late is waited for, its failure told once, and the order goes on when it comes', async () => {
    let opening: AnnexOpening | undefined = { kind: 'failed' }
    const worker = await start({ annexes: { open: ({ orderId }) => Promise.resolve(opening ?? opened(orderId)) } })
    const orderId = zones.order('bank', { action: 'QUERY', asset: null }, toBank())
    const told = (): string[] => zones.received(orderId).rungs.map(({ rung }) => rung)
    await expect.poll(told).toEqual(['delivered', 'retrieval-failed'])
    opening = { kind: 'waiting' }
    worker.look({ client: zones.client, orderId })
    opening = undefined
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    expect(told()).toEqual(['delivered', 'retrieval-failed', 'retrieved', 'accepted'])
    expect(alarms).toEqual([])
  })

  test('what the core system has booked when a revocation comes is recorded as it is, and stays revoked', async () => {
    const door = doorOf(bank.tls)
    const submit = async (request: ControlRequest): Promise<RequestStanding> => {
      const submission = await door.submit(request)
      if (submission.kind !== 'answered') throw new Error('was not answered')
      await stores.requests.keepAnswer(request.requestNo, submission.answer)
      zones.revoke(request.requestNo)
      return { state: 'answered', answer: submission.answer }
    }
    await start({ executor: { submit, ask: () => Promise.resolve({ state: 'prepared' }) } })
    const orderId = freeze({ accountNo: 'SAMPLE-0011' })
    expect(await answered(orderId)).toMatchObject({ kind: 'REJECTED', code: 'INSTRUMENT_REVOKED' })
    await expect.poll(() => stores.names('finished')).toEqual([orderId])
    expect(stores.names('sent')).toEqual([orderId])
    expect(zones.measure(index.measureId(orderId))).toMatchObject({ measure: { orderId, state: 'EFFECTIVE' } })
    expect(alarms).toEqual([])
    door.close()
  })

  test('after a restart it is asked what became of a revoked order; nothing is sent for one that never left', async () => {
    await start({
      executor: { submit: () => new Promise(() => undefined), ask: () => new Promise(() => undefined) },
      annexes: { open: () => Promise.resolve({ kind: 'waiting' }) },
    })
    const kept = stores
    const [never, booked] = [freeze({ accountNo: 'SAMPLE-0012' }), freeze({ accountNo: 'SAMPLE-0012' })]
    for (const orderId of [never, booked]) {
      zones.operate('bank', 'gateway', 'order/RecordRetrieval', { client: zones.client, orderId, outcome: 'RETRIEVED' })
      zones.operate('bank', 'operator', 'order/Accept', { client: zones.client, orderId })
      const { request } = zones.annexes.get(orderId)!
      await kept.requests.keepRequest({ client: zones.client, orderId }, request!)
    }
    const door = doorOf(bank.tls)
    const submission = await door.submit(zones.annexes.get(booked)!.request!)
    if (submission.kind !== 'answered') throw new Error('was not answered')
    const { answer } = submission
    for (const orderId of [never, booked]) zones.revoke(orderId)
    await workers.splice(0)[0]?.stop()
    const asked: string[] = []
    await start({
      requests: kept.requests,
      feedback: kept.feedback,
      executor: {
        submit: () => Promise.reject(new Error('sent')),
        ask: (requestNo) => {
          asked.push(requestNo)
          return Promise.resolve(requestNo === booked ? { state: 'answered', answer } : { state: 'prepared' })
        },
      },
    })
    await expect.poll(() => kept.names('finished')).toEqual([never, booked].sort())
    expect(asked.sort()).toEqual([never, booked].sort())
    expect([kept.names('sent'), kept.names('dropped')]).toEqual([[booked], [never]])
    expect(zones.measure(index.measureId(never))).toBeNull()
    expect(zones.measure(index.measureId(booked))).toMatchObject({ measure: { orderId: booked } })
    expect(alarms).toEqual([])
    door.close()
  })

  test('what fails is told once and tried again', async () => {
    let fails = 3
    const worker = await start({
      annexes: {
        open: ({ orderId }) =>
          fails-- > 0 ? Promise.reject(new RangeError('secret')) : Promise.resolve(opened(orderId)),
      },
    })
    const orderId = zones.order('bank', { action: 'QUERY', asset: null }, toBank())
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    expect(alarms).toEqual([{ code: 'STEP_FAILED', client: zones.client, orderId, detail: 'RangeError' }])
    await worker.stop()
  })

  test('what the ledger refuses is told to a person, and stays open', async () => {
    await start()
    const began = freeze({ accountNo: 'SAMPLE-0002', measure: 'WAITING_FREEZE' })
    await answered(began)
    expect(zones.measure(index.measureId(began))).toMatchObject({ measure: { state: 'WAITING' } })
    // A measure that waits is not disposed of.
    const orderId = line('CONVERT_TO_DISPOSAL', began)
    await expect
      .poll(() => alarms)
      .toEqual([{ code: 'LEDGER_REFUSED', client: zones.client, orderId, detail: 'measure/18' }])
    expect(zones.received(orderId)).toMatchObject({ state: 'RECEIVED', result: null })
  })

  test('a disposal is closed with the distribution of the court, and without one by a person', async () => {
    await start()
    const began = freeze({ accountNo: 'SAMPLE-0005', subAccount: '02' })
    await answered(began)
    expect(await answered(line('CONVERT_TO_DISPOSAL', began))).toMatchObject({ kind: 'FULFILLED' })
    const without = line('CLOSE_DISPOSAL', began)
    await expect.poll(() => zones.received(without).state).toBe('ACCEPTED')
    const measureId = index.measureId(began)
    const distribution = `sha256:${'5a'.repeat(32)}`
    const close = { action: 'CLOSE_DISPOSAL', asset: 'DEPOSIT', measureId } as const
    const orderId = zones.order('bank', close, null, { annex: { distribution } })
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    expect(zones.measure(measureId)).toMatchObject({ measure: { state: 'DISPOSED', distribution } })
    expect(zones.received(without).result).toBeNull()
  })
})
