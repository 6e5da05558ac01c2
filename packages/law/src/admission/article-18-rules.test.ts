import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { lawyer } from '../lawyer/area.ts'
import { functions } from '../registry/functions.ts'
import { ruleTable } from '../rules/rule-table.ts'
import { formerJudge, OTHER_FIRM } from '../testing/admission-inputs.ts'
import {
  appointed,
  codesOf,
  overallOf,
  papers,
  revoked,
  standing,
  ties,
  type Row,
} from '../testing/admission-situations.ts'
import { article18Coverage } from './coverage.ts'

const rules: readonly Row[] = [
  ['R18-01', 'no licence', { bureau: standing({ statusPeriods: [] }) }, 'BLOCK', ['R18-01 LICENCE_NOT_HELD']],
  ['R18-02', 'another firm', { bureau: standing({ letterFirmUscc: OTHER_FIRM }) }, 'BLOCK', ['R18-02 FIRM_MISMATCH']],
  [
    'R18-03',
    'suspended',
    { bureau: standing({ statusPeriods: [{ status: 'SUSPENDED', from: '2026-03-01', to: '2026-08-31' }] }) },
    'BLOCK',
    ['R18-03 LICENCE_SUSPENDED'],
  ],
  [
    'R18-04',
    'acted while suspended',
    { court: { actsWhileBarred: ['2026-04-01'] } },
    'PERSON_DECIDES',
    ['R18-04 ACTED_WHILE_BARRED'],
  ],
  ['R18-05', 'revoked', { bureau: standing(revoked) }, 'BLOCK', ['R18-05 LICENCE_REVOKED']],
  [
    'R18-05',
    'revoked guardian, without the papers of a lawyer',
    {
      bureau: standing({ ...revoked, exception: 'GUARDIAN' }),
      court: {
        exception: 'GUARDIAN',
        statusOnDay: 'REVOKED',
        papers: papers({ licenceCopy: false, firmLetter: false }),
      },
    },
    'ALERT',
    ['R18-05 LICENCE_REVOKED'],
  ],
  [
    'R18-06',
    'former procurator within two years',
    { court: ties({ former: { ...formerJudge, role: 'PROCURATOR', leftOn: '2025-01-01' } }) },
    'BLOCK',
    ['R18-06 WITHIN_TWO_YEARS'],
  ],
  [
    'R18-07',
    'former court',
    { court: ties({ former: { ...formerJudge, organsServed: ['粤0704'] } }) },
    'BLOCK',
    ['R18-07 FORMER_COURT'],
  ],
  [
    'R18-08',
    'dismissed judge',
    { court: ties({ former: { ...formerJudge, leaveKind: 'DISMISSED' } }) },
    'BLOCK',
    ['R18-08 DISMISSED_JUDGE'],
  ],
  [
    'R18-09',
    'senior judge in the former area',
    { court: ties({ former: { ...formerJudge, leftOn: '2024-01-01', senior: true, firmInFormerArea: true } }) },
    'ALERT',
    ['R18-09 FORMER_AREA_FIRM'],
  ],
  [
    'R18-10',
    'spouse in the court',
    { court: ties({ relatives: [{ relation: 'SPOUSE', court: '粤0704' }] }) },
    'BLOCK',
    ['R18-10 RELATIVE_IN_COURT'],
  ],
  [
    'R18-12',
    'the bar is found when the agent is in the case',
    { court: { ...ties({ relatives: [{ relation: 'SPOUSE', court: '粤0704' }] }), alreadyActing: true } },
    'BLOCK',
    ['R18-10 RELATIVE_IN_COURT', 'R18-12 ORDER_TO_STOP'],
  ],
  [
    'R18-12',
    'an alert orders nothing',
    {
      court: {
        ...ties({ former: { ...formerJudge, leftOn: '2024-01-01' }, poaSignedOn: '2025-12-31' }),
        alreadyActing: true,
      },
    },
    'ALERT',
    ['R18-06 ACCEPTED_WITHIN_BAN'],
  ],
  [
    'R18-13',
    'both sides',
    { court: appointed('AGENT', ['L1', 'C1', 'A'], ['L1', 'C2', 'B']) },
    'BLOCK',
    ['R18-13 BOTH_SIDES'],
  ],
  ['R18-13', 'name match', { court: { conflict: 'NAME_MATCH' } }, 'PERSON_DECIDES', ['R18-13 CONFLICT_MATCH']],
  ['R18-13', 'firm match', { court: { conflict: 'FIRM_MATCH' } }, 'PERSON_DECIDES', ['R18-13 CONFLICT_MATCH']],
  ['R18-13', 'confirmed conflict', { court: { conflict: 'CONFIRMED' } }, 'BLOCK', ['R18-13 CONFLICT_OF_INTEREST']],
  ['R18-14', 'civil servant', { bureau: { publicOffice: 'CIVIL_SERVANT' } }, 'BLOCK', ['R18-14 CIVIL_SERVANT']],
  ['R18-14', 'a public lawyer is one', { bureau: { publicOffice: 'CIVIL_SERVANT', category: 'PUBLIC' } }, 'PASS', []],
  [
    'R18-14',
    'standing committee, public lawyer or not',
    { bureau: { publicOffice: 'STANDING_COMMITTEE', category: 'PUBLIC' } },
    'BLOCK',
    ['R18-14 STANDING_COMMITTEE_MEMBER'],
  ],
  [
    'R18-15',
    'three defenders',
    { court: appointed('DEFENDER', ['L1', 'D1', 'D'], ['L2', 'D1', 'D'], ['L3', 'D1', 'D']) },
    'BLOCK',
    ['R18-15 TOO_MANY_DEFENDERS'],
  ],
  [
    'R18-16',
    'a revoked guardian defends during investigation',
    { court: { role: 'DEFENDER', stage: 'INVESTIGATION', exception: 'GUARDIAN', statusOnDay: 'REVOKED' } },
    'BLOCK',
    ['R18-16 NOT_A_LAWYER_IN_INVESTIGATION'],
  ],
  ['R18-16', 'a lawyer during investigation', { court: { role: 'DEFENDER', stage: 'INVESTIGATION' } }, 'PASS', []],
  [
    'R18-16',
    'no licence at all during investigation',
    { court: { role: 'DEFENDER', stage: 'INVESTIGATION', statusOnDay: null } },
    'BLOCK',
    ['R18-16 NOT_A_LAWYER_IN_INVESTIGATION'],
  ],
  ['R18-16', 'agents are not meant', { court: { stage: 'INVESTIGATION', statusOnDay: null } }, 'PASS', []],
  [
    'R18-17',
    'settles with a general power',
    { court: { powerCheck: lawyer.powerCheck({ wording: '全权代理', specialPowers: [], acts: ['SETTLE'] }, law) } },
    'BLOCK',
    ['R18-17 SPECIAL_POWER_MISSING'],
  ],
  [
    'R18-18',
    'no power of attorney yet',
    { court: { papers: papers({ poaFiledOn: null }) } },
    'WARN',
    ['R18-18 POA_NOT_FILED'],
  ],
  [
    'R18-18',
    'no power of attorney on the day before the hearing',
    { court: { papers: papers({ poaFiledOn: null, hearingOn: '2026-05-09' }) } },
    'WARN',
    ['R18-18 POA_NOT_FILED'],
  ],
  [
    'R18-18',
    'no power of attorney on the day of the hearing',
    { court: { papers: papers({ poaFiledOn: null, hearingOn: '2026-05-08' }) } },
    'BLOCK',
    ['R18-18 POA_NOT_FILED'],
  ],
  ['R18-18', 'filed on the day of the hearing', { court: { papers: papers({ hearingOn: '2026-05-06' }) } }, 'PASS', []],
  [
    'R18-18',
    'filed on the day after the hearing',
    { court: { papers: papers({ hearingOn: '2026-05-05' }) } },
    'WARN',
    ['R18-18 POA_FILED_LATE'],
  ],
  [
    'R18-18',
    'neither licence nor letter',
    { court: { papers: papers({ licenceCopy: false, firmLetter: false }) } },
    'WARN',
    ['R18-18 FIRM_LETTER_MISSING', 'R18-18 LICENCE_COPY_MISSING'],
  ],
  [
    // 2026-05-03 + 3 days = 05-06; the holiday before does not matter.
    'R18-18',
    'defender files on the third day',
    { court: { role: 'DEFENDER', papers: papers({ instructedOn: '2026-05-03' }) } },
    'PASS',
    [],
  ],
  [
    // 2026-04-30 + 3 days = 05-03, a holiday that rolls to 05-06.
    'R18-18',
    'the third day is a holiday',
    { court: { role: 'DEFENDER', papers: papers({ instructedOn: '2026-04-30' }) } },
    'PASS',
    [],
  ],
  [
    'R18-18',
    'defender files on the day after',
    { court: { role: 'DEFENDER', papers: papers({ instructedOn: '2026-05-03', poaFiledOn: '2026-05-07' }) } },
    'WARN',
    ['R18-18 DEFENDER_FILED_LATE'],
  ],
  [
    'R18-18',
    'defender has not filed, the days are over',
    { court: { role: 'DEFENDER', papers: papers({ instructedOn: '2026-05-03', poaFiledOn: null }) } },
    'WARN',
    ['R18-18 DEFENDER_FILED_LATE', 'R18-18 POA_NOT_FILED'],
  ],
  [
    'R18-18',
    'the calendar of the year is not loaded',
    {
      court: {
        on: '2027-01-02',
        role: 'DEFENDER',
        papers: papers({ instructedOn: '2027-01-01', poaFiledOn: '2027-01-02' }),
      },
    },
    'WARN',
    ['X-14 CALENDAR_NOT_LOADED'],
  ],
  [
    'R18-20',
    'serves a sentence and is no relative',
    { court: { role: 'DEFENDER', defenderBars: ['SERVING_SENTENCE', 'FOREIGNER'] } },
    'BLOCK',
    ['R18-20 FOREIGNER', 'R18-20 SERVING_SENTENCE'],
  ],
  [
    'R18-20',
    'items 3 to 7, close relative',
    {
      court: {
        role: 'DEFENDER',
        exception: 'CLOSE_RELATIVE',
        defenderBars: ['DISMISSED_OR_REVOKED', 'SERVING_STAFF', 'ASSESSOR', 'INTERESTED', 'FOREIGNER'],
      },
    },
    'PERSON_DECIDES',
    ['R18-20 ASSESSOR', 'R18-20 DISMISSED_OR_REVOKED', 'R18-20 FOREIGNER', 'R18-20 INTERESTED', 'R18-20 SERVING_STAFF'],
  ],
  [
    'R18-20',
    'item 8, close relative',
    { court: { role: 'DEFENDER', exception: 'CLOSE_RELATIVE', defenderBars: ['NO_CAPACITY'] } },
    'BLOCK',
    ['R18-20 NO_CAPACITY'],
  ],
  [
    'R18-20',
    'item 2, guardian',
    { court: { role: 'DEFENDER', exception: 'GUARDIAN', defenderBars: ['RESTRICTED_LIBERTY'] } },
    'BLOCK',
    ['R18-20 RESTRICTED_LIBERTY'],
  ],
  ['R18-20', 'agents are not meant', { court: { defenderBars: ['ASSESSOR'] } }, 'PASS', []],
  [
    'R18-21',
    'not assessed',
    {
      bureau: { assessment: lawyer.assessment({ on: '2026-05-08', firstLicensedOn: '2010-05-01', records: [] }, law) },
    },
    'WARN',
    ['R18-21 ASSESSMENT_MISSING'],
  ],
  [
    'R18-22',
    'company lawyer for others',
    { bureau: { category: 'COMPANY', forOwnUnit: false } },
    'WARN',
    ['R18-22 NOT_OWN_UNIT'],
  ],
  [
    'R18-22',
    'the parties show another unit',
    { court: { practiceScope: 'OTHER_UNIT' } },
    'WARN',
    ['R18-22 NOT_OWN_UNIT'],
  ],
  [
    'R18-22',
    'the records do not show the unit',
    { court: { practiceScope: 'OPEN' } },
    'WARN',
    ['R18-22 SCOPE_NOT_CHECKED'],
  ],
  ['R18-22', 'public lawyer for the own unit', { bureau: { category: 'PUBLIC', forOwnUnit: true } }, 'PASS', []],
  [
    'R18-22',
    'Macao resident, matter not permitted',
    { bureau: { category: 'MACAO', matterPermitted: false } },
    'WARN',
    ['R18-22 MATTER_NOT_PERMITTED'],
  ],
  [
    'R18-22',
    'full-time lawyers have no such limit',
    { bureau: { forOwnUnit: false, matterPermitted: false } },
    'PASS',
    [],
  ],
  [
    'R18-24',
    'stale receipt',
    {
      court: {
        receiptFreshness: lawyer.receiptFreshness(
          { verifiedAt: '2026-05-07T09:00:00+08:00', usedAt: '2026-05-08T09:00:01+08:00' },
          law,
        ),
      },
    },
    'ALERT',
    ['R18-24 RECEIPT_STALE'],
  ],
]

describe('rules of article 18', () => {
  test('a lawyer whom nothing bars is admitted', () => {
    expect(overallOf({})).toEqual({ verdict: 'PASS', reasons: [], tasks: [] })
  })

  test.each(rules)('%s: %s', (_, _title, situation, verdict, codes) => {
    const finding = overallOf(situation)
    expect({ verdict: finding.verdict, codes: codesOf(finding) }).toEqual({ verdict, codes })
  })

  test('every rule is covered once: by a function that names it, or left to a person with a reason', () => {
    expect(article18Coverage.map(({ rule }) => rule)).toEqual(
      Array.from({ length: 24 }, (_, index) => `R18-${String(index + 1).padStart(2, '0')}`),
    )
    for (const { rule, kind, functions: names, why } of article18Coverage) {
      expect(ruleTable.has(rule)).toBe(true)
      expect({ rule, named: names.filter((name) => !functions.get(name)!.declaration.rules.includes(rule)) }).toEqual({
        rule,
        named: [],
      })
      expect({ rule, byFunction: names.length > 0 }).toEqual({ rule, byFunction: kind !== 'OUTSIDE' })
      expect({ rule, explained: why !== null }).toEqual({ rule, explained: kind !== 'PROGRAM' })
    }
  })

  test('each rule that the admission answers stands in the table above', () => {
    const tested = new Set(rules.map(([rule]) => rule))
    const answered = article18Coverage
      .filter(({ functions: names }) => names.some((name) => name.startsWith('admission.')))
      .map(({ rule }) => rule)
    expect(answered.filter((rule) => !tested.has(rule))).toEqual([])
  })

  test('the table reaches every reason of the two findings', () => {
    const own = ['admission.bureauFinding', 'admission.courtFinding'].flatMap(
      (name) => functions.get(name)!.declaration.reasons,
    )
    const passedOn = new Set(
      [...functions.values()]
        .filter(({ declaration }) => declaration.name.startsWith('lawyer.'))
        .flatMap(({ declaration }) => declaration.reasons),
    )
    const reached = new Set(
      rules.flatMap(([, , situation]) => overallOf(situation).reasons.map(({ code, rule }) => `${code} ${rule}`)),
    )
    expect(own.filter((key) => !passedOn.has(key) && !reached.has(key))).toEqual([])
  })
})
