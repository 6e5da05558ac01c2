import { defineFunction } from '../registry/define-function.ts'
import { judged, type Judgement } from '../registry/judgement.ts'
import { list, listOfUnique, object, text, type FieldValues } from '../schema/schema.ts'
import { ordered } from '../text/code-points.ts'

const VERDICTS = ['MATCH', 'MULTIPLE_ALERT', 'NO_MATCH'] as const
type Verdict = (typeof VERDICTS)[number]

const personFields = { name: text(), idCommitment: text() }
type Person = FieldValues<typeof personFields>

/** Persons of the same name are never merged. First match. */
export const matchIdentity = defineFunction({
  name: 'credit.matchIdentity',
  question: { zh: '这些记录是否属于同一人？', en: 'Do records belong to the same person?' },
  rules: ['S26.5'],
  parameters: [],
  reasons: ['NAME_DIFFERS S26.5', 'SAME_NAME_OTHER_PERSON S26.5'],
  errors: [],
  decisiveDate: null,
  input: object({
    query: object(personFields),
    records: listOfUnique(object({ id: text(), ...personFields }), 'id'),
  }),
  output: judged(VERDICTS, { matchedIds: list(text()), sameNameIds: list(text()) }),
  evaluate({ query, records }) {
    const idsWhere = (sameName: boolean, samePerson: boolean): string[] =>
      ordered(records.filter((one) => agrees(one, query, sameName, samePerson)).map(({ id }) => id))
    const matchedIds = idsWhere(true, true)
    const sameNameIds = idsWhere(true, false)
    const otherNameIds = idsWhere(false, true)
    return { ...judgementOf(matchedIds, sameNameIds, otherNameIds), matchedIds, sameNameIds }
  },
})

function agrees(one: Person, query: Person, sameName: boolean, samePerson: boolean): boolean {
  return (one.name === query.name) === sameName && (one.idCommitment === query.idCommitment) === samePerson
}

function judgementOf(
  matched: readonly string[],
  sameName: readonly string[],
  otherName: readonly string[],
): Judgement<Verdict> {
  if (otherName.length > 0) return { verdict: 'MULTIPLE_ALERT', reasons: [{ code: 'NAME_DIFFERS', rule: 'S26.5' }] }
  if (matched.length > 0) return { verdict: 'MATCH', reasons: [] }
  if (sameName.length === 0) return { verdict: 'NO_MATCH', reasons: [] }
  return { verdict: 'MULTIPLE_ALERT', reasons: [{ code: 'SAME_NAME_OTHER_PERSON', rule: 'S26.5' }] }
}
