import { readFileSync } from 'node:fs'
import type { Json } from '@xiezhi/codec'
import type { Bundle } from '@xiezhi/evidence'
import { describe, expect, test } from 'vitest'
import { failedChecks, forgedFrom, inRecord, judge } from './testing/forged-bundle.ts'
import type { Changes } from './testing/forged-bundle.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

/** The records of a recorded bundle with changes, as two ledgers would prove them. */
const forged = (changes: Changes = {}, name = 'court'): Bundle => forgedFrom(recorded(name), changes)

const ASKED = 'query/summary/'
const ANSWERED = 'query/answer-summary/'

const set =
  (change: Record<string, Json>) =>
  (record: Record<string, Json>): Json => ({ ...record, ...change })
const without =
  (name: string) =>
  (record: Record<string, Json>): Json =>
    Object.fromEntries(Object.entries(record).filter(([field]) => field !== name))

describe.each(['opposing', 'public'] as const)('summaries of two ledgers, profile %s', (profile) => {
  test('are valid as recorded', () => {
    expect(judge(forged({}, profile))).toMatchObject({ result: 'valid', statement: { reasons: null } })
  })

  test('without a sequence fail by a check of its own', () => {
    const result = judge(forged({ asker: inRecord(ASKED, without('sequence')) }, profile))
    expect(result.result).toBe('invalid')
    expect(result.checks.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { id: 'summary-sequence', facts: { expected: 'integer from 1', seen: 'absent' } },
    ])
  })

  test.each([
    ['0', 0, 0],
    ['a text', '9', 'string'],
    ['null', null, 'object'],
  ] as const)('with a sequence that is %s fail by the same', (_, sequence, seen) => {
    const result = judge(forged({ asker: inRecord(ASKED, set({ sequence })) }, profile))
    expect(result.checks.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { id: 'summary-sequence', facts: { seen } },
    ])
  })

  test.each<[string, Record<string, Json>, string]>([
    ['licence', { licenceNo: '11101201010654321' }, 'licenceNo'],
    ['verdict', { verdict: 'BLOCK' }, 'verdict'],
    ['verdict and refusal', { verdict: null, refusal: 'NO_POLICY' }, 'refusal verdict'],
    ['date', { asOf: '2020-01-01' }, 'asOf'],
    ['parameters', { parameterVersion: `sha256:${'00'.repeat(32)}` }, 'parameterVersion'],
    ['objection', { disputed: true }, 'disputed'],
    ['digest', { resultDigest: `sha256:${'00'.repeat(32)}` }, 'resultDigest'],
  ])('that differ in %s fail and name it', (_, change, fields) => {
    const result = judge(forged({ answerer: inRecord(ANSWERED, set(change)) }, profile))
    expect(result.statement).toBeNull()
    expect(result.checks.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { id: 'summary-matches', facts: { fields } },
    ])
  })

  test('of another dispatch fail', () => {
    const change = set({ dispatchId: 'other-0' })
    const both = forged({ asker: inRecord(ASKED, change), answerer: inRecord(ANSWERED, change) }, profile)
    expect(failedChecks(judge(both))).toEqual(['dispatch-identity'])
  })

  test.each<[string, (record: Record<string, Json>) => Json]>([
    ['a field is missing', without('licenceNo')],
    ['a field is unknown', set({ remark: 'x' })],
    ['a verdict stands beside a refusal', set({ refusal: 'NO_POLICY' })],
    ['it is no object', () => 'x'],
  ])('cannot be read where %s', (_, change) => {
    expect(failedChecks(judge(forged({ answerer: inRecord(ANSWERED, change) }, profile)))).toEqual(['record-shape'])
  })

  test('whose receipt comes more than both clocks may differ before the answer fail', () => {
    const receivedBefore = (ms: number): string[] =>
      failedChecks(
        judge(
          forged(
            {
              asker: inRecord(ASKED, (record) => ({ ...record, receivedAtMs: Number(record['decidedAtMs']) - ms })),
            },
            profile,
          ),
        ),
      )
    expect(receivedBefore(10_000)).toEqual([])
    expect(receivedBefore(10_001)).toEqual(['answer-before-receipt'])
  })
})
