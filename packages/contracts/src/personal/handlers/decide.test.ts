import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE,
  court,
  decideMessage,
  DETENTION,
  done,
  EXIT,
  fixtureErrors,
  judge,
  LEADERS,
  MEASURE,
  measureIn,
  OTHER_CASE,
  otherJudge,
  otherPresident,
  PERFORMED_CASE,
  president,
  served,
  tech,
} from '../fixtures.ts'

const idOf = (n: number): string => n.toString(16).padStart(32, '0')

describe('decide', () => {
  test('R20-94: president and judge fine, beside it they may detain for the same conduct; each stands at the case', () => {
    const chain = court()
    const { events } = done(chain, decideMessage(), LEADERS)
    expect(events.map(({ type }) => type)).toEqual(['PersonalMeasureDecided'])
    expect(measureIn(chain)).toMatchObject({ state: 'DECIDED', amountCents: 1_000_000, organisation: 'court-x' })
    done(chain, decideMessage({ ...DETENTION, measureId: idOf(2) }), LEADERS)
    expect(chain.query('personal/ofCase', { caseRef: CASE, limit: 10 })).toHaveLength(2)
    expect(chain.violations()).toEqual([])
  })

  test('R20-94: not twice for the same conduct; another day, conduct or person is another', () => {
    const chain = court()
    done(chain, decideMessage(), LEADERS)
    const again = decideMessage({ measureId: idOf(2), amountCents: 2_000_000 })
    expectRejected(chain, errors.AlreadyPunished, [again], LEADERS)
    const others = [
      { conduct: { kind: 'NO_PROPERTY_REPORT', on: '2026-02-21' } },
      { conduct: { kind: 'HIDING_OR_TRANSFER', on: '2026-02-20' } },
      { subject: `sha256:${'5c'.repeat(32)}` },
    ]
    for (const [at, change] of others.entries())
      done(chain, decideMessage({ ...change, measureId: idOf(3 + at) }), LEADERS)
    expect(chain.violations()).toEqual([])
  })

  test.each([
    ['a person 100,000 yuan', { amountCents: 10_000_000 }, true],
    ['a person one cent more', { amountCents: 10_000_001 }, false],
    ['a unit 50,000 yuan', { subjectKind: 'UNIT', amountCents: 5_000_000 }, true],
    ['a unit one cent less', { subjectKind: 'UNIT', amountCents: 4_999_999 }, false],
    ['a unit 1,000,000 yuan', { subjectKind: 'UNIT', amountCents: 100_000_000 }, true],
    ['a unit one cent more', { subjectKind: 'UNIT', amountCents: 100_000_001 }, false],
    ['15 days', DETENTION, true],
    ['16 days', { ...DETENTION, days: 16 }, false],
  ])('the caps of the law: %s', (_, change, isAllowed) => {
    const chain = court()
    if (isAllowed) done(chain, decideMessage(change), LEADERS)
    else expectRejected(chain, errors.CapExceeded, [decideMessage(change)], LEADERS)
  })

  test('R20-95: exit restriction of a debtor or of who acts for a unit, never of the unit or of who has to assist', () => {
    const chain = court()
    done(chain, decideMessage({ ...EXIT, subjectRole: 'LEGAL_REPRESENTATIVE' }), LEADERS)
    const refused = [
      { ...EXIT, subjectKind: 'UNIT' },
      { ...EXIT, subjectRole: 'ASSISTING' },
      { ...DETENTION, subjectKind: 'UNIT' },
    ]
    for (const change of refused) {
      expectRejected(chain, errors.SubjectRefused, [decideMessage({ ...change, measureId: idOf(2) })], LEADERS)
    }
  })

  test('each kind has what it needs and nothing else', () => {
    const chain = court()
    for (const change of [
      { conduct: null },
      { amountCents: null },
      { days: 3 },
      { ...DETENTION, days: null },
      { ...DETENTION, amountCents: 100 },
      { ...EXIT, conduct: { kind: 'REFUSAL_TO_PERFORM', on: '2026-02-20' } },
    ]) {
      expectRejected(chain, errors.FormMismatch, [decideMessage(change)], LEADERS)
    }
  })

  test('rejects one person alone, technicians, other courts, cases without enforcement or debt, days out of order', () => {
    const chain = court()
    for (const by of [[president], [judge], [tech]]) {
      expectRejected(chain, fixtureErrors.RoleMissing, [decideMessage()], by)
    }
    expectRejected(chain, errors.OtherCourt, [decideMessage()], [otherPresident, otherJudge])
    expectRejected(chain, errors.EnforcementUnknown, [decideMessage({ caseRef: OTHER_CASE })], LEADERS)
    expectRejected(chain, errors.NotInDefault, [decideMessage({ caseRef: PERFORMED_CASE })], LEADERS)
    expectRejected(chain, errors.DateOrder, [decideMessage({ decidedOn: '2026-03-03' })], LEADERS)
    const later = { conduct: { kind: 'NO_PROPERTY_REPORT', on: '2026-03-03' } }
    expectRejected(chain, errors.DateOrder, [decideMessage(later)], LEADERS)
    expectRejected(served(), errors.MeasureExists, [decideMessage({ measureId: MEASURE })], LEADERS)
  })
})
