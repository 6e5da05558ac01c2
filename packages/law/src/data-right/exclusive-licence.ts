import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { boolean, date, list, listOfUnique, object, text, type Value } from '../schema/schema.ts'

const VERDICTS = ['ACCEPT', 'REJECT_OVERLAP', 'JUDGE'] as const
/** Any scope, or any territory. */
const ANY = '*'

const licenceSchema = object({
  id: text(),
  exclusive: boolean(),
  scope: text(),
  territory: text(),
  from: date(),
  to: date(),
})
type Licence = Value<typeof licenceSchema>

/** Two exclusive licences of one thing at one time exclude each other; the rest is for the judge. */
export const exclusiveLicence = defineFunction({
  name: 'dataRight.exclusiveLicence',
  question: {
    zh: '该许可能否与已有许可并存登记？',
    en: 'May a licence be registered beside the existing ones?',
  },
  rules: ['S23.2', 'R23-02', 'R23-12'],
  parameters: [],
  reasons: ['EXCLUSIVE_OVERLAP R23-02', 'EXCLUSIVE_AGAINST_NON_EXCLUSIVE R23-12'],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: null,
  input: object({ existing: listOfUnique(licenceSchema, 'id'), requested: licenceSchema }),
  output: judged(VERDICTS, { conflictsWith: list(text()) }),
  evaluate({ existing, requested }) {
    checkOrder(requested, '/requested')
    existing.forEach((licence, index) => {
      checkOrder(licence, `/existing/${index}`)
    })
    const overlapping = existing.filter((licence) => overlap(licence, requested))
    const exclusive = overlapping.filter((licence) => licence.exclusive && requested.exclusive)
    if (exclusive.length > 0) {
      return { ...decided('REJECT_OVERLAP', { code: 'EXCLUSIVE_OVERLAP', rule: 'R23-02' }), ...conflicts(exclusive) }
    }
    const mixed = overlapping.filter((licence) => licence.exclusive !== requested.exclusive)
    if (mixed.length > 0) {
      const reason = { code: 'EXCLUSIVE_AGAINST_NON_EXCLUSIVE', rule: 'R23-12' }
      return { ...decided('JUDGE', reason), ...conflicts(mixed) }
    }
    return { ...decided('ACCEPT'), conflictsWith: [] }
  },
})

function conflicts(licences: readonly Licence[]): { conflictsWith: string[] } {
  return { conflictsWith: licences.map(({ id }) => id) }
}

function checkOrder({ from, to }: Licence, path: string): void {
  if (to < from) throw new LawError('DEADLINE_ORDER', `${path}/to`, { earlier: 'from' })
}

function overlap(one: Licence, other: Licence): boolean {
  const meets = (left: string, right: string): boolean => left === right || left === ANY || right === ANY
  return (
    meets(one.scope, other.scope) &&
    meets(one.territory, other.territory) &&
    one.from <= other.to &&
    other.from <= one.to
  )
}
