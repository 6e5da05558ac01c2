import { bundledLaw } from '@xiezhi/law'
import { expect, test } from 'vitest'
import { joinFindings } from './join-findings.ts'

const court = { verdict: 'WARN', reasons: [{ code: 'POA_NOT_FILED', rule: 'R18-18' }], tasks: [] } as const
const answer = {
  verdict: 'BLOCK',
  reasons: [{ code: 'LICENCE_SUSPENDED', rule: 'R18-03' }],
  tasks: [],
  facts: {},
  disputed: false,
  serial: null,
} as const

test('the worst of court, bureau and paper check holds', () => {
  expect(joinFindings(bundledLaw, { answer: null, fallback: null, court })).toEqual(court)
  expect(joinFindings(bundledLaw, { answer: null, fallback: { verdict: 'PASS' }, court }).verdict).toBe('WARN')
  expect(joinFindings(bundledLaw, { answer: null, fallback: { verdict: 'ALERT' }, court }).verdict).toBe('ALERT')
  const joined = joinFindings(bundledLaw, { answer, fallback: null, court })
  expect(joined).toMatchObject({ verdict: 'BLOCK', reasons: [...answer.reasons, ...court.reasons] })
})
