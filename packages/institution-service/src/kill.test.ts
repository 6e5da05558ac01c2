import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { measureState } from '@xiezhi/contracts'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { annexDigest, encodeAnswerAnnex, decodeAnswerAnnex } from './annex.ts'
import { STEPS } from './ports.ts'
import { FileStores } from './testing/file-stores.ts'
import { bundleWorkerProcess, startWorkerProcess } from './testing/run-worker-process.ts'
import { cannotRun, doorOf, startSimulator } from './testing/simulator.ts'
import type { Simulator } from './testing/simulator.ts'
import { BANK_ACCOUNT, bankItem, CASE_NO, requestOf, TwoZones } from './testing/two-zones.ts'
import { KeyedIndex } from './keyed-index.ts'

if (cannotRun !== undefined) console.log(`not run: packages/institution-service/src/kill.test.ts (${cannotRun})`)

const CENTS = 1_000
const ORDERS = 3
const TARGET = {
  targetName: '示例市示例区人民法院执行款专户',
  targetBank: '示例银行示例支行',
  targetBankNo: '000000000000',
  targetAccount: 'SAMPLE-COURT-1',
} as const
const index = new KeyedIndex(nodeCrypto, new Uint8Array(32).fill(9))

describe.skipIf(cannotRun !== undefined)('kill −9 of the worker', () => {
  let bank: Simulator
  let zones: TwoZones
  beforeAll(async () => {
    ;[bank] = await Promise.all([startSimulator('bank'), bundleWorkerProcess()])
    zones = new TwoZones()
  }, 60_000)
  afterAll(() => bank.stop())

  const freeze = (accountNo = 'SAMPLE-0001'): string =>
    zones.order('bank', { action: 'FREEZE', asset: 'DEPOSIT', limitCents: CENTS, months: 12 }, (requestNo) =>
      requestOf('BANK', 'SAMPLEBANK', requestNo, bankItem({ accountNo, amountCents: CENTS })),
    )
  const deduct = (began: string, accountNo: string): string =>
    zones.order(
      'bank',
      { action: 'DEDUCT', asset: 'DEPOSIT', limitCents: CENTS, measureId: index.measureId(began) },
      (requestNo) => {
        const item = { ...BANK_ACCOUNT, accountNo, measure: 'DEDUCT', amountCents: CENTS } as const
        return requestOf('BANK', 'SAMPLEBANK', requestNo, {
          ...item,
          ...TARGET,
          priorRequestNo: began,
          priorCaseNo: CASE_NO,
        })
      },
    )
  const isAnswered = (orderId: string): boolean => zones.received(orderId).result !== null

  /** What the accounts hold, as their holder sees it. */
  async function balance(accounts: readonly string[]): Promise<number> {
    const door = doorOf(bank.tls)
    const given = await door.submit(requestOf('BANK', 'SAMPLEBANK', `BALANCE-${Date.now()}`))
    door.close()
    if (given.kind !== 'answered') throw new Error('was not answered')
    const found = given.answer.query?.accounts ?? []
    return found.reduce((sum, one) => sum + (accounts.includes(one.accountNo) ? one.balanceCents : 0), 0)
  }

  /** Runs the worker until it kills itself at a step of the nth order, then another until all orders are answered. */
  async function killedAt(step: string, orders: readonly string[], folder: string): Promise<void> {
    const first = startWorkerProcess(zones, { folder, tls: bank.tls, kill: `${step} 2` })
    expect(await first.ended).toBe('SIGKILL')
    const second = startWorkerProcess(zones, { folder, tls: bank.tls })
    try {
      await expect.poll(() => orders.every(isAnswered)).toBe(true)
      await expect.poll(() => new FileStores(folder).names('finished')).toEqual([...orders].sort())
    } finally {
      second.kill()
      await second.ended
    }
  }

  /** Every order has one measure or effect, one annex with the digest on the ledger, and the bank has booked once. */
  function expectOnce(orders: readonly string[], folder: string): void {
    zones.relay()
    const stores = new FileStores(folder)
    expect(stores.names('sent')).toEqual([...orders].sort())
    for (const orderId of orders) {
      const result = zones.sent(orderId).result
      expect(result).toMatchObject({ kind: 'FULFILLED', code: null })
      const annex = decodeAnswerAnnex(stores.read(orderId, 'annex') ?? null)
      expect(result?.annexDigest).toBe(annexDigest(suite(nodeCrypto, 'intl'), encodeAnswerAnnex(annex)))
    }
    expect(existsSync(join(folder, 'alarms')) ? readFileSync(join(folder, 'alarms'), 'utf8') : '').toBe('')
  }

  const measuresOfLedger = (): number =>
    measureState.measures(zones.zones.institution.chain.store).list({ limit: 1_000 }).length

  test.each(STEPS.filter((step) => step !== 'deduction-begun'))(
    'at %s: nothing double, nothing lost',
    async (step) => {
      const before = measuresOfLedger()
      const orders = Array.from({ length: ORDERS }, () => freeze())
      const folder = join(bank.folder, `kill-${step}`)
      await killedAt(step, orders, folder)
      expectOnce(orders, folder)
      expect(measuresOfLedger() - before).toBe(ORDERS)
      const door = doorOf(bank.tls)
      const booked: string[] = []
      for await (const { requestNo } of door.measures('SAMPLE-0703')) booked.push(requestNo)
      door.close()
      expect(booked.filter((requestNo) => orders.includes(requestNo)).sort()).toEqual([...orders].sort())
    },
    60_000,
  )

  test.each([
    ['deduction-begun', ['SAMPLE-0010', 'SAMPLE-0011']],
    ['executed', ['SAMPLE-0012', 'SAMPLE-0002']],
  ] as const)(
    'at %s of a deduction: paid once',
    async (step, accounts) => {
      const measures = accounts.map((accountNo) => freeze(accountNo))
      const folder = join(bank.folder, `deduct-${step}`)
      const setUp = startWorkerProcess(zones, { folder: `${folder}-first`, tls: bank.tls })
      await expect.poll(() => measures.every(isAnswered)).toBe(true)
      zones.relay()
      const converted = measures.map((began) =>
        zones.order(
          'bank',
          { action: 'CONVERT_TO_DISPOSAL', asset: 'DEPOSIT', measureId: index.measureId(began) },
          null,
          { annexDigest: null },
        ),
      )
      await expect.poll(() => converted.every(isAnswered)).toBe(true)
      zones.relay()
      setUp.kill()
      await setUp.ended
      const before = await balance(accounts)
      const orders = measures.map((began, at) => deduct(began, accounts[at] ?? ''))
      await killedAt(step, orders, folder)
      expectOnce(orders, folder)
      expect(before - (await balance(accounts))).toBe(accounts.length * CENTS)
    },
    60_000,
  )
})
