import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Judgement } from '../registry/judgement.ts'
import { boolean, date, enumeration, nullable, object, optional, type Value } from '../schema/schema.ts'

const VERDICTS = ['EFFECTIVE', 'NOT_EFFECTIVE', 'JUDGE'] as const

const input = object({
  rightKind: enumeration(['PATENT', 'TRADEMARK', 'COPYRIGHT']),
  licence: object({ contractDate: date(), recordedOn: nullable(date()) }),
  against: object({
    role: enumeration(['TRANSFEREE', 'PLEDGEE', 'BONA_FIDE_THIRD']),
    rightEffectiveOn: date(),
    consent: optional(boolean()),
    goodFaith: optional(boolean()),
  }),
})

/** Trademark Law art. 43, Civil Code art. 444. First match. */
export const licenceOpposability = defineFunction({
  name: 'ip.licenceOpposability',
  question: {
    zh: '该许可能否对抗受让人、质权人或者第三人？',
    en: 'Does a licence hold against a transferee, pledgee or third party?',
  },
  rules: ['R21-03', 'R21-04', 'R21-07'],
  parameters: [],
  reasons: [
    'PLEDGEE_CONSENT R21-07',
    'NO_PLEDGEE_CONSENT R21-07',
    'GRANTOR_NO_LONGER_OWNER R21-04',
    'RECORDED_EARLIER R21-04',
    'SAME_DAY_ORDER_UNKNOWN R21-04',
    'RECORD_EFFECT_NOT_REGULATED R21-03',
    'NOT_RECORDED_IN_TIME R21-04',
    'NOT_BONA_FIDE R21-04',
  ],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {}),
  evaluate(facts) {
    const { contractDate, recordedOn } = facts.licence
    if (recordedOn !== null && recordedOn < contractDate) {
      throw new LawError('DEADLINE_ORDER', '/licence/recordedOn', { earlier: 'contractDate' })
    }
    return laterContract(facts) ?? recordOrder(facts)
  },
})

/** A licence that was granted after the other right arose. */
function laterContract({ licence, against }: Value<typeof input>): Judgement<(typeof VERDICTS)[number]> | null {
  if (licence.contractDate < against.rightEffectiveOn || against.role === 'BONA_FIDE_THIRD') return null
  if (against.role === 'TRANSFEREE') {
    return decided('NOT_EFFECTIVE', { code: 'GRANTOR_NO_LONGER_OWNER', rule: 'R21-04' })
  }
  return against.consent === true
    ? decided('EFFECTIVE', { code: 'PLEDGEE_CONSENT', rule: 'R21-07' })
    : decided('NOT_EFFECTIVE', { code: 'NO_PLEDGEE_CONSENT', rule: 'R21-07' })
}

function recordOrder({ rightKind, licence, against }: Value<typeof input>): Judgement<(typeof VERDICTS)[number]> {
  const { recordedOn } = licence
  const { rightEffectiveOn, goodFaith } = against
  if (recordedOn !== null && recordedOn < rightEffectiveOn) {
    return decided('EFFECTIVE', { code: 'RECORDED_EARLIER', rule: 'R21-04' })
  }
  if (recordedOn === rightEffectiveOn) return decided('JUDGE', { code: 'SAME_DAY_ORDER_UNKNOWN', rule: 'R21-04' })
  if (rightKind !== 'TRADEMARK') return decided('JUDGE', { code: 'RECORD_EFFECT_NOT_REGULATED', rule: 'R21-03' })
  return goodFaith === false
    ? decided('EFFECTIVE', { code: 'NOT_BONA_FIDE', rule: 'R21-04' })
    : decided('NOT_EFFECTIVE', { code: 'NOT_RECORDED_IN_TIME', rule: 'R21-04' })
}
