import { describe, expect, test } from 'vitest'
import { expectRejected } from '@xiezhi/kernel/testing'
import { errors } from '../errors.ts'
import { bureau, department, DIGEST, grantValue, LAWYER_ID, roleErrors, standing, withLawyer } from '../fixtures.ts'
import { IMPORT_ROWS_MAX } from '../messages.ts'

const { lawyerId, licenceNo: ownLicence, firmUscc, from, firstPracticeDate, commitments } = grantValue
const row = { lawyerId, licenceNo: ownLicence, firmUscc, from, firstPracticeDate, commitments }
const rowOf = (number: number, change: Partial<typeof row> = {}): typeof row => ({
  ...row,
  lawyerId: String(number).padStart(32, '0'),
  licenceNo: `11101201010${String(200_000 + number)}`,
  ...change,
})
const message = (rows: readonly (typeof row)[]) => ({
  type: 'lawyer/ImportLawyers',
  value: { instrumentDigest: DIGEST, rows: [...rows] },
})

describe('importLawyers', () => {
  test('brings in the rows that are right and reports the others by number and code', () => {
    const { chain } = withLawyer()
    const rows = [
      rowOf(1),
      rowOf(2, { licenceNo: '21101201010200002' }),
      rowOf(3, { licenceNo: '14401201010200003' }),
      rowOf(4, { firmUscc: `${row.firmUscc.slice(0, 17)}0` }),
      rowOf(5, { licenceNo: grantValue.licenceNo }),
      rowOf(6, { lawyerId: LAWYER_ID }),
      rowOf(7, { licenceNo: rowOf(1).licenceNo }),
      rowOf(8, { lawyerId: rowOf(1).lawyerId }),
      rowOf(9),
    ]

    const [answer] = chain.deliver([message(rows)], department).data ?? []

    expect(answer).toEqual({
      imported: 2,
      refused: [
        [1, errors.LicenceMalformed],
        [2, errors.OutsideJurisdiction],
        [3, errors.FirmUnknown],
        [4, errors.LicenceExists],
        [5, errors.LawyerExists],
        [6, errors.SerialExists],
        [7, errors.LawyerExists],
      ].map(([at, kind]) => {
        const { codespace, code, name } = kind as typeof errors.FirmUnknown
        return { row: at, codespace, code, name }
      }),
    })
    expect(standing(chain, '2026-03-02', { licenceNo: rowOf(9).licenceNo })).toMatchObject({ serial: '200009' })
    expect(chain.violations()).toEqual([])
  })

  test('takes the largest list in one message', () => {
    const { chain } = withLawyer()
    const rows = Array.from({ length: IMPORT_ROWS_MAX }, (__, at) => rowOf(at, { commitments: [] }))

    expect(chain.deliver([message(rows)], department).data).toEqual([{ imported: IMPORT_ROWS_MAX, refused: [] }])
  })

  test('rejects signers who may not grant', () => {
    const { chain } = withLawyer()

    expectRejected(chain, roleErrors.RoleMissing, [message([rowOf(1)])], bureau)
    expectRejected(chain, roleErrors.SecondMissing, [message([rowOf(1)])], [department[0]])
  })
})
