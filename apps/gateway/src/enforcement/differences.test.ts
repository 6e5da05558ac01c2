import type { ControlPlan } from '@xiezhi/gateway-api'
import { expect, test } from 'vitest'
import { differencesOf } from './differences.ts'

const id = (byte: string): string => byte.repeat(16)
const planned = (propertyId: string, cents: number, months: number): ControlPlan['controls'][number] => ({
  propertyId,
  institution: 'bank',
  asset: 'DEPOSIT',
  label: '',
  numberMasked: '',
  cents,
  whole: false,
  netCents: cents,
  months,
  to: '2027-03-30',
  renewBy: '2027-03-23',
})
const plan = { controls: [planned(id('a1'), 300, 12), planned(id('a2'), 200, 12)] } as unknown as ControlPlan
const asked = (...controls: readonly { propertyId: string; cents: number; months: number; reasons?: string }[]) => ({
  noticeNo: '1',
  rulingNo: '1',
  validTo: null,
  controls: controls.map((one) => ({ whole: false, ...one })),
})
const reasons = '虚构的理由'

test('what is asked as planned needs no reasons', () => {
  expect(
    differencesOf(
      plan,
      asked({ propertyId: id('a1'), cents: 300, months: 12 }, { propertyId: id('a2'), cents: 200, months: 12 }),
    ),
  ).toEqual([])
})

test('every departure is named, with its reasons', () => {
  const body = {
    ...asked(
      { propertyId: id('a1'), cents: 301, months: 12, reasons },
      { propertyId: id('a3'), cents: 5, months: 6, reasons },
    ),
    leftOut: [{ propertyId: id('a2'), reasons }],
  }
  expect(
    differencesOf(plan, body).map(({ propertyId, what, plannedCents, askedCents }) => [
      propertyId,
      what,
      plannedCents,
      askedCents,
    ]),
  ).toEqual([
    [id('a1'), 'MORE', 300, 301],
    [id('a3'), 'ADDED', null, 5],
    [id('a2'), 'LEFT_OUT', 200, null],
  ])
  const shorter = asked(
    { propertyId: id('a1'), cents: 300, months: 6, reasons },
    { propertyId: id('a2'), cents: 199, months: 12, reasons },
  )
  expect(differencesOf(plan, shorter).map(({ what }) => what)).toEqual(['TERM', 'LESS'])
})

test.each([
  [
    'ADDED',
    asked(
      { propertyId: id('a1'), cents: 300, months: 12 },
      { propertyId: id('a2'), cents: 200, months: 12 },
      { propertyId: id('a3'), cents: 1, months: 1 },
    ),
  ],
  ['LEFT_OUT', asked({ propertyId: id('a1'), cents: 300, months: 12 })],
  [
    'TERM',
    asked(
      { propertyId: id('a1'), cents: 300, months: 1, reasons: '   ' },
      { propertyId: id('a2'), cents: 200, months: 12 },
    ),
  ],
])('a departure without reasons is refused: %s', (what, body) => {
  expect(() => differencesOf(plan, body)).toThrow(new RegExp(`^REASONS_MISSING .*"what":"${what}"`))
})
