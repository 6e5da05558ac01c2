import { describe, expect, test } from 'vitest'
import { AGENT, COURT, DIGEST, enterMessage, filing, personnel, SERIAL, verificationOf, withCase } from '../fixtures.ts'

const relative = (relation: string, courtCode = COURT) => ({
  type: 'case/RegisterStaffRelative',
  value: { serial: SERIAL, relation, courtCode, commitment: DIGEST },
})

describe('runCourtChecks', () => {
  test.each([
    ['a spouse in this court', [relative('SPOUSE')], 'BLOCK'],
    ['another relative in this court', [relative('OTHER')], 'PASS'],
    ['a spouse in another court', [relative('SPOUSE', '京0106')], 'PASS'],
    ['a child in this court among others', [relative('OTHER'), relative('CHILD')], 'BLOCK'],
  ])('%s (R18-10)', (_, registered, verdict) => {
    const made = withCase()
    made.chain.deliver(registered, [personnel])
    made.chain.deliver([enterMessage()], [filing])

    expect(verificationOf(made, `${AGENT}-1`).checks[0]).toMatchObject({ rule: 'lawyer.courtTies', result: verdict })
  })

  test('names the law it was judged by', () => {
    const made = withCase()
    made.chain.deliver([enterMessage()], [filing])

    expect(verificationOf(made, `${AGENT}-1`).parameterVersion).toMatch(/^sha256:[0-9a-f]{64}$/)
  })
})
