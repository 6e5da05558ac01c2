import { LawError } from '../law-error.ts'
import type { LawReading } from '../law-book/law-reading.ts'
import { percentOf } from '../loan/simple-interest.ts'
import { lessCents, minCents } from '../money/cents.ts'
import {
  addExact,
  compareExact,
  exactOf,
  exactOne,
  exactZero,
  multiplyExact,
  roundHalfUp,
  subtractExact,
} from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { cents, exact, list, object, optional, text } from '../schema/schema.ts'
import { parseRational, type Rational } from '../time/rational.ts'

const SIGNED_DECIMAL = /^([+-]?)(\d+(?:\.\d+)?)$/

/** Limits of the bands and their rates; the last band has no limit. */
interface Band {
  readonly from: bigint
  readonly to: bigint | null
  readonly rate: Rational
}

/** Provisions on the remuneration of administrators, art. 2. */
export const administratorFeeCap = defineFunction({
  name: 'bankruptcy.administratorFeeCap',
  question: { zh: '管理人报酬的上限是多少？', en: 'What is the upper limit of the administrator’s remuneration?' },
  rules: ['R25-35', 'S2.5'],
  parameters: ['P-25-15', 'PB-R25-35.limits', 'PB-R25-35.local'],
  reasons: [],
  errors: ['FORMAT_FRACTION', 'AMOUNT_LOCAL_ADJUSTMENT'],
  decisiveDate: null,
  input: object({ baseCents: cents(), localAdjustment: optional(text()) }),
  output: object({
    capCents: cents(),
    bands: list(object({ rate: exact(), baseCents: cents(), feeCents: cents() })),
  }),
  evaluate({ baseCents, localAdjustment }, law) {
    const factor = localAdjustment === null ? exactOne : adjustmentFactor(law, localAdjustment)
    const parts = bandsOf(law)
      .map(({ from, to, rate }) => ({ rate, base: lessCents(to === null ? baseCents : minCents(baseCents, to), from) }))
      .filter(({ base }) => base > 0n)
      .map(({ rate, base }) => ({ rate, base, fee: multiplyExact(exactOf(base), rate) }))
    const sum = parts.reduce((total, { fee }) => addExact(total, fee), exactZero)
    return {
      capCents: roundHalfUp(multiplyExact(sum, factor)),
      bands: parts.map(({ rate, base, fee }) => ({ rate, baseCents: base, feeCents: roundHalfUp(fee) })),
    }
  },
})

function bandsOf(law: LawReading): Band[] {
  const rates = law.table('P-25-15', 'percent, cumulative bands', list(exact()))
  const limits = law.table('PB-R25-35.limits', 'cent, upper limits of the bands', list(cents()))
  return rates.map((rate, index) => ({
    from: index === 0 ? 0n : (limits[index - 1] ?? 0n),
    to: limits[index] ?? null,
    rate: percentOf(rate),
  }))
}

/** `1 + adjustment`. */
function adjustmentFactor(law: LawReading, adjustment: string): Rational {
  const path = '/localAdjustment'
  const [, sign, digits] = SIGNED_DECIMAL.exec(adjustment) ?? []
  const size = digits === undefined ? undefined : parseRational(digits)
  if (size === undefined) throw new LawError('FORMAT_FRACTION', path, { expected: 'signed plain decimal' })
  const most = percentOf(law.fraction('PB-R25-35.local', 'percent, up or down, at most'))
  if (compareExact(size, most) > 0) throw new LawError('AMOUNT_LOCAL_ADJUSTMENT', path, { most: 'PB-R25-35.local' })
  return sign === '-' ? subtractExact(exactOne, size) : addExact(exactOne, size)
}
