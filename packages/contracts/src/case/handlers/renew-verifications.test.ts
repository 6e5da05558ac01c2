import { bundledLaw, changeLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { startOfCivilDateMs } from '../../ids.ts'
import { CALENDAR_BATCH } from '../../law-reading.ts'
import {
  AGENT,
  agentOf,
  CASE_REF,
  clerk,
  enterMessage,
  filing,
  POWERS,
  receiptFor,
  verificationOf,
  withCase,
} from '../fixtures.ts'
import type { CaseChain } from '../fixtures.ts'
import { provisionalFacts, verificationsOfYear } from '../state.ts'

const loaded = changeLaw(bundledLaw, {
  parameters: [],
  switches: [],
  calendars: [
    {
      year: 2027,
      version: '2027-1',
      source: '示例通知（虚构）',
      verified: 'D',
      offDays: ['2027-01-01', '2027-01-02', '2027-01-03'],
      makeUpWorkdays: [],
    },
  ],
})
const calendarYear = { type: 'wire/CalendarYear', value: 2027 }
const FIRST = `${AGENT}-1`

/** A defender instructed on the last day of 2026, whose papers came on `enteredOn`; the licence is in order. */
function defended(enteredOn: string): { readonly made: CaseChain; readonly law: { book: LawBook } } {
  const law = { book: bundledLaw }
  const startMs = startOfCivilDateMs(enteredOn) + 9 * 3_600_000
  const made = withCase({ procedure: 'CRIMINAL', filedOn: '2026-12-01' }, { law: () => law.book, startMs })
  const receipt = receiptFor(made.chain, { question: { asOf: enteredOn } })
  made.receipts.set(receipt.dispatchId, receipt)
  const powers = { ...POWERS, signedOn: '2026-12-31' }
  const enter = { role: 'DEFENDER', powers, enteredOn, receiptId: receipt.dispatchId }
  expect(made.chain.deliver([enterMessage(enter)], [filing])).toMatchObject({ code: 0, facts: {} })
  return { made, law }
}

const codes = ({ reasons }: { readonly reasons: readonly { readonly code: string }[] }): readonly string[] =>
  reasons.map(({ code }) => code)
const renewedOf = ({ chain }: CaseChain, verificationId = FIRST): readonly Readonly<Record<string, Json>>[] =>
  chain.query('case/renewedVerification', { verificationId, limit: 10 }) as Readonly<Record<string, Json>>[]

describe('a verification that rests on a year without notice', () => {
  test.each([
    ['2027-01-04', 'PASS', []],
    ['2027-01-05', 'WARN', ['DEFENDER_FILED_LATE']],
  ])('papers of %s: says so, is found by the year, and is %s once the notice is loaded', (on, verdict, reasons) => {
    const { made, law } = defended(on)
    const { chain } = made
    const before = verificationOf(made, FIRST)
    expect(before).toMatchObject({ verdict: 'WARN', calendars: [{ year: 2027, version: null }] })
    expect(codes(before)).toEqual(['CALENDAR_NOT_LOADED'])
    expect(agentOf(made)['admission']).toBe('WARN')
    expect(chain.query('case/verificationsOfYear', { year: 2027, limit: 10 })).toEqual([
      { verificationId: FIRST, version: null },
    ])

    law.book = loaded
    chain.deliver([calendarYear], [clerk])
    chain.advance(1_000)
    expect(chain.events).toMatchObject([
      { type: 'VerificationRenewed', data: { verificationId: FIRST, before: 'WARN', verdict } },
    ])
    const [renewed, ...more] = renewedOf(made)
    expect(renewed).toMatchObject({ verdict, calendars: [{ year: 2027, version: '2027-1' }] })
    expect(codes(renewed as never)).toEqual(reasons)
    expect(more).toEqual([])
    // The record of then stays, and nothing waits any more.
    expect(verificationOf(made, FIRST)).toEqual(before)
    expect(agentOf(made)['admission']).toBe(verdict)
    expect(verificationsOfYear(chain.store).list({ limit: 10 })).toEqual([])
    expect(provisionalFacts(chain.store).list({ limit: 10 })).toEqual([])
    expect(chain.violations()).toEqual([])
  })

  test('waits on while the notice is not there', () => {
    const { made } = defended('2027-01-04')
    made.chain.deliver([calendarYear], [clerk])
    made.chain.advance(1_000)
    expect(made.chain.events).toEqual([])
    expect(renewedOf(made)).toEqual([])
    expect(verificationsOfYear(made.chain.store).list({ limit: 10 })).toHaveLength(1)
  })

  test('is renewed a batch in a block; the admission follows the last one only', () => {
    const { made, law } = defended('2027-01-04')
    const { chain } = made
    const again = { caseRef: CASE_REF, agentId: AGENT, use: 'FILE_ACCESS', onDate: '2027-01-04', fallbackId: null }
    const verify = { type: 'case/VerifyAgent', value: { ...again, receiptId: receiptFor(chain).dispatchId } }
    for (let n = 0; n < CALENDAR_BATCH; n++) expect(chain.deliver([verify], [clerk]).facts).toEqual({})
    law.book = loaded
    chain.deliver([calendarYear], [clerk])
    chain.advance(1_000)
    expect(chain.events).toHaveLength(CALENDAR_BATCH)
    chain.advance(1_000)
    expect(chain.events).toHaveLength(1)
    expect(agentOf(made)['admission']).toBe('PASS')
    chain.advance(1_000)
    expect(chain.events).toEqual([])
    expect(renewedOf(made, `${AGENT}-${CALENDAR_BATCH + 1}`)).toMatchObject([{ verdict: 'PASS' }])
    expect(chain.violations()).toEqual([])
  })
})
