import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { boolean, enumeration, nullable, object, timestamp } from '../schema/schema.ts'

const VERDICTS = ['EFFECTIVE', 'NOT_EFFECTIVE'] as const

/** Civil Code arts. 403, 404, 641, 745. First match. */
export const securityOpposability = defineFunction({
  name: 'movable.securityOpposability',
  question: {
    zh: '该动产担保能否对抗买受人或者第三人？',
    en: 'Does a movable security hold against a buyer or third party?',
  },
  rules: ['R22-12', 'R22-14'],
  parameters: [],
  reasons: [
    'ORDINARY_COURSE_BUYER R22-12',
    'FAIR_PRICE_NOT_PAID R22-12',
    'NOT_BONA_FIDE R22-12',
    'REGISTERED_BEFORE_ACT R22-12',
    'REGISTERED_BEFORE_ACT R22-14',
    'NOT_REGISTERED R22-12',
    'NOT_REGISTERED R22-14',
  ],
  errors: [],
  decisiveDate: null,
  input: object({
    security: object({
      kind: enumeration(['MORTGAGE', 'RETAINED_TITLE', 'FINANCE_LEASE']),
      registeredAt: nullable(timestamp()),
    }),
    against: object({
      role: enumeration(['ORDINARY_COURSE_BUYER', 'BONA_FIDE_THIRD', 'KNOWING_THIRD']),
      actAt: timestamp(),
      paidFairPrice: boolean(),
    }),
  }),
  output: judged(VERDICTS, {}),
  evaluate({ security: { kind, registeredAt }, against: { role, actAt, paidFairPrice } }) {
    const rule = kind === 'MORTGAGE' ? 'R22-12' : 'R22-14'
    switch (role) {
      case 'ORDINARY_COURSE_BUYER':
        return paidFairPrice
          ? decided('NOT_EFFECTIVE', { code: 'ORDINARY_COURSE_BUYER', rule: 'R22-12' })
          : decided('EFFECTIVE', { code: 'FAIR_PRICE_NOT_PAID', rule: 'R22-12' })
      case 'KNOWING_THIRD':
        return decided('EFFECTIVE', { code: 'NOT_BONA_FIDE', rule: 'R22-12' })
      case 'BONA_FIDE_THIRD':
        return registeredAt !== null && registeredAt <= actAt
          ? decided('EFFECTIVE', { code: 'REGISTERED_BEFORE_ACT', rule })
          : decided('NOT_EFFECTIVE', { code: 'NOT_REGISTERED', rule })
    }
  },
})
