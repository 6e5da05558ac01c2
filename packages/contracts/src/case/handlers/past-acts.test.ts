import { describe, expect, test } from 'vitest'
import { AGENT, CASE_REF, clerk, DIGEST, judge, tasksOf, TODAY, withAgent } from '../fixtures.ts'

const HEARING = '8e'.repeat(16)
const TOMORROW = '2026-03-03'
const hearing = { type: 'case/StartHearing', value: { caseRef: CASE_REF, hearingId: HEARING } }
const act = {
  type: 'case/RecordAct',
  value: { caseRef: CASE_REF, agentId: AGENT, act: 'ATTEND_HEARING', onDate: TODAY, documentDigest: DIGEST },
}

function afterHearing(): ReturnType<typeof withAgent> {
  const made = withAgent()
  made.chain.deliver([hearing], [judge])
  made.chain.deliver([act], [clerk])
  return made
}

describe('pastActs', () => {
  test('a bar that begins on the day of a hearing puts hearing and acts before the judge and changes neither', () => {
    const made = afterHearing()
    made.notify({ from: TODAY })

    const past = { caseRef: CASE_REF, agentId: AGENT, from: TODAY }
    expect(made.chain.query('case/pastActs', past)).toMatchObject({
      hearings: [{ hearingId: HEARING, onDate: TODAY }],
      acts: [{ act: 'ATTEND_HEARING', alerts: [] }],
    })
    expect(tasksOf(made)).toContainEqual(
      expect.objectContaining({
        kind: 'ACT_WHILE_BARRED',
        owner: 'COURT_JUDGE',
        basis: [{ code: 'PAST_ACTS_BARRED', rule: 'R18-04' }],
      }),
    )
    expect(made.chain.violations()).toEqual([])
  })

  test('a bar that begins later, or that had ended before, puts nothing before the judge', () => {
    const later = afterHearing()
    later.notify({ from: TOMORROW })
    expect(tasksOf(later).map(({ kind }) => kind)).not.toContain('ACT_WHILE_BARRED')
    const ended = afterHearing()
    ended.notify({ from: '2026-02-01', to: '2026-03-01' })
    expect(tasksOf(ended).map(({ kind }) => kind)).not.toContain('ACT_WHILE_BARRED')
  })

  test('names the acts of this agent only, of days up to the last', () => {
    const { chain } = afterHearing()
    const other = { caseRef: CASE_REF, agentId: 'a7'.repeat(16), from: TODAY }
    expect(chain.query('case/pastActs', other)).toEqual({ hearings: [], acts: [] })
    const before = { caseRef: CASE_REF, agentId: AGENT, from: '2026-01-01', to: '2026-03-01' }
    expect(chain.query('case/pastActs', before)).toEqual({ hearings: [], acts: [] })
    expect(chain.query('case/pastActs', { ...before, to: TODAY })).toMatchObject({ acts: [{ onDate: TODAY }] })
  })
})
