import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { date, enumeration, list, listOfUnique, nullable, object, text } from '../schema/schema.ts'

const VERDICTS = ['KEEP', 'MIGRATE'] as const

/** A running case keeps the rule version of its first day, unless the law requires the new one. */
export const applicableVersion = defineFunction({
  name: 'contractReview.applicableVersion',
  question: { zh: '该案适用哪一版规则？', en: 'Which rule version governs a case?' },
  rules: ['R31-04', 'R31-05'],
  parameters: [],
  reasons: ['LAW_REQUIRES_NEW_VERSION R31-05', 'RUNNING_CASE_KEEPS_VERSION R31-05'],
  errors: ['DEADLINE_ORDER', 'STATE_RANK_TIE', 'VERSION_PARAMETER_MISSING'],
  decisiveDate: null,
  input: object({
    caseOpenedOn: date(),
    asOf: date(),
    migration: enumeration(['KEEP', 'LAW_REQUIRES_NEW']),
    versions: listOfUnique(object({ version: text(), activeFrom: date() }), 'version'),
  }),
  output: judged(VERDICTS, {
    version: text(),
    openingVersion: nullable(text()),
    latestVersion: text(),
    history: list(text()),
  }),
  evaluate({ caseOpenedOn, asOf, migration, versions }) {
    if (asOf < caseOpenedOn) throw new LawError('DEADLINE_ORDER', '/asOf', { earlier: 'caseOpenedOn' })
    const sorted = [...versions].sort((one, other) => one.activeFrom - other.activeFrom)
    if (sorted.some(({ activeFrom }, index) => sorted[index - 1]?.activeFrom === activeFrom)) {
      throw new LawError('STATE_RANK_TIE', '/versions', { field: 'activeFrom' })
    }
    const active = sorted.filter(({ activeFrom }) => activeFrom <= asOf)
    const opening = active.findLast(({ activeFrom }) => activeFrom <= caseOpenedOn)
    const latest = active.at(-1)
    if (latest === undefined || (opening === undefined && migration === 'KEEP')) {
      throw new LawError('VERSION_PARAMETER_MISSING', '/versions', { activeOn: 'caseOpenedOn' })
    }
    const migrates = migration === 'LAW_REQUIRES_NEW' && latest !== opening
    const code = migrates ? 'LAW_REQUIRES_NEW_VERSION' : 'RUNNING_CASE_KEEPS_VERSION'
    return {
      ...decided(migrates ? 'MIGRATE' : 'KEEP', { code, rule: 'R31-05' }),
      version: migrates ? latest.version : (opening?.version ?? latest.version),
      openingVersion: opening?.version ?? null,
      latestVersion: latest.version,
      history: active
        .filter(({ activeFrom }) => opening === undefined || activeFrom >= opening.activeFrom)
        .map(({ version }) => version),
    }
  },
})
