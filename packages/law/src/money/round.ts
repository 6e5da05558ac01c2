import { defineFunction } from '../registry/define-function.ts'
import { boolean, cents, exact, object } from '../schema/schema.ts'
import { roundHalfUp } from './exact.ts'

/** S2.5: half up once, when the sum becomes payable; the unrounded value is kept. */
export const round = defineFunction({
  name: 'money.round',
  question: { zh: '精确金额应付多少（四舍五入到分）？', en: 'What is the payable amount of an exact amount?' },
  rules: ['S2.5'],
  parameters: [],
  reasons: [],
  errors: [],
  decisiveDate: null,
  input: object({ exactCents: exact() }),
  output: object({ cents: cents(), exactCents: exact(), changed: boolean() }),
  evaluate({ exactCents }) {
    return { cents: roundHalfUp(exactCents), exactCents, changed: exactCents.denominator !== 1n }
  },
})
