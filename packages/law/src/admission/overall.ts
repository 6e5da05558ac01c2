import { bureauFinding } from './bureau-finding.ts'
import { courtFinding } from './court-finding.ts'
import { defineFunction } from '../registry/define-function.ts'
import { object } from '../schema/schema.ts'
import { checkDecision, checkReasons, findingSchema, mergeFindings } from './finding.ts'

/** The verdict of article 18: the answer of the bureau and the finding of the court together. */
export const overall = defineFunction({
  name: 'admission.overall',
  question: {
    zh: '综合司法行政机关的答复和法院的核查，该律师能否在本案代理、辩护？',
    en: 'May this lawyer act in this case, all things considered?',
  },
  rules: ['R18-01', 'R18-12'],
  parameters: [],
  reasons: [...new Set([...bureauFinding.declaration.reasons, ...courtFinding.declaration.reasons])],
  errors: [],
  decisiveDate: null,
  input: object({ bureau: findingSchema, court: findingSchema }),
  output: findingSchema,
  evaluate({ bureau, court }) {
    checkReasons(bureau, bureau.verdict === 'PASS', new Set(bureauFinding.declaration.reasons), '/bureau')
    checkReasons(court, court.verdict === 'PASS', new Set(courtFinding.declaration.reasons), '/court')
    checkDecision(bureau, '/bureau')
    checkDecision(court, '/court')
    return mergeFindings(bureau, court)
  },
})
