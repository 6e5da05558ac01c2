import { isCivilDate } from '@xiezhi/contracts/ids'
import { bundledLaw, caseNumber, identifier, lawyer } from '@xiezhi/law'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_SAMPLE } from '../config/alliance.ts'
import { enforcementCaseMessages, enforcementMessage } from './enforcement.ts'
import { generateSample, SAMPLE_STATUSES } from './generate.ts'
import type { Sample } from './generate.ts'
import { entryMessages } from './listing.ts'
import { SAMPLE_STAFF } from './officers.ts'
import {
  agentMessage,
  assessmentMessages,
  caseMessages,
  firmMessages,
  formerStaffMessages,
  importMessages,
  statusMessages,
} from './seed-messages.ts'

const TODAY = '2026-03-02'
const sample = generateSample(DEFAULT_SAMPLE, TODAY)

function distinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}

function requireValid({ firms, lawyers, cases, today }: Sample): void {
  for (const { uscc } of firms) {
    const judged = identifier.uscc({ value: uscc, whitelist: [] }, bundledLaw)
    expect([judged.verdict, judged.subjectClass, judged.normalised]).toEqual(['PASS', 'LAW_FIRM', uscc])
  }
  for (const { licenceNo, from, statusFrom } of lawyers) {
    const judged = lawyer.parseLicence({ licenceNo, asOf: from }, bundledLaw)
    expect([judged.verdict, judged.form]).toEqual(['PASS', 'CURRENT_17'])
    expect(isCivilDate(from) && from <= today).toBe(true)
    expect(statusFrom === null || (from < statusFrom && statusFrom <= today)).toBe(true)
  }
  for (const one of cases) {
    const parsed = caseNumber.parse({ text: one.caseNumber }, bundledLaw)
    expect([parsed.verdict, parsed.courtCode, parsed.normalised]).toEqual(['PASS', one.courtCode, one.caseNumber])
    expect(one.filedOn <= today).toBe(true)
    expect(distinct(one.agents.map(({ licenceNo }) => licenceNo))).toBe(true)
  }
  expect(distinct(firms.map(({ uscc }) => uscc))).toBe(true)
  expect(distinct(lawyers.map(({ licenceNo }) => licenceNo.slice(11)))).toBe(true)
  expect(distinct(lawyers.map(({ lawyerId }) => lawyerId))).toBe(true)
  expect(distinct(cases.map((one) => one.caseNumber))).toBe(true)
}

test('has the promised size, every status and thirty-three officers', () => {
  expect([sample.firms.length, sample.lawyers.length, sample.cases.length]).toEqual([20, 500, 40])
  const statuses = new Set(sample.lawyers.map(({ status }) => status))
  expect([...statuses].sort()).toEqual([...SAMPLE_STATUSES].sort())
  const persons = Object.values(SAMPLE_STAFF)
    .flatMap(({ officers }) => officers)
    .filter(({ roles }) => !roles.some((role) => role === 'RELAYER' || role.endsWith('_SERVICE')))
  expect(persons.length).toBe(33)
})

test('every identifier of any size and seed is valid by the law functions', () => {
  requireValid(sample)
  const sizes = fc.record({
    enabled: fc.constant(true),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    firms: fc.integer({ min: 2, max: 60 }),
    lawyers: fc.integer({ min: 20, max: 120 }),
    cases: fc.integer({ min: 4, max: 30 }),
  })
  fc.assert(
    fc.property(sizes, (size) => {
      requireValid(generateSample(size, TODAY))
    }),
    { numRuns: 25 },
  )
})

test('the same seed and day give the same data, another seed other data', () => {
  expect(generateSample(DEFAULT_SAMPLE, TODAY)).toEqual(sample)
  const other = generateSample({ ...DEFAULT_SAMPLE, seed: 19 }, TODAY)
  expect(other.lawyers[0]?.lawyerId).not.toBe(sample.lawyers[0]?.lawyerId)
})

test('the tour finds its lawyers: active, suspended, revoked, and a judge who left less than two years ago', () => {
  const { active, suspended, revoked, formerJudge } = sample.featured
  const statusOf = (licence: string): string | undefined =>
    sample.lawyers.find(({ licenceNo }) => licenceNo === licence)?.status
  expect([active, suspended, revoked, formerJudge].map(({ licenceNo }) => statusOf(licenceNo))).toEqual([
    'ACTIVE',
    'SUSPENDED',
    'REVOKED',
    'ACTIVE',
  ])
  for (const { licenceNo, caseNumber: number } of [active, suspended, revoked, formerJudge]) {
    expect(lawyer.parseLicence({ licenceNo, asOf: sample.today }, bundledLaw).category).toBe('FULL_TIME')
    const own = sample.cases.find((one) => one.caseNumber === number)
    expect(own?.agents.some((agent) => agent.licenceNo === licenceNo)).toBe(true)
  }
  const judge = sample.lawyers.find(({ licenceNo }) => licenceNo === formerJudge.licenceNo)?.formerJudge
  const ties = lawyer.courtTies(
    {
      actOn: TODAY,
      poaSignedOn: TODAY,
      caseCourt: judge?.court ?? '',
      exception: 'NONE',
      former: {
        role: 'JUDGE',
        organsServed: [judge?.court ?? ''],
        leftOn: judge?.leftOn ?? '',
        leaveKind: 'RESIGNED',
        senior: false,
        firmInFormerArea: true,
      },
      relatives: [],
    },
    bundledLaw,
  )
  expect(ties.reasons.map(({ rule }) => rule)).toContain('R18-06')
})

test('names and salts of the private file are in no message to a ledger', () => {
  const { bureau, department } = statusMessages(sample)
  const sent = JSON.stringify([
    ...firmMessages(sample),
    ...importMessages(sample),
    ...bureau,
    ...department,
    ...assessmentMessages(sample),
    ...formerStaffMessages(sample),
    ...(sample.enforcements ?? []).flatMap((one) => [...enforcementCaseMessages(one), enforcementMessage(one)]),
    ...(sample.entries ?? []).map(entryMessages),
    ...sample.cases.flatMap((one) => [...caseMessages(one), ...one.agents.map((agent) => agentMessage(one, agent))]),
  ])
  for (const { name, salt } of sample.lawyers) {
    expect(name.startsWith('【样本】')).toBe(true)
    expect(sent.includes(name) || sent.includes(salt)).toBe(false)
  }
  for (const { name, salt } of sample.cases.flatMap(({ parties }) => parties))
    expect(sent.includes(name) || sent.includes(salt)).toBe(false)
  const persons = (sample.entries ?? []).flatMap(({ person, representative }) => [person, representative])
  for (const person of persons.filter((one) => one !== null))
    for (const secret of [person.name, person.idNo, person.salt]) expect(sent).not.toContain(secret)
  for (const { debtor } of sample.enforcements ?? [])
    for (const secret of [debtor.name, debtor.idNo, debtor.salt]) expect(sent).not.toContain(secret)
})
