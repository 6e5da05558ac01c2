import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, enumeration, list, listOfUnique, nullable, object, signed, text } from '../schema/schema.ts'

const VERDICTS = ['OK', 'ALARM', 'OVERDUE'] as const
const LEVELS = ['NONE', 'D30', 'D15', 'D7', 'D3', 'D1', 'OVERDUE'] as const
type Level = (typeof LEVELS)[number]

/** T19-11, from near to far; the days are inclusive. */
const ALARMS: readonly (readonly [daysMax: number, level: Level])[] = [
  [-1, 'OVERDUE'],
  [1, 'D1'],
  [3, 'D3'],
  [7, 'D7'],
  [15, 'D15'],
  [30, 'D30'],
]

/** One timer for each person, never one for the case. */
export const custodyWatch = defineFunction({
  name: 'criminalFile.custodyWatch',
  question: { zh: '谁的羁押期限即将届满？', en: 'Whose custody is about to expire?' },
  rules: ['R19-53', 'T19-11', 'X-03'],
  parameters: [],
  reasons: ['CUSTODY_EXPIRED R19-53'],
  errors: [],
  decisiveDate: null,
  input: object({
    today: date(),
    suspects: listOfUnique(object({ personRef: text(), expiresOn: date() }), 'personRef'),
  }),
  output: judged(VERDICTS, {
    caseExpiresOn: nullable(date()),
    suspects: list(object({ personRef: text(), expiresOn: date(), daysLeft: signed(), level: enumeration(LEVELS) })),
  }),
  evaluate({ today, suspects }) {
    const watched = suspects.map(({ personRef, expiresOn }) => {
      const daysLeft = expiresOn - today
      return { personRef, expiresOn, daysLeft, level: levelOf(daysLeft) }
    })
    const overdue = watched.some(({ level }) => level === 'OVERDUE')
    const alarm = watched.some(({ level }) => level !== 'NONE')
    const grounds: Ground<'OVERDUE'>[] = overdue
      ? [{ verdict: 'OVERDUE', code: 'CUSTODY_EXPIRED', rule: 'R19-53' }]
      : []
    const { reasons } = judge(VERDICTS, grounds)
    const verdict = overdue ? 'OVERDUE' : alarm ? 'ALARM' : 'OK'
    return { verdict, reasons, caseExpiresOn: null, suspects: watched }
  },
})

function levelOf(daysLeft: number): Level {
  return ALARMS.find(([daysMax]) => daysLeft <= daysMax)?.[1] ?? 'NONE'
}
