import { endOfPeriod, PERIOD_PARAMETERS, periodFields } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, date, enumeration, nullable, object } from '../schema/schema.ts'

const VERDICTS = ['CAN_EXCLUDE', 'CANNOT_EXCLUDE'] as const

/** Prima facie test. Disposal waits for the ruling either way, the freeze stays. */
export const buyerObjection = defineFunction({
  name: 'enforcement.buyerObjection',
  question: { zh: '买受人的异议能否排除执行？', en: 'Can a buyer’s objection exclude enforcement?' },
  rules: ['R20-40', 'R20-30', 'X-02', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'PA-R20-30.thirdParty'],
  reasons: [
    'BUYER_AT_FAULT R20-40',
    'CONTRACT_NOT_BEFORE_SEAL R20-40',
    'NOT_PAID_IN_FULL R20-40',
    'NO_POSSESSION_BEFORE_SEAL R20-40',
  ],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'receivedOn',
  input: object({
    receivedOn: date(),
    sealedOn: date(),
    contractSignedOn: date(),
    possessedOn: nullable(date()),
    paidInFull: boolean(),
    registrationFaultless: boolean(),
  }),
  output: judged(VERDICTS, { status: enumeration(['SUSPENDED']), decideBy: object(periodFields) }),
  evaluate(facts, law) {
    const { receivedOn, sealedOn, contractSignedOn, possessedOn, paidInFull, registrationFaultless } = facts
    const grounds: Ground<'CANNOT_EXCLUDE'>[] = []
    const fail = (code: string): number => grounds.push({ verdict: 'CANNOT_EXCLUDE', code, rule: 'R20-40' })
    if (contractSignedOn >= sealedOn) fail('CONTRACT_NOT_BEFORE_SEAL')
    if (!paidInFull) fail('NOT_PAID_IN_FULL')
    if (possessedOn === null || possessedOn >= sealedOn) fail('NO_POSSESSION_BEFORE_SEAL')
    if (!registrationFaultless) fail('BUYER_AT_FAULT')
    const length = law.count('PA-R20-30.thirdParty', 'day')
    const decideBy = endOfPeriod(law, { start: receivedOn, length, unit: 'DAY', regime: 'CIVIL' })
    return { ...judge(VERDICTS, grounds), status: 'SUSPENDED', decideBy }
  },
})
