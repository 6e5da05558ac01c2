import { expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { changeLaw } from '../law-book/change.ts'
import { evaluate } from '../registry/evaluate.ts'

const KEY = 'PB-R22-03.annualReport'
const earlier = changeLaw(bundledLaw, {
  parameters: [{ key: KEY, value: '05-29', effectiveFrom: '2026-06-15', source: 'invented change' }],
})

function judged(asOf: string, law = earlier): ReturnType<typeof evaluate> {
  return evaluate('enterprise.filingDeadline', { kind: 'ANNUAL_REPORT', reportYear: 2025, filedOn: null, asOf }, law)
}

test.each([
  ['2026-06-14', 'OPEN', '2026-06-30'],
  ['2026-06-15', 'OVERDUE', '2026-05-29'],
])('on %s the closing day of annual reports in force on that day applies: %s', (asOf, verdict, legalEnd) => {
  const { output, decisiveOn, parameters } = judged(asOf)
  expect(output).toMatchObject({ verdict, due: { legalEnd, status: 'FINAL' } })
  expect(decisiveOn).toBe(asOf)
  expect(parameters.find(({ key }) => key === KEY)?.on).toBe(asOf)
})

test('without a change the one row applies on every day', () => {
  expect(judged('2026-07-01', bundledLaw).output).toMatchObject({ verdict: 'OVERDUE', daysLate: 1 })
})
