import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  bureau,
  DIGEST,
  foreignMessage,
  lawyerSelf,
  LICENCE,
  nobody,
  OBJECTION_ID,
  standing,
  withLawyer,
} from '../fixtures.ts'

const OTHER_ID = 'e5'.repeat(16)
const decide = (objectionId: string): { type: string; value: Json } => ({
  type: 'lawyer/DecideObjection',
  value: { objectionId, upheld: false, decisionDigest: DIGEST },
})

describe('raiseForeignObjection', () => {
  test('flags the record, names the zone and the court, and leaves status and verdict', () => {
    const { chain, published } = withLawyer()
    const before = standing(chain, '2026-03-02')
    expect(chain.deliver([foreignMessage()], [nobody]).code).toBe(0)

    const { verdict, facts, checks } = before as Record<string, Json>
    expect(standing(chain, '2026-03-02')).toMatchObject({ verdict, facts, checks, disputed: true })
    expect(published.at(-1)).toMatchObject({ kind: 'DISPUTED', status: 'ACTIVE' })
    expect(chain.query('lawyer/objection', { objectionId: OBJECTION_ID })).toMatchObject({
      state: 'OPEN',
      groundsDigest: DIGEST,
      raisedBy: { organisation: 'court', role: 'COURT_JUDGE', client: '07-tendermint-0' },
    })
    expect(chain.violations()).toEqual([])
  })

  test('the bureau decides it as any other, and the record may be contested anew', () => {
    const { chain } = withLawyer()
    chain.deliver([foreignMessage()], [nobody])
    expect(chain.deliver([decide(OBJECTION_ID)], [bureau[0]]).code).toBe(0)
    expect(standing(chain, '2026-03-02')).toMatchObject({ disputed: false })

    expectRejected(chain, errors.ObjectionExists, [foreignMessage()], [nobody])
    expect(chain.deliver([foreignMessage({ objectionId: OTHER_ID })], [nobody]).code).toBe(0)
    expect(chain.violations()).toEqual([])
  })

  test('an unknown licence is refused', () => {
    const { chain } = withLawyer()
    expectRejected(chain, errors.LicenceUnknown, [foreignMessage({ licenceNo: '11101201010000001' })], [nobody])
  })

  test('an id that the lawyer has used is refused, so is a second objection while one is open', () => {
    const { chain } = withLawyer()
    const own = {
      type: 'lawyer/RaiseObjection',
      value: { objectionId: OBJECTION_ID, licenceNo: LICENCE, groundsDigest: DIGEST },
    }
    chain.deliver([own], [lawyerSelf])

    expectRejected(chain, errors.ObjectionExists, [foreignMessage()], [nobody])
    expectRejected(chain, errors.ObjectionOpen, [foreignMessage({ objectionId: OTHER_ID })], [nobody])
  })
})
