import type { admission } from '../admission/area.ts'
import type { lawyer } from '../lawyer/area.ts'

type Input<F> = F extends (input: infer I, ...rest: never[]) => unknown ? I : never
type FormerStaff = NonNullable<Input<typeof lawyer.courtTies>['former']>

const PASS = { verdict: 'PASS', reasons: [] } as const

export const FIRM = '31110000E00017891P'
export const OTHER_FIRM = '31110000E00017892M'

/** A lawyer whom nothing bars, seen by the bureau. */
export const bureauInput: Input<typeof admission.bureauFinding> = {
  licence: PASS,
  samePerson: null,
  standing: PASS,
  statusOnDay: 'ACTIVE',
  assessment: PASS,
  category: 'FULL_TIME',
  publicOffice: 'NONE',
  forOwnUnit: null,
  matterPermitted: null,
}

/** The same lawyer in a civil case with all papers, seen by the court. */
export const courtInput: Input<typeof admission.courtFinding> = {
  on: '2026-05-08',
  role: 'AGENT',
  stage: 'OTHER',
  exception: 'NONE',
  alreadyActing: false,
  statusOnDay: 'ACTIVE',
  courtTies: PASS,
  representation: PASS,
  powerCheck: null,
  receiptFreshness: null,
  actsWhileBarred: [],
  conflict: 'NONE',
  defenderBars: [],
  practiceScope: 'WITHIN',
  papers: { poaFiledOn: '2026-05-06', hearingOn: null, licenceCopy: true, firmLetter: true, instructedOn: null },
}

export const standingInput: Input<typeof lawyer.standing> = {
  on: '2026-05-08',
  statusPeriods: [{ status: 'ACTIVE', from: '2010-05-01', to: null }],
  firmPeriods: [{ uscc: FIRM, from: '2010-05-01', to: null }],
  letterFirmUscc: FIRM,
  exception: 'NONE',
}

export const tiesInput: Input<typeof lawyer.courtTies> = {
  actOn: '2026-05-08',
  poaSignedOn: null,
  caseCourt: '粤0704',
  exception: 'NONE',
  former: null,
  relatives: [],
}

export const formerJudge: FormerStaff = {
  role: 'JUDGE',
  organsServed: ['粤0703'],
  leftOn: '2010-01-01',
  leaveKind: 'RESIGNED',
  senior: false,
  firmInFormerArea: false,
}
