import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { BEIJING_FIRM, department, DIGEST, elsewhere, grantMessage, lawyerChain } from '../fixtures.ts'

const value = { uscc: BEIJING_FIRM, status: 'RECTIFYING', from: '2026-03-02', instrumentDigest: DIGEST }
const message = (change: Partial<typeof value> = {}) => ({
  type: 'lawyer/ChangeFirmStatus',
  value: { ...value, ...change },
})

describe('changeFirmStatus', () => {
  test('ends the present status on the day before, and the firm takes no new lawyers', () => {
    const { chain } = lawyerChain()
    chain.deliver([message()], department)

    expect(chain.query('lawyer/firm', { uscc: BEIJING_FIRM })).toMatchObject({
      periods: [
        { status: 'NORMAL', to: '2026-03-01' },
        { status: 'RECTIFYING', from: '2026-03-02', to: null },
      ],
    })
    expectRejected(chain, errors.FirmNotNormal, [grantMessage({ from: '2026-03-02' })], department)
  })

  test('rejects another region, an unknown firm, the same status, and a day before the last change', () => {
    const { chain } = lawyerChain()

    expectRejected(chain, errors.OutsideJurisdiction, [message()], elsewhere)
    expectRejected(chain, errors.FirmUnknown, [message({ uscc: `${BEIJING_FIRM.slice(0, 17)}0` })], department)
    expectRejected(chain, errors.NothingChanges, [message({ status: 'NORMAL' })], department)
    expectRejected(chain, errors.FirmChangeOrder, [message({ from: '2005-01-01' })], department)
  })

  test('rejects any change of a firm that has been cancelled', () => {
    const { chain } = lawyerChain()
    chain.deliver([message({ status: 'CANCELLED' })], department)

    expectRejected(chain, errors.LicenceEnded, [message({ status: 'NORMAL', from: '2026-04-01' })], department)
  })
})
