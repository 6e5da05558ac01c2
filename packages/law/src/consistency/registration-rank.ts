import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { integer, list, listOfUnique, object, positive, text, timestamp } from '../schema/schema.ts'

/** One rank for each registration, whatever the order of the input. */
export const registrationRank = defineFunction({
  name: 'consistency.registrationRank',
  question: { zh: '同时登记的先后顺位如何确定？', en: 'In which order do concurrent registrations rank?' },
  rules: ['S31.5'],
  parameters: [],
  reasons: [],
  errors: ['STATE_RANK_TIE'],
  decisiveDate: null,
  input: object({
    entries: listOfUnique(object({ id: text(), registeredAt: timestamp(), registerSeq: integer() }), 'id'),
  }),
  output: object({ ranking: list(object({ id: text(), rank: positive() })) }),
  evaluate({ entries }) {
    const sorted = entries
      .map((entry, index) => ({ ...entry, index }))
      .sort((one, other) => one.registeredAt - other.registeredAt || one.registerSeq - other.registerSeq)
    for (const [place, { registeredAt, registerSeq, index }] of sorted.entries()) {
      const before = sorted[place - 1]
      if (before?.registeredAt === registeredAt && before.registerSeq === registerSeq) {
        throw new LawError('STATE_RANK_TIE', `/entries/${index}`, { other: before.index })
      }
    }
    return { ranking: sorted.map(({ id }, place) => ({ id, rank: place + 1 })) }
  },
})
