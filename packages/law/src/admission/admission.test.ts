import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { lawyer } from '../lawyer/area.ts'
import { bureauInput, courtInput, FIRM, formerJudge } from '../testing/admission-inputs.ts'
import {
  appointed,
  codesOf,
  licence,
  overallOf,
  papers,
  revoked,
  standing,
  ties,
  type Row,
} from '../testing/admission-situations.ts'
import { admission } from './area.ts'

describe('golden cases of article 18', () => {
  const golden: readonly Row[] = [
    [
      'G18-01',
      'licence, status and firm match',
      { bureau: { ...licence('11101201010123456'), ...standing({}) } },
      'PASS',
      [],
    ],
    ['G18-02', 'first digit 2', { bureau: licence('21101201010123456') }, 'BLOCK', ['S18.3 NOT_A_LAWYER_LICENCE']],
    [
      'G18-03',
      'category 0 and year 2031',
      { bureau: licence('11101203100123456') },
      'BLOCK',
      ['S18.3 CATEGORY_INVALID', 'S18.3 YEAR_IN_FUTURE'],
    ],
    [
      'G18-04',
      'hearing within two years',
      { court: ties({ actOn: '2026-11-30', former: { ...formerJudge, leftOn: '2024-12-01' } }) },
      'BLOCK',
      ['R18-06 WITHIN_TWO_YEARS'],
    ],
    [
      'G18-05',
      'two years over, accepted within the ban',
      {
        court: ties({
          actOn: '2026-12-02',
          poaSignedOn: '2026-11-20',
          former: { ...formerJudge, leftOn: '2024-12-01' },
        }),
      },
      'ALERT',
      ['R18-06 ACCEPTED_WITHIN_BAN'],
    ],
    [
      'G18-06',
      'served 1998 to 2003 in the court of the case',
      { court: ties({ former: { ...formerJudge, leftOn: '2003-06-30', organsServed: ['粤0704'] } }) },
      'BLOCK',
      ['R18-07 FORMER_COURT'],
    ],
    [
      'G18-06b',
      'the same, as close relative',
      {
        court: ties({
          exception: 'CLOSE_RELATIVE',
          former: { ...formerJudge, leftOn: '2003-06-30', organsServed: ['粤0704'] },
        }),
      },
      'PASS',
      [],
    ],
    [
      'G18-07',
      'last day of the suspension',
      {
        bureau: standing({
          on: '2026-08-31',
          statusPeriods: [{ status: 'SUSPENDED', from: '2026-03-01', to: '2026-08-31' }],
        }),
      },
      'BLOCK',
      ['R18-03 LICENCE_SUSPENDED'],
    ],
    [
      'G18-08',
      '全权代理, settles and waives',
      {
        court: {
          powerCheck: lawyer.powerCheck(
            { wording: '全权代理', specialPowers: [], acts: ['SETTLE', 'WAIVE_CLAIM'] },
            law,
          ),
        },
      },
      'BLOCK',
      ['R18-17 SPECIAL_POWER_MISSING'],
    ],
    [
      'G18-09',
      'one lawyer for two co-defendants',
      { court: appointed('DEFENDER', ['L1', 'D1', 'D'], ['L1', 'D2', 'D']) },
      'BLOCK',
      ['R18-15 CO_DEFENDANTS'],
    ],
    [
      'G18-10',
      '不称职 is a warning only',
      {
        bureau: {
          assessment: lawyer.assessment(
            { on: '2026-08-10', firstLicensedOn: '2010-05-01', records: [{ year: 2025, grade: 'INCOMPETENT' }] },
            law,
          ),
        },
      },
      'WARN',
      ['R18-21 ASSESSMENT_INCOMPETENT'],
    ],
    [
      'G18-11',
      'moved from Beijing to Shanghai',
      { bureau: { samePerson: lawyer.samePerson({ a: '11101201010123456', b: '13101201010123456' }, law) } },
      'PASS',
      [],
    ],
  ]

  test.each(golden)('%s: %s', (_, _title, situation, verdict, codes) => {
    const finding = overallOf(situation)
    expect({ verdict: finding.verdict, codes: codesOf(finding) }).toEqual({ verdict, codes })
  })
})

describe('tasks', () => {
  test('name who decides and who must act', () => {
    const { verdict, tasks } = overallOf({
      bureau: { samePerson: lawyer.samePerson({ a: '11101201010123456', b: '13101201011123456' }, law) },
      court: {
        ...ties({ former: { ...formerJudge, leftOn: '2024-01-01', senior: true, firmInFormerArea: true } }),
        conflict: 'NAME_MATCH',
        actsWhileBarred: ['2026-04-01', '2026-04-02'],
      },
    })
    expect(verdict).toBe('PERSON_DECIDES')
    expect(tasks).toEqual([
      { code: 'ACTED_WHILE_BARRED', rule: 'R18-04', role: 'COURT_JUDGE', kind: 'DECISION' },
      { code: 'FORMER_AREA_FIRM', rule: 'R18-09', role: 'JUSTICE_BUREAU', kind: 'DUTY' },
      { code: 'CONFLICT_MATCH', rule: 'R18-13', role: 'COURT_JUDGE', kind: 'DECISION' },
      { code: 'GENDER_DIFFERS', rule: 'S18.3', role: 'JUSTICE_BUREAU', kind: 'DECISION' },
    ])
  })

  test('a bar wins over a decision that is open, and the task stays', () => {
    const finding = overallOf({ bureau: standing({ statusPeriods: [] }), court: { conflict: 'FIRM_MATCH' } })
    expect(finding.verdict).toBe('BLOCK')
    expect(finding.tasks.map(({ code }) => code)).toEqual(['CONFLICT_MATCH'])
  })

  test('the relation of a revoked guardian is for the court; without an exception there is none to establish', () => {
    const asked = overallOf({ bureau: standing({ ...revoked, exception: 'GUARDIAN' }) })
    expect(asked.tasks).toEqual([{ code: 'LICENCE_REVOKED', rule: 'R18-05', role: 'COURT_JUDGE', kind: 'DUTY' }])
    expect(overallOf({ bureau: standing(revoked) }).tasks).toEqual([])
  })
})

describe('results that no function made', () => {
  const pass = { verdict: 'PASS', reasons: [], tasks: [] } as const
  const mismatch = { code: 'FIRM_MISMATCH', rule: 'R18-02' }
  const rejections: [name: string, run: () => unknown, code: string, path: string][] = [
    [
      'a bar without a ground',
      () => admission.bureauFinding({ ...bureauInput, standing: { verdict: 'BLOCK', reasons: [] } }, law),
      'FORMAT_MISSING',
      '/standing/reasons',
    ],
    [
      'a ground under a good verdict',
      () => admission.bureauFinding({ ...bureauInput, standing: { verdict: 'PASS', reasons: [mismatch] } }, law),
      'FORMAT_ENUM',
      '/standing/verdict',
    ],
    [
      'a ground of another function',
      () => admission.courtFinding({ ...courtInput, courtTies: { verdict: 'BLOCK', reasons: [mismatch] } }, law),
      'FORMAT_ENUM',
      '/courtTies/reasons/0',
    ],
    [
      'a verdict of another function',
      () => admission.courtFinding({ ...courtInput, representation: { verdict: 'ALERT', reasons: [mismatch] } }, law),
      'FORMAT_ENUM',
      '/representation/verdict',
    ],
    [
      'a court ground in the answer of the bureau',
      () =>
        admission.overall(
          {
            bureau: { verdict: 'BLOCK', reasons: [{ code: 'FORMER_COURT', rule: 'R18-07' }], tasks: [] },
            court: pass,
          },
          law,
        ),
      'FORMAT_ENUM',
      '/bureau/reasons/0',
    ],
    [
      'a finding that waits for nobody',
      () =>
        admission.overall(
          {
            bureau: pass,
            court: { verdict: 'PERSON_DECIDES', reasons: [{ code: 'CONFLICT_MATCH', rule: 'R18-13' }], tasks: [] },
          },
          law,
        ),
      'FORMAT_MISSING',
      '/court/tasks',
    ],
    [
      'an act after the day of the finding',
      () => admission.courtFinding({ ...courtInput, actsWhileBarred: ['2026-05-08', '2026-05-09'] }, law),
      'DEADLINE_ORDER',
      '/actsWhileBarred/1',
    ],
    [
      'papers before the instruction',
      () =>
        admission.courtFinding(
          { ...courtInput, role: 'DEFENDER', papers: papers({ instructedOn: '2026-05-07' }) },
          law,
        ),
      'DEADLINE_ORDER',
      '/papers/poaFiledOn',
    ],
  ]
  test.each(rejections)('are refused: %s', (_, run, code, path) => {
    expect(run).toThrow(expect.objectContaining({ name: 'LawError', code, path }) as Error)
  })

  test('the answer of the bureau carries the status of the day', () => {
    expect(
      admission.bureauFinding(
        { ...bureauInput, ...standing({ firmPeriods: [{ uscc: FIRM, from: '2010-05-01', to: null }] }) },
        law,
      ),
    ).toEqual({
      verdict: 'PASS',
      reasons: [],
      tasks: [],
      statusOnDay: 'ACTIVE',
    })
  })
})
