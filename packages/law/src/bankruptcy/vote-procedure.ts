import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { boolean, integer, list, nullable, object, timestamp } from '../schema/schema.ts'
import { addSeconds, type Instant } from '../time/instant.ts'

const VERDICTS = ['VALID', 'ANNULABLE'] as const
const RULE = 'R25-26'

interface Span {
  readonly from: Instant
  readonly to: Instant
}

/** Bankruptcy Provisions III arts. 11–12; that the lost time is added at the end is a design of this project. */
export const voteProcedure = defineFunction({
  name: 'bankruptcy.voteProcedure',
  question: { zh: '网络表决中断后，程序是否合法？', en: 'Is an online vote procedurally sound after an outage?' },
  rules: [RULE],
  parameters: [],
  reasons: ['OPTIONS_NOT_SENT', 'OUTAGE_NOT_LOGGED', 'OUTAGE_WITHOUT_EXTENSION'].map((code) => `${code} ${RULE}`),
  errors: ['CLOCK_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: null,
  input: object({
    voteWindow: object({ from: timestamp(), to: timestamp() }),
    outages: list(object({ from: timestamp(), to: timestamp() })),
    extendedTo: nullable(timestamp()),
    outageLogged: boolean(),
    optionsSentInAdvance: boolean(),
  }),
  output: judged(VERDICTS, { lostSeconds: integer(), requiredClosesAt: nullable(timestamp()) }),
  evaluate({ voteWindow, outages, extendedTo, outageLogged, optionsSentInAdvance }) {
    refuseReversed(voteWindow, '/voteWindow')
    outages.forEach((outage, index) => refuseReversed(outage, `/outages/${index}`))
    const lostSeconds = lostWithin(voteWindow, outages)
    const requiredClosesAt = lostSeconds === 0 ? null : addSeconds(voteWindow.to, lostSeconds)
    const codes: string[] = []
    if (!optionsSentInAdvance) codes.push('OPTIONS_NOT_SENT')
    if (requiredClosesAt !== null && (extendedTo ?? voteWindow.to) < requiredClosesAt) {
      codes.push('OUTAGE_WITHOUT_EXTENSION')
    }
    if (requiredClosesAt !== null && !outageLogged) codes.push('OUTAGE_NOT_LOGGED')
    const grounds = codes.map((code) => ({ verdict: 'ANNULABLE', code, rule: RULE }) as const)
    return { ...judge(VERDICTS, grounds), lostSeconds, requiredClosesAt }
  },
})

function refuseReversed({ from, to }: Span, path: string): void {
  if (to < from) throw new LawError('CLOCK_ORDER', `${path}/to`, { earlier: 'from' })
}

/** Seconds of the window in which at least one outage ran. */
function lostWithin(window: Span, outages: readonly Span[]): number {
  let lost = 0
  let reached: number = window.from
  for (const { from, to } of [...outages].sort((one, other) => one.from - other.from)) {
    const start = Math.max(from, reached)
    const end = Math.min(to, window.to)
    if (end <= start) continue
    lost += end - start
    reached = end
  }
  return lost
}
