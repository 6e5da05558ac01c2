import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { cents, enumeration, integer, list, nullable, object, text, timestamp, type Value } from '../schema/schema.ts'
import { addSeconds, HOUR_SECONDS, type Instant } from '../time/instant.ts'

const VERDICTS = ['SOLD', 'FAILED', 'BLOCK'] as const
const MINUTE_SECONDS = 60

/** Tested in this order. */
const IGNORED = ['BEFORE_START', 'AFTER_CLOSE', 'BELOW_START_PRICE', 'NOT_HIGHER'] as const
type Ignored = (typeof IGNORED)[number]

const input = object({
  startsAt: timestamp(),
  closesAt: timestamp(),
  startCents: cents(),
  bids: list(object({ bidder: text(), at: timestamp(), cents: cents() })),
})
type Facts = Value<typeof input>

interface Course {
  readonly closesAt: Instant
  readonly extensions: number
  readonly winner: { readonly bidder: string; readonly cents: bigint } | null
  readonly ignored: readonly { readonly index: number; readonly code: Ignored }[]
}

/** Online auction provisions art. 20: a late bid moves the close; one bidder is enough. */
export const bidding = defineFunction({
  name: 'auction.bidding',
  question: { zh: '谁竞得，竞价何时结束？', en: 'Who wins and when does bidding close?' },
  rules: ['R20-34'],
  parameters: ['P-20-27.window', 'P-20-27.extension'],
  reasons: ['WINDOW_TOO_SHORT R20-34'],
  errors: ['CLOCK_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'startsAt',
  input,
  output: judged(VERDICTS, {
    closesAt: timestamp(),
    extensions: integer(),
    winner: nullable(object({ bidder: text(), cents: cents() })),
    ignored: list(object({ index: integer(), code: enumeration(IGNORED) })),
  }),
  evaluate(facts, law) {
    const { startsAt, closesAt } = facts
    if (closesAt <= startsAt) throw new LawError('CLOCK_ORDER', '/closesAt', { earlier: 'startsAt' })
    if (closesAt - startsAt < law.count('P-20-27.window', 'hour') * HOUR_SECONDS) {
      const blocked = decided('BLOCK', { code: 'WINDOW_TOO_SHORT', rule: 'R20-34' })
      return { ...blocked, closesAt, extensions: 0, winner: null, ignored: [] }
    }
    const course = courseOf(facts, law.count('P-20-27.extension', 'minute') * MINUTE_SECONDS)
    return { ...decided(course.winner === null ? 'FAILED' : 'SOLD'), ...course }
  },
})

function courseOf({ startsAt, closesAt, startCents, bids }: Facts, extensionSeconds: number): Course {
  const unordered = bids.findIndex(({ at }, index) => at < (bids[index - 1]?.at ?? at))
  if (unordered >= 0) throw new LawError('CLOCK_ORDER', `/bids/${unordered}/at`, { earlier: 'the bid before' })
  let close = closesAt
  let extensions = 0
  let winner: Course['winner'] = null
  const ignored: { index: number; code: Ignored }[] = []
  for (const [index, { bidder, at, cents: bid }] of bids.entries()) {
    const best: bigint | null = winner?.cents ?? null
    if (at < startsAt) ignored.push({ index, code: 'BEFORE_START' })
    else if (at > close) ignored.push({ index, code: 'AFTER_CLOSE' })
    else if (bid < startCents) ignored.push({ index, code: 'BELOW_START_PRICE' })
    else if (best !== null && bid <= best) ignored.push({ index, code: 'NOT_HIGHER' })
    else {
      winner = { bidder, cents: bid }
      const extended = addSeconds(at, extensionSeconds)
      if (extended > close) {
        close = extended
        extensions += 1
      }
    }
  }
  return { closesAt: close, extensions, winner, ignored }
}
