import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { ErrorKind } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import {
  CASE_REF,
  caseChain,
  clerk,
  COURT,
  DIGEST,
  elsewhere,
  filing,
  fixtureErrors,
  openMessage,
} from '../fixtures.ts'

const OTHER = 'cb'.repeat(16)

describe('openCase', () => {
  test('keeps the number of a public case in its normal form', () => {
    const { chain } = caseChain()
    chain.deliver([openMessage({ caseNumber: '(2026)京0105民初1号' })], [filing])

    expect(chain.query('case/case', { caseRef: CASE_REF })).toMatchObject({
      case: { caseNumber: '（2026）京0105民初1号', state: 'OPEN' },
    })
    expect(chain.query('case/number', { courtCode: COURT, caseNumber: '（2026）京0105民初1号' })).toBe(CASE_REF)
  })

  test('GX-24: one number of a court is given once, whatever its brackets; tags likewise', () => {
    const { chain } = caseChain()
    chain.deliver([openMessage()], [filing])
    const again = openMessage({ caseRef: OTHER, caseNumber: '(2026)京0105民初1号' })
    expectRejected(chain, errors.CaseNumberTaken, [again], [filing])

    const tag = { caseNumber: null, caseNumberTag: DIGEST }
    chain.deliver([openMessage({ ...tag, caseRef: OTHER })], [filing])
    expectRejected(chain, errors.CaseNumberTaken, [openMessage({ ...tag, caseRef: 'cc'.repeat(16) })], [filing])
    expect(chain.violations()).toEqual([])
  })

  const rejections: [name: string, kind: ErrorKind, change: Parameters<typeof openMessage>[0]][] = [
    ['a number with a leading zero (GX-23)', errors.CaseNumberMalformed, { caseNumber: '（2026）京0105民初012号' }],
    ['a number of another court', errors.CaseNumberOtherCourt, { caseNumber: '（2026）京0106民初1号' }],
    ['number and tag together', errors.CaseNumberOrTag, { caseNumberTag: DIGEST }],
    ['neither number nor tag', errors.CaseNumberOrTag, { caseNumber: null }],
    ['a connected case that is not known', errors.ConnectedUnknown, { connectedRefs: [OTHER] }],
    ['a case connected with itself', errors.ConnectedUnknown, { connectedRefs: [CASE_REF] }],
  ]
  test.each(rejections)('rejects %s', (_, kind, change) => {
    expect(expectRejected(caseChain().chain, kind, [openMessage(change)], [filing]).code).toBe(kind.code)
  })

  test('rejects a clerk, another court, and a reference in use', () => {
    const { chain } = caseChain()

    expectRejected(chain, fixtureErrors.RoleMissing, [openMessage()], [clerk])
    expectRejected(chain, errors.OutsideJurisdiction, [openMessage()], [elsewhere])
    chain.deliver([openMessage()], [filing])
    expectRejected(chain, errors.CaseExists, [openMessage({ caseNumber: '（2026）京0105民初2号' })], [filing])
  })
})
