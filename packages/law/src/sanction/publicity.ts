import { LawError } from '../law-error.ts'
import { CATEGORIES } from '../lawyer/licence-number.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, date, enumeration, nullable, object } from '../schema/schema.ts'

const VERDICTS = ['PUBLIC', 'HIDDEN'] as const
const SHOWN_SUBJECTS = ['FULL_TIME', 'PART_TIME', 'LAW_FIRM']

/** Whether a sanction is shown on a day. Both ends of the window are included; no end: shown until it is set aside. */
export const publicity = defineFunction({
  name: 'sanction.publicity',
  question: { zh: '该处罚处分当日是否应当公示？', en: 'Is this sanction shown to the public on this day?' },
  rules: ['R18-23'],
  parameters: [],
  reasons: ['ANNULLED R18-23', 'BEFORE_DECISION R18-23', 'CATEGORY_NOT_SHOWN R18-23', 'WINDOW_OVER R18-23'],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: 'on',
  input: object({
    on: date(),
    subject: enumeration([...CATEGORIES, 'LAW_FIRM']),
    decidedOn: date(),
    publicUntil: nullable(date()),
    annulled: boolean(),
  }),
  output: judged(VERDICTS, { publicUntil: nullable(date()) }),
  evaluate({ on, subject, decidedOn, publicUntil, annulled }) {
    if (publicUntil !== null && publicUntil < decidedOn) {
      throw new LawError('DEADLINE_ORDER', '/publicUntil', { earlier: 'decidedOn' })
    }
    const grounds: Ground<'HIDDEN'>[] = []
    const hide = (code: string): number => grounds.push({ verdict: 'HIDDEN', code, rule: 'R18-23' })
    if (annulled) hide('ANNULLED')
    if (on < decidedOn) hide('BEFORE_DECISION')
    if (publicUntil !== null && publicUntil < on) hide('WINDOW_OVER')
    if (!SHOWN_SUBJECTS.includes(subject)) hide('CATEGORY_NOT_SHOWN')
    return { ...judge(VERDICTS, grounds), publicUntil }
  },
})
