import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '@xiezhi/codec'
import { answer, controlRequest, measure } from '@xiezhi/control-interface'
import { layBatch, takeBatches } from '@xiezhi/institution-adapter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Institution } from './institution.ts'
import { exchangeOnce } from './server/exchange.ts'
import { bankItem, canRun, controlOf, requestTo, TEST_KEY, TestPlace } from './testing/institution-fixture.ts'

const BANK = ['BANK', 'SAMPLEBANK'] as const

describe.skipIf(!canRun)('file exchange', () => {
  let place: TestPlace
  let bank: Institution
  let exchange: { readonly in: string; readonly out: string; readonly court: string }
  let sequence = 0

  beforeAll(async () => {
    place = new TestPlace()
    bank = await place.start(place.config('bank'))
    exchange = { in: join(place.folder, 'to-bank'), out: join(place.folder, 'to-court'), court: 'court' }
  })
  afterAll(() => place.end())

  const lay = (records: readonly Json[], at = ++sequence): Promise<void> =>
    layBatch(
      exchange.in,
      TEST_KEY,
      { kind: 'REQUESTS', sender: 'court', recipient: 'SAMPLEBANK', sequence: at, count: records.length },
      records,
    )

  async function answers(kind: 'ANSWERS' | 'MEASURES', after: number): Promise<Json[]> {
    const address = { kind, sender: 'SAMPLEBANK', recipient: 'court' } as const
    const all: Json[] = []
    await takeBatches({ folder: exchange.out, key: TEST_KEY, address, after }, async (batch) => {
      for await (const record of batch.records()) all.push(record)
    })
    return all
  }

  const freeze = controlOf(...BANK, [bankItem('SAMPLE-0001', { amountCents: 700 })])

  test('a batch of requests comes back as a batch of answers, a refusal in the place of an answer', async () => {
    const bad = { ...(controlRequest.encode(requestTo(...BANK)) as Record<string, Json>), extra: 1 }
    await lay([controlRequest.encode(freeze), bad, { bdhm: 'T-NEVER' }, { bdhm: freeze.requestNo }])
    expect(await exchangeOnce(bank.context, exchange)).toEqual([])
    expect(readdirSync(exchange.in)).toEqual(['done'])
    const [first, second, third, fourth] = await answers('ANSWERS', 0)
    expect(answer.decode(first)).toMatchObject({ requestNo: freeze.requestNo, items: [{ actualControlledCents: 700 }] })
    expect(second).toMatchObject({ codespace: 'control-interface', code: 'FIELD_UNKNOWN', path: '/extra' })
    expect(third).toEqual({ bdhm: 'T-NEVER', codespace: 'institution', code: 'REQUEST_UNKNOWN' })
    expect(fourth).toEqual(first)
  })

  test('the list of measures is a batch of its own', async () => {
    await lay([{ fydm: 'SAMPLE-0703' }])
    await exchangeOnce(bank.context, exchange)
    expect((await answers('MEASURES', 1)).map((one) => measure.decode(one).requestNo)).toEqual([freeze.requestNo])
  })

  test('a file without its marker is not seen; a batch out of turn waits; one that comes again does nothing', async () => {
    const marker = `qq_court_SAMPLEBANK_${String(sequence + 1).padStart(10, '0')}.jsonl.ok`
    const next = controlRequest.encode(controlOf(...BANK, [bankItem('SAMPLE-0001', { amountCents: 1 })]))
    await lay([next])
    renameSync(join(exchange.in, marker), join(place.folder, 'held.ok'))
    await lay([{ bdhm: freeze.requestNo }])
    await exchangeOnce(bank.context, exchange)
    expect(await answers('ANSWERS', 2)).toEqual([])
    renameSync(join(place.folder, 'held.ok'), join(exchange.in, marker))
    await exchangeOnce(bank.context, exchange)
    expect(await answers('ANSWERS', 2)).toHaveLength(2)

    await lay([controlRequest.encode(controlOf(...BANK, [bankItem('SAMPLE-0002')]))], 1)
    await exchangeOnce(bank.context, exchange)
    expect(await answers('ANSWERS', 0)).toEqual([])
  })

  test('a batch that was cut, changed or is of somebody else goes to quarantine, and nothing of it is done', async () => {
    const request = controlOf(...BANK, [bankItem('SAMPLE-0010')])
    const name = `qq_court_SAMPLEBANK_${String(sequence + 1).padStart(10, '0')}.jsonl`
    const file = join(exchange.in, name)
    const spoilt: [string, () => void][] = [
      ['BATCH_CUT', () => writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(0, 2).join('\n'))],
      ['BATCH_COUNT', () => appendFileSync(file, '{}\n')],
      ['BATCH_DIGEST', () => writeFileSync(file, readFileSync(file, 'utf8').replace('5000000', '9000000'))],
      ['BATCH_DIGEST', () => writeFileSync(`${file}.ok`, `${'00'.repeat(32)}\n`)],
      [
        'BATCH_HEADER',
        () => writeFileSync(file, readFileSync(file, 'utf8').replace('control-batch/v1', 'control-batch/v9')),
      ],
      ['BATCH_CUT', () => renameSync(file, join(place.folder, 'gone'))],
    ]
    for (const [code, spoil] of spoilt) {
      await lay([controlRequest.encode(request)], sequence + 1)
      spoil()
      expect(await exchangeOnce(bank.context, exchange)).toEqual([{ name, code }])
      expect(existsSync(file)).toBe(false)
    }
    await layBatch(
      exchange.in,
      { ...TEST_KEY, key: new Uint8Array(32) },
      { kind: 'REQUESTS', sender: 'court', recipient: 'SAMPLEBANK', sequence: sequence + 1, count: 1 },
      [controlRequest.encode(request)],
    )
    expect(await exchangeOnce(bank.context, exchange)).toEqual([{ name, code: 'BATCH_MAC' }])
    const { rows } = await bank.context.store.transaction((tx) =>
      tx.query('select 1 from request where request_no = $1', [request.requestNo]),
    )
    expect(rows).toEqual([])

    await lay([controlRequest.encode(request)])
    expect(await exchangeOnce(bank.context, exchange)).toEqual([])
  })

  test('runs by itself where the configuration has folders', async () => {
    const own = { in: join(place.folder, 'in2'), out: join(place.folder, 'out2'), court: 'court' }
    mkdirSync(own.in)
    const other = await place.start(place.config('payment', { exchange: own }))
    await layBatch(
      own.in,
      TEST_KEY,
      { kind: 'REQUESTS', sender: 'court', recipient: 'SAMPLEPAY', sequence: 1, count: 1 },
      [controlRequest.encode(requestTo('PAYMENT', 'SAMPLEPAY'))],
    )
    const file = join(own.out, 'fk_SAMPLEPAY_court_0000000001.jsonl.ok')
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(other.context.profile.institutionCode).toBe('SAMPLEPAY')
  })
})
