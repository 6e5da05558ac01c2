import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, enumeration, nullable, object, text, type Value } from '../schema/schema.ts'

const VERDICTS = ['PASS', 'OPEN_ISSUE', 'BLOCK'] as const

const input = object({
  personalInfo: enumeration(['NONE', 'ANONYMISED', 'IDENTIFIABLE']),
  legalBasis: enumeration(['CONSENT', 'OTHER_LEGAL_BASIS', 'NONE']),
  reidentificationRiskRecorded: boolean(),
  stateCoreData: boolean(),
  importantData: boolean(),
  courtData: boolean(),
  crossBorder: boolean(),
  holderAuthorised: boolean(),
  sourceDeclared: boolean(),
  partiesIdentityChecked: boolean(),
  derivedFromPublicData: boolean(),
  publicDataTraceLink: nullable(text()),
})
type Facts = Value<typeof input>

/** Data Security Law arts. 21–33, Personal Information Protection Law arts. 4, 13, and the local data regulations. */
export const tradeGate = defineFunction({
  name: 'dataRight.tradeGate',
  question: { zh: '该数据产品能否上架交易？', en: 'May a data product be listed?' },
  rules: ['R23-03', 'R23-05', 'R23-06', 'R23-07', 'R23-09', 'R23-10', 'R23-11'],
  parameters: [],
  reasons: [
    'STATE_CORE_DATA R23-03',
    'IMPORTANT_DATA R23-10',
    'PERSONAL_DATA_WITHOUT_BASIS R23-09',
    'COURT_DATA_CROSS_BORDER R23-11',
    'NOT_AUTHORISED R23-07',
    'SOURCE_NOT_DECLARED R23-06',
    'IDENTITY_NOT_CHECKED R23-06',
    'REIDENTIFICATION_RISK_NOT_RECORDED R23-09',
    'TRACE_LINK_MISSING R23-05',
  ],
  errors: [],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {}),
  evaluate(facts) {
    return judge(VERDICTS, [...blocks(facts), ...openIssues(facts)])
  },
})

function blocks(facts: Facts): Ground<'BLOCK'>[] {
  const withoutBasis = facts.personalInfo === 'IDENTIFIABLE' && facts.legalBasis === 'NONE'
  const faults: [boolean, string, string][] = [
    [facts.stateCoreData, 'STATE_CORE_DATA', 'R23-03'],
    [facts.importantData, 'IMPORTANT_DATA', 'R23-10'],
    [withoutBasis, 'PERSONAL_DATA_WITHOUT_BASIS', 'R23-09'],
    [facts.courtData && facts.crossBorder, 'COURT_DATA_CROSS_BORDER', 'R23-11'],
    [!facts.holderAuthorised, 'NOT_AUTHORISED', 'R23-07'],
    [!facts.sourceDeclared, 'SOURCE_NOT_DECLARED', 'R23-06'],
    [!facts.partiesIdentityChecked, 'IDENTITY_NOT_CHECKED', 'R23-06'],
  ]
  return faults.filter(([fault]) => fault).map(([, code, rule]) => ({ verdict: 'BLOCK', code, rule }))
}

function openIssues(facts: Facts): Ground<'OPEN_ISSUE'>[] {
  const { personalInfo, reidentificationRiskRecorded, derivedFromPublicData, publicDataTraceLink } = facts
  const grounds: Ground<'OPEN_ISSUE'>[] = []
  if (personalInfo === 'ANONYMISED' && !reidentificationRiskRecorded) {
    grounds.push({ verdict: 'OPEN_ISSUE', code: 'REIDENTIFICATION_RISK_NOT_RECORDED', rule: 'R23-09' })
  }
  if (derivedFromPublicData && (publicDataTraceLink === null || publicDataTraceLink === '')) {
    grounds.push({ verdict: 'OPEN_ISSUE', code: 'TRACE_LINK_MISSING', rule: 'R23-05' })
  }
  return grounds
}
