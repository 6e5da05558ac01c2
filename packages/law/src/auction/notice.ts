import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, enumeration, nullable, object } from '../schema/schema.ts'
import { addDays } from '../time/civil-date.ts'

const VERDICTS = ['PASS', 'BLOCK'] as const

const NOTICE_PARAMETERS = {
  1: { MOVABLE: 'P-20-25.movable', OTHER: 'P-20-25.other' },
  2: { MOVABLE: 'P-20-25.secondMovable', OTHER: 'P-20-25.secondOther' },
} as const

/** Online auction provisions arts. 12 and 26. The earliest day itself is open, no roll. */
export const notice = defineFunction({
  name: 'auction.notice',
  question: { zh: '拍卖公告是否足够早？', en: 'Is the notice early enough?' },
  rules: ['R20-34'],
  parameters: ['P-20-25.movable', 'P-20-25.other', 'P-20-25.secondMovable', 'P-20-25.secondOther', 'PA-R20-34.again'],
  reasons: ['NOTICE_TOO_SHORT R20-34', 'REAUCTION_LATE R20-34'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'publishedOn',
  input: object({
    round: enumeration([1, 2]),
    asset: enumeration(['MOVABLE', 'OTHER']),
    publishedOn: date(),
    auctionOn: date(),
    failedOn: nullable(date()),
  }),
  output: judged(VERDICTS, { earliestOn: date(), reauctionBy: nullable(date()) }),
  evaluate({ round, asset, publishedOn, auctionOn, failedOn }, law) {
    if (auctionOn < publishedOn) throw new LawError('DEADLINE_ORDER', '/auctionOn', { earlier: 'publishedOn' })
    if (round === 2 && failedOn === null) throw new LawError('FORMAT_MISSING', '/failedOn', { key: 'failedOn' })
    const earliestOn = addDays(publishedOn, law.count(NOTICE_PARAMETERS[round][asset], 'day'))
    const reauctionBy = round === 2 && failedOn !== null ? addDays(failedOn, law.count('PA-R20-34.again', 'day')) : null
    const grounds: Ground<'BLOCK'>[] = []
    if (auctionOn < earliestOn) grounds.push({ verdict: 'BLOCK', code: 'NOTICE_TOO_SHORT', rule: 'R20-34' })
    if (reauctionBy !== null && auctionOn > reauctionBy) {
      grounds.push({ verdict: 'BLOCK', code: 'REAUCTION_LATE', rule: 'R20-34' })
    }
    return { ...judge(VERDICTS, grounds), earliestOn, reauctionBy }
  },
})
