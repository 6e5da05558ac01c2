import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testHosts } from '../../../../../tools/judges/test-hosts.ts'
import { testZones } from '../../testing/test-zones.ts'
import type { TestZones } from '../../testing/test-zones.ts'
import { centsArgument, yuan } from './parts.ts'

interface Refused {
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>
}
const TWO_ZONES = `zones:
  - { name: court, kind: court, chainId: xz-court-1, port: 26601 }
  - { name: justice, kind: justice, chainId: xz-justice-1, port: 26611 }
`
const UNKNOWN = 'ab'.repeat(16)

test.each([
  ['1000000', 100_000_000, '1000000.00'],
  ['0.5', 50, '0.50'],
  ['12.34', 1_234, '12.34'],
])('%s yuan', (text, cents, shown) => {
  expect([centsArgument(text), yuan(cents)]).toEqual([cents, shown])
})

test.each(['', '-1', '1.234', '1e3', '1,000', '1234567890123'])('refuses %s yuan', (text) => {
  expect(() => centsArgument(text)).toThrow(/USAGE/)
})

const hosts = await testHosts('commands of enforcement')

describe.each(hosts)('commands of enforcement on $name', (on) => {
  let zones: TestZones
  let caseRef = ''
  beforeAll(async () => {
    zones = await testZones(on)
    for (const kind of ['court', 'justice', 'institution'] as const) await zones.start(kind)
    await zones.link()
  }, 60_000)
  afterAll(() => zones.close())

  const run = (...args: readonly string[]) => zones.run(...args)
  const inCase = (word: string, ...args: readonly string[]) => run('enforcement', word, '--case', caseRef, ...args)
  async function refusal(...args: readonly string[]): Promise<readonly [number, string, unknown]> {
    const { exit, document } = await run(...args)
    const { code, facts } = document['error'] as Refused
    return [exit, code, facts['name'] ?? facts['reason']]
  }
  const ordersOf = async (): Promise<readonly { readonly orderId: string; readonly state: string }[]> =>
    (await inCase('status')).document['orders'] as never

  test('a judgment is filed, and it is told what may be controlled', async () => {
    const { exit, document } = await run(
      ...['enforcement', 'open', '--number', '（2026）粤0106执9101号', '--principal', '1000'],
      ...['--effective', '2025-12-01', '--due', '2025-12-20'],
    )
    expect(exit).toBe(0)
    caseRef = String(document['caseRef'])
    expect(document['target']).toMatchObject({ documentCents: 100_000 })
    const { document: listed } = await run('enforcement', 'list')
    expect(listed['cases']).toMatchObject([{ caseRef, state: 'OPEN', organisation: 'court-district' }])
  })

  test('one officer asks four institutions; the orders wait for a relayer', async () => {
    const { exit, document } = await inCase('query', '--at', 'bank', 'payment', 'land', 'vehicles')
    expect([exit, document['kind']]).toEqual([0, 'QUERY_NOTICE'])
    expect((await ordersOf()).map(({ state }) => state)).toEqual(['SENT', 'SENT', 'SENT', 'SENT'])
    const late = await inCase('status', '--wait', '1')
    expect([late.exit, (late.document['error'] as Refused).code]).toEqual([75, 'ORDERS_OPEN'])
  })

  test('more than is owed is refused by the ledger, and nothing is ordered', async () => {
    const before = await ordersOf()
    const asked = ['enforcement', 'control', '--case', caseRef, '--order', 'bank:DEPOSIT:100000:12']
    expect(await refusal(...asked)).toEqual([77, 'LEDGER_REFUSED', 'OverControl'])
    expect(await ordersOf()).toEqual(before)
  })

  test('what is ordered stands in the case; a revoked instrument orders nothing twice', async () => {
    const { exit, document } = await inCase(
      'control',
      '--order',
      'bank:DEPOSIT:400:12',
      'land:REAL_ESTATE:100:36:whole',
    )
    expect(exit).toBe(0)
    const { document: seen } = await inCase('status')
    const expected = ['bank DEPOSIT 40000 false ORDERED', 'land REAL_ESTATE 10000 true ORDERED']
    const controls = seen['controls'] as readonly Readonly<Record<string, unknown>>[]
    expect(
      controls
        .map(({ institution, asset, limitCents, whole, state }) =>
          [institution, asset, limitCents, whole, state].map(String).join(' '),
        )
        .sort(),
    ).toEqual(expected)
    const instrument = ['enforcement', 'revoke', '--instrument', String(document['instrumentId'])]
    expect((await run(...instrument)).exit).toBe(0)
    expect((await refusal(...instrument)).slice(0, 2)).toEqual([77, 'LEDGER_REFUSED'])
  })

  test('the plan says what is needed and what is left alone', async () => {
    const { exit, document } = await inCase(
      ...(['plan', '--asset', 'bank:DEPOSIT:500', 'land:REAL_ESTATE:900:100:whole', 'car:VEHICLE:80:whole'] as const),
    )
    expect(exit).toBe(0)
    expect(document).toMatchObject({
      controls: [
        { assetId: 'bank', cents: 50_000, whole: false },
        { assetId: 'land', cents: 80_000, whole: true },
      ],
      reasons: [{ code: 'INDIVISIBLE_OVER_LIMIT' }],
    })
  })

  test.each<[string, readonly string[], number, string]>([
    ['an order without a term', ['control', '--order', 'bank:DEPOSIT:400'], 64, 'USAGE'],
    ['a fifth part that is not "whole"', ['control', '--order', 'bank:DEPOSIT:400:12:half'], 64, 'USAGE'],
    ['a release of a measure that does not stand', ['release', '--measure', UNKNOWN], 64, 'USAGE'],
    ['a release where none is proposed', ['release'], 64, 'USAGE'],
    ['an asset without a value', ['plan', '--asset', 'bank:DEPOSIT'], 64, 'USAGE'],
    ['closing while orders are open', ['close'], 77, 'LEDGER_REFUSED'],
  ])('refuses %s, and nothing changes', async (_, [word = '', ...args], exit, code) => {
    const before = await inCase('status')
    expect((await refusal('enforcement', word, '--case', caseRef, ...args)).slice(0, 2)).toEqual([exit, code])
    expect(await inCase('status')).toEqual(before)
  })

  test('a case that is none of enforcement, and an order that has not come, are told as such', async () => {
    expect((await refusal('enforcement', 'status', '--case', UNKNOWN)).slice(0, 2)).toEqual([65, 'ENFORCEMENT_UNKNOWN'])
    const [order] = await ordersOf()
    const at = ['--at', 'bank', '--order', order?.orderId ?? '']
    expect((await refusal('institution', 'accept', ...at, '--wait', '1')).slice(0, 2)).toEqual([75, 'ORDER_UNKNOWN'])
    expect((await refusal('institution', 'answer', ...at)).slice(0, 2)).toEqual([65, 'ORDER_UNKNOWN'])
    expect((await run('institution', 'inbox', '--at', 'bank')).document['orders']).toEqual([])
  })

  test('an alliance without institutions says so', async () => {
    const file = join(zones.folder, 'two.yaml')
    writeFileSync(file, TWO_ZONES)
    process.env['XIEZHI_ALLIANCE'] = file
    try {
      const [exit, code] = await refusal('institution', 'inbox', '--at', 'bank')
      expect([exit, code]).toEqual([78, 'NO_INSTITUTIONS'])
    } finally {
      delete process.env['XIEZHI_ALLIANCE']
    }
  })
})
