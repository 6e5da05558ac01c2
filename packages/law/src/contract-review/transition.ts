import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { enumeration, nullable, object } from '../schema/schema.ts'

const VERDICTS = ['ALLOW', 'REFUSE'] as const
const STATES = [
  'DRAFT_RULE',
  'LEGAL_REVIEWED',
  'IMPLEMENTED',
  'TESTED',
  'SECURITY_REVIEWED',
  'ACCEPTED',
  'APPROVED',
  'DEPLOYED',
  'ACTIVE',
  'SUSPENDED',
  'RETIRED',
] as const
const ROLES = ['RULE_OWNER', 'DEVELOPER', 'TEST_LAB', 'REVIEW_PANEL', 'COURT_TECH', 'AUDITOR'] as const
const rule = 'S31.4'

type State = (typeof STATES)[number]

const TRANSITIONS: readonly (readonly [from: State, to: State, role: (typeof ROLES)[number]])[] = [
  ['DRAFT_RULE', 'LEGAL_REVIEWED', 'RULE_OWNER'],
  ['LEGAL_REVIEWED', 'IMPLEMENTED', 'DEVELOPER'],
  ['IMPLEMENTED', 'TESTED', 'TEST_LAB'],
  ['TESTED', 'SECURITY_REVIEWED', 'TEST_LAB'],
  ['SECURITY_REVIEWED', 'ACCEPTED', 'RULE_OWNER'],
  ['ACCEPTED', 'APPROVED', 'REVIEW_PANEL'],
  ['APPROVED', 'DEPLOYED', 'COURT_TECH'],
  ['DEPLOYED', 'ACTIVE', 'COURT_TECH'],
  ['ACTIVE', 'SUSPENDED', 'AUDITOR'],
  ['SUSPENDED', 'ACTIVE', 'REVIEW_PANEL'],
  ['ACTIVE', 'RETIRED', 'RULE_OWNER'],
]

/** A developer can never activate. */
export const transition = defineFunction({
  name: 'contractReview.transition',
  question: { zh: '该角色能否把合约转入下一状态？', en: 'May a role move a contract to the next state?' },
  rules: ['S31.4'],
  parameters: [],
  reasons: ['NO_SUCH_TRANSITION S31.4', 'ROLE_NOT_ALLOWED S31.4'],
  errors: [],
  decisiveDate: null,
  input: object({ from: enumeration(STATES), to: enumeration(STATES), role: enumeration(ROLES) }),
  output: judged(VERDICTS, { requiredRole: nullable(enumeration(ROLES)) }),
  evaluate({ from, to, role }) {
    const [, , requiredRole = null] = TRANSITIONS.find((one) => one[0] === from && one[1] === to) ?? []
    if (requiredRole === null) return { ...decided('REFUSE', { code: 'NO_SUCH_TRANSITION', rule }), requiredRole }
    if (role !== requiredRole) return { ...decided('REFUSE', { code: 'ROLE_NOT_ALLOWED', rule }), requiredRole }
    return { ...decided('ALLOW'), requiredRole }
  },
})
