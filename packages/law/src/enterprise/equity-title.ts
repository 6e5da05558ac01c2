import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Reason } from '../registry/judgement.ts'
import { date, listOfUnique, nullable, object, text, type Value } from '../schema/schema.ts'
import { compareCodePoints } from '../text/code-points.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['CONSISTENT', 'DIVERGENT'] as const
type Layer = 'registerOfMembersOn' | 'registrationOn' | 'publicityOn'
const rule = 'R22-05'

const changeSchema = object({
  changeNo: text(),
  from: text(),
  to: text(),
  registerOfMembersOn: nullable(date()),
  registrationOn: nullable(date()),
  publicityOn: nullable(date()),
})
const input = object({ initialHolder: text(), asOf: date(), changes: listOfUnique(changeSchema, 'changeNo') })
type Facts = Value<typeof input>

/** Company Law arts. 34, 56, 86: the register of members counts inside the company, the registration against others. */
export const equityTitle = defineFunction({
  name: 'enterprise.equityTitle',
  question: {
    zh: '股东名册、登记和公示分别显示谁是股东？',
    en: 'Who is the shareholder by each register?',
  },
  rules: ['R22-01', 'R22-05'],
  parameters: [],
  reasons: ['REGISTERED_LATER R22-05', 'PUBLISHED_LATER R22-05'],
  errors: ['STATE_CHAIN_BROKEN'],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, { companyHolder: text(), registeredHolder: text(), publishedHolder: text() }),
  evaluate(facts) {
    const companyHolder = holderBy(facts, 'registerOfMembersOn')
    const registeredHolder = holderBy(facts, 'registrationOn')
    const publishedHolder = holderBy(facts, 'publicityOn')
    const reasons: Reason[] = []
    if (registeredHolder !== companyHolder) reasons.push({ code: 'REGISTERED_LATER', rule })
    if (publishedHolder !== registeredHolder) reasons.push({ code: 'PUBLISHED_LATER', rule })
    const verdict = reasons.length > 0 ? 'DIVERGENT' : 'CONSISTENT'
    return { ...decided(verdict, ...reasons), companyHolder, registeredHolder, publishedHolder }
  },
})

interface Dated {
  readonly from: string
  readonly to: string
  readonly on: CivilDate
  readonly index: number
}

/** Changes of one day have no order of their own: the one whose seller holds comes first. */
function holderBy({ initialHolder, asOf, changes }: Facts, layer: Layer): string {
  const due = changes
    .map((change, index) => ({ ...change, on: change[layer], index }))
    .filter((change): change is typeof change & Dated => change.on !== null && change.on <= asOf)
    .sort((one, other) => one.on - other.on || compareCodePoints(one.changeNo, other.changeNo))
  let holder = initialHolder
  while (due.length > 0) {
    const [first] = due
    const place = due.findIndex(({ on, from }) => on === first?.on && from === holder)
    const [change] = place < 0 ? [] : due.splice(place, 1)
    if (change === undefined) throw new LawError('STATE_CHAIN_BROKEN', `/changes/${first?.index ?? 0}/from`, { layer })
    holder = change.to
  }
  return holder
}
