import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { BEIJING_FIRM, department, elsewhere, lawyerChain, nobody, roleErrors } from '../fixtures.ts'

const value = {
  uscc: '31110000MD00000327',
  firmName: '示例丙律师事务所',
  region: '1101',
  orgForm: 'INDIVIDUAL',
  from: '2026-03-01',
}
const message = (change: Partial<typeof value> = {}) => ({
  type: 'lawyer/RegisterFirm',
  value: { ...value, ...change },
})

describe('registerFirm', () => {
  test('registers a firm in normal status', () => {
    const { chain } = lawyerChain()

    expect(chain.deliver([message()], department)).toMatchObject({ code: 0, events: [{ type: 'FirmRegistered' }] })
    expect(chain.query('lawyer/firm', { uscc: value.uscc })).toMatchObject({ region: '1101', assessments: [] })
  })

  test('rejects one person alone and another region', () => {
    const { chain } = lawyerChain()

    expectRejected(chain, roleErrors.RoleMissing, [message()], [nobody])
    expectRejected(chain, roleErrors.SecondMissing, [message()], [department[0]])
    expectRejected(chain, errors.OutsideJurisdiction, [message()], elsewhere)
  })

  test('rejects a wrong check digit and a code in use', () => {
    const { chain } = lawyerChain()

    expectRejected(chain, errors.FirmCodeInvalid, [message({ uscc: value.uscc.slice(0, 17) + '0' })], department)
    expectRejected(chain, errors.FirmExists, [message({ uscc: BEIJING_FIRM })], department)
  })
})
