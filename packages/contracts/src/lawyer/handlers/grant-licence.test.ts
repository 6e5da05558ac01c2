import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { ErrorKind } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import {
  BEIJING_FIRM,
  bureau,
  department,
  DIGEST,
  elsewhere,
  grantMessage,
  LAWYER_ID,
  lawyerChain,
  LICENCE,
  nobody,
  roleErrors,
  withLawyer,
} from '../fixtures.ts'

const OTHER_ID = 'ff'.repeat(16)

describe('grantLicence', () => {
  test('records an active lawyer under number and serial', () => {
    const { chain, published } = lawyerChain()
    const result = chain.deliver([grantMessage()], department)

    expect(result.data).toEqual([{ lawyerId: LAWYER_ID }])
    expect(result.events.map(({ type }) => type)).toEqual(['LicenceGranted', 'LawyerStatusChanged'])
    expect(chain.query('lawyer/serial', { serial: '123456' })).toMatchObject({ lawyerId: LAWYER_ID, events: 1 })
    expect(chain.query('lawyer/history', { licenceNo: LICENCE, limit: 5 })).toMatchObject([
      { eventId: '123456-1', kind: 'GRANTED', organisation: 'department', instrumentDigest: DIGEST },
    ])
    expect(published).toHaveLength(1)
    expect(chain.violations()).toEqual([])
  })

  test('rejects signers who may not grant', () => {
    const { chain } = lawyerChain()

    expectRejected(chain, roleErrors.RoleMissing, [grantMessage()], [nobody])
    expectRejected(chain, roleErrors.RoleMissing, [grantMessage()], bureau)
    expectRejected(chain, roleErrors.SecondMissing, [grantMessage()], [department[1]])
    expectRejected(chain, errors.OutsideJurisdiction, [grantMessage()], elsewhere)
    expectRejected(chain, errors.OutsideJurisdiction, [grantMessage()], [department[0], elsewhere[0]])
  })

  const rejections: [name: string, kind: ErrorKind, change: Parameters<typeof grantMessage>[0]][] = [
    ['a number of a firm', errors.LicenceMalformed, { licenceNo: '21101201010123456' }],
    ['a year to come', errors.LicenceMalformed, { licenceNo: '11101203110123456' }],
    ['practice that begins after the licence', errors.DateOrder, { firstPracticeDate: '2010-07-02' }],
    ['commitments that are not sorted', errors.CommitmentsUnsorted, { commitments: [DIGEST, DIGEST] }],
    ['an unknown firm', errors.FirmUnknown, { firmUscc: `${BEIJING_FIRM.slice(0, 17)}0` }],
    ['a firm that did not exist yet', errors.FirmNotNormal, { from: '2004-01-01', firstPracticeDate: '2004-01-01' }],
  ]
  test.each(rejections)('rejects %s', (_, kind, change) => {
    expect(expectRejected(lawyerChain().chain, kind, [grantMessage(change)], department).code).toBe(kind.code)
  })

  test('rejects a number, a serial and an id that somebody has', () => {
    const { chain } = withLawyer()
    const sameSerial = { lawyerId: OTHER_ID, licenceNo: '11101201011123456' }

    expectRejected(chain, errors.LicenceExists, [grantMessage({ lawyerId: OTHER_ID })], department)
    expectRejected(chain, errors.SerialExists, [grantMessage(sameSerial)], department)
    expectRejected(chain, errors.LawyerExists, [grantMessage({ licenceNo: '11101201010123457' })], department)
  })
})
