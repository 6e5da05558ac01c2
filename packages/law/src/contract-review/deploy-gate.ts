import type { LawReading } from '../law-book/law-reading.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, enumeration, integer, list, object, optional, text, type Value } from '../schema/schema.ts'

const VERDICTS = ['ALLOW', 'REFUSE'] as const
const ROLES = ['RULE_OWNER', 'SECURITY_REVIEWER', 'REVIEW_PANEL'] as const
const PERSONS_MIN = 2

const input = object({
  riskClass: enumeration(['A', 'B', 'C']),
  approvals: list(object({ role: enumeration(ROLES), signer: text(), decision: enumeration(['APPROVE', 'REJECT']) })),
  artifacts: object({
    goldenCasesPassed: boolean(),
    privacyAssessment: boolean(),
    shadowRunDays: integer(),
    deploymentRecordSigned: boolean(),
    dryRunShown: optional(boolean()),
    stopsOnRuleMiss: optional(boolean()),
  }),
  doubleControl: optional(list(object({ signer: text(), isJudge: boolean() }))),
})
type Facts = Value<typeof input>

/** Review before a contract meets a case; class C (money, freeze, list, liberty, deadline effect) needs double control. */
export const deployGate = defineFunction({
  name: 'contractReview.deployGate',
  question: { zh: '该合约能否用于真实案件？', en: 'May a contract handle real cases?' },
  rules: ['R31-01', 'R31-03'],
  parameters: ['PB-R31-01.shadow'],
  reasons: [
    'APPROVAL_REJECTED R31-01',
    'LEGAL_REVIEW_MISSING R31-01',
    'SECURITY_REVIEW_MISSING R31-01',
    'GOLDEN_CASES_NOT_PASSED R31-01',
    'PRIVACY_ASSESSMENT_MISSING R31-01',
    'SHADOW_RUN_TOO_SHORT R31-01',
    'PANEL_APPROVAL_MISSING R31-01',
    'DEPLOYMENT_RECORD_MISSING R31-01',
    'TWO_PERSONS_REQUIRED R31-03',
    'JUDGE_REQUIRED R31-03',
    'DRY_RUN_MISSING R31-03',
    'STOP_ON_MISS_MISSING R31-03',
  ],
  errors: [],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {}),
  evaluate(facts, law) {
    const review = reviewCodes(facts, law).map((code) => refusal(code, 'R31-01'))
    const control = facts.riskClass === 'C' ? controlCodes(facts).map((code) => refusal(code, 'R31-03')) : []
    return judge(VERDICTS, [...review, ...control])
  },
})

function refusal(code: string, rule: string): Ground<'REFUSE'> {
  return { verdict: 'REFUSE', code, rule }
}

function reviewCodes({ approvals, artifacts }: Facts, law: LawReading): string[] {
  const approved = (role: (typeof ROLES)[number]): boolean =>
    approvals.some((one) => one.role === role && one.decision === 'APPROVE')
  const faults: [boolean, string][] = [
    [approvals.some(({ decision }) => decision === 'REJECT'), 'APPROVAL_REJECTED'],
    [!approved('RULE_OWNER'), 'LEGAL_REVIEW_MISSING'],
    [!approved('SECURITY_REVIEWER'), 'SECURITY_REVIEW_MISSING'],
    [!approved('REVIEW_PANEL'), 'PANEL_APPROVAL_MISSING'],
    [!artifacts.goldenCasesPassed, 'GOLDEN_CASES_NOT_PASSED'],
    [!artifacts.privacyAssessment, 'PRIVACY_ASSESSMENT_MISSING'],
    [artifacts.shadowRunDays < law.count('PB-R31-01.shadow', 'day'), 'SHADOW_RUN_TOO_SHORT'],
    [!artifacts.deploymentRecordSigned, 'DEPLOYMENT_RECORD_MISSING'],
  ]
  return faults.filter(([fault]) => fault).map(([, code]) => code)
}

function controlCodes({ artifacts, doubleControl }: Facts): string[] {
  const controls = doubleControl ?? []
  const faults: [boolean, string][] = [
    [new Set(controls.map(({ signer }) => signer)).size < PERSONS_MIN, 'TWO_PERSONS_REQUIRED'],
    [!controls.some(({ isJudge }) => isJudge), 'JUDGE_REQUIRED'],
    [artifacts.dryRunShown !== true, 'DRY_RUN_MISSING'],
    [artifacts.stopsOnRuleMiss !== true, 'STOP_ON_MISS_MISSING'],
  ]
  return faults.filter(([fault]) => fault).map(([, code]) => code)
}
