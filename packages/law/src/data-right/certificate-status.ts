import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Judgement } from '../registry/judgement.ts'
import { boolean, date, enumeration, list, nullable, object, optional, text, type Value } from '../schema/schema.ts'
import { needed } from '../schema/needed.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = [
  'VALID',
  'NOT_YET',
  'EXPIRED',
  'REVOKED',
  'CANCELLED',
  'SUSPENDED_BY_DISPUTE',
  'FROZEN',
  'PENDING',
] as const
const EVENT_TYPES = [
  'TRANSFER',
  'REVOKE',
  'CANCEL',
  'RENEW',
  'OBJECTION',
  'OBJECTION_SETTLED',
  'FREEZE',
  'UNFREEZE',
] as const
const rule = 'R23-04'

const input = object({
  stage: enumeration(['PUBLICISED', 'CERTIFIED']),
  applicant: optional(text()),
  certificate: nullable(object({ certificateNo: text(), holder: text(), validFrom: date(), validTo: date() })),
  events: list(object({ type: enumeration(EVENT_TYPES), on: date(), to: optional(text()), validTo: optional(date()) })),
  asOf: date(),
})
type Facts = Value<typeof input>

/** What the events up to a day have made of a registration. */
interface State {
  holder: string
  validTo: CivilDate | null
  revoked: boolean
  cancelled: boolean
  objections: number
  freezes: number
}

/** A certificate is prima facie evidence of a registered claim, not of ownership. First match. */
export const certificateStatus = defineFunction({
  name: 'dataRight.certificateStatus',
  question: {
    zh: '登记证书当日的状态和持有人是什么？',
    en: 'Which status and holder has a registration certificate on a date?',
  },
  rules: ['R23-04', 'S23.4', 'S23.5'],
  parameters: [],
  reasons: [
    'REGISTRATION_REVOKED R23-04',
    'REGISTRATION_CANCELLED R23-04',
    'OBJECTION_PENDING R23-04',
    'TERM_ENDED R23-04',
    'JUDICIAL_FREEZE S23.5',
  ],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, { holder: text(), tradeable: boolean() }),
  evaluate(facts) {
    const { stage, applicant, certificate, asOf } = facts
    checkFacts(facts)
    const registered = certificate?.holder ?? null
    const first = stage === 'CERTIFIED' ? registered : (applicant ?? registered)
    const state = stateOn(facts, needed(first, stage === 'CERTIFIED' ? '/certificate' : '/applicant'))
    const judgement = standing(state, stage, certificate?.validFrom ?? null, asOf)
    return { ...judgement, holder: state.holder, tradeable: judgement.verdict === 'VALID' }
  },
})

function checkFacts({ certificate, events }: Facts): void {
  if (certificate !== null && certificate.validTo < certificate.validFrom) {
    throw new LawError('DEADLINE_ORDER', '/certificate/validTo', { earlier: 'validFrom' })
  }
  for (const [index, { type, to, validTo }] of events.entries()) {
    if (type === 'TRANSFER') needed(to, `/events/${index}/to`)
    if (type === 'RENEW') needed(validTo, `/events/${index}/validTo`)
  }
}

function stateOn({ certificate, events, asOf }: Facts, holder: string): State {
  const state: State = {
    holder,
    validTo: certificate?.validTo ?? null,
    revoked: false,
    cancelled: false,
    objections: 0,
    freezes: 0,
  }
  const past = events.filter(({ on }) => on <= asOf).sort((one, other) => one.on - other.on)
  for (const event of past) apply(state, event)
  return state
}

function apply(state: State, { type, to, validTo }: Facts['events'][number]): void {
  switch (type) {
    case 'TRANSFER':
      state.holder = to ?? state.holder
      break
    case 'RENEW':
      state.validTo = validTo ?? state.validTo
      break
    case 'REVOKE':
      state.revoked = true
      break
    case 'CANCEL':
      state.cancelled = true
      break
    case 'OBJECTION':
      state.objections += 1
      break
    case 'OBJECTION_SETTLED':
      state.objections = Math.max(0, state.objections - 1)
      break
    case 'FREEZE':
      state.freezes += 1
      break
    case 'UNFREEZE':
      state.freezes = Math.max(0, state.freezes - 1)
      break
  }
}

function standing(
  state: State,
  stage: Facts['stage'],
  validFrom: CivilDate | null,
  asOf: CivilDate,
): Judgement<(typeof VERDICTS)[number]> {
  if (state.revoked) return decided('REVOKED', { code: 'REGISTRATION_REVOKED', rule })
  if (state.cancelled) return decided('CANCELLED', { code: 'REGISTRATION_CANCELLED', rule })
  if (state.objections > 0) return decided('SUSPENDED_BY_DISPUTE', { code: 'OBJECTION_PENDING', rule })
  if (stage === 'PUBLICISED') return decided('PENDING')
  if (validFrom !== null && asOf < validFrom) return decided('NOT_YET')
  if (state.validTo !== null && asOf > state.validTo) return decided('EXPIRED', { code: 'TERM_ENDED', rule })
  if (state.freezes > 0) return decided('FROZEN', { code: 'JUDICIAL_FREEZE', rule: 'S23.5' })
  return decided('VALID')
}
