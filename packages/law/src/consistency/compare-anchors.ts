import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { integer, list, listOfUnique, object, optional, text, timestamp, type Value } from '../schema/schema.ts'
import { ordered } from '../text/code-points.ts'
import { HOUR_SECONDS, MINUTE_SECONDS } from '../time/instant.ts'

const VERDICTS = ['CONSISTENT', 'DIFFERENCE', 'INCIDENT'] as const
const rule = 'R31-06'

const anchorSchema = object({ id: text(), digest: text(), anchoredAt: timestamp() })
const input = object({
  offChain: listOfUnique(object({ id: text(), digest: text(), recordedAt: timestamp() }), 'id'),
  onChain: list(anchorSchema),
  detectedAt: timestamp(),
  asOf: timestamp(),
  explained: optional(listOfUnique(text(), null)),
})
type Facts = Value<typeof input>
type Anchor = Value<typeof anchorSchema>

/** Every record has exactly one anchored digest within minutes; what stays unexplained is an incident. */
export const compareAnchors = defineFunction({
  name: 'consistency.compareAnchors',
  question: { zh: '链上与链下的记录是否一致？', en: 'Do chain and business records agree?' },
  rules: ['R31-06'],
  parameters: ['P-31-02', 'PB-R31-06.explain'],
  reasons: ['HASH_MISMATCH R31-06', 'UNEXPLAINED_AFTER_24H R31-06'],
  errors: [],
  decisiveDate: 'asOf',
  input,
  output: judged(VERDICTS, {
    offChainCount: integer(),
    onChainCount: integer(),
    missing: list(text()),
    pending: list(text()),
    orphan: list(text()),
    duplicate: list(text()),
    mismatch: list(text()),
    late: list(text()),
    freezeEvidence: list(text()),
  }),
  evaluate(facts, law) {
    const { offChain, onChain, detectedAt, asOf } = facts
    const lists = compare(facts, law.count('P-31-02', 'minute') * MINUTE_SECONDS)
    const explained = new Set(facts.explained ?? [])
    const differing = [...lists.missing, ...lists.orphan, ...lists.duplicate, ...lists.late]
    const grounds: Ground<'INCIDENT'>[] = []
    if (lists.mismatch.length > 0) grounds.push({ verdict: 'INCIDENT', code: 'HASH_MISMATCH', rule })
    const overdue = asOf - detectedAt >= law.count('PB-R31-06.explain', 'hour') * HOUR_SECONDS
    if (overdue && differing.some((id) => !explained.has(id))) {
      grounds.push({ verdict: 'INCIDENT', code: 'UNEXPLAINED_AFTER_24H', rule })
    }
    const { verdict, reasons } = judge(VERDICTS, grounds)
    return {
      verdict: verdict === 'CONSISTENT' && differing.length > 0 ? 'DIFFERENCE' : verdict,
      reasons,
      offChainCount: offChain.length,
      onChainCount: onChain.length,
      ...lists,
      freezeEvidence: lists.mismatch,
    }
  },
})

type Lists = Readonly<Record<'missing' | 'pending' | 'orphan' | 'duplicate' | 'mismatch' | 'late', readonly string[]>>

function compare({ offChain, onChain, asOf }: Facts, delaySeconds: number): Lists {
  const anchorsOf = new Map<string, Anchor[]>()
  for (const anchor of onChain) {
    const group = anchorsOf.get(anchor.id)
    if (group === undefined) anchorsOf.set(anchor.id, [anchor])
    else group.push(anchor)
  }
  const records = new Set(offChain.map(({ id }) => id))
  const without = offChain.filter(({ id }) => !anchorsOf.has(id))
  const idsOf = (list: readonly { readonly id: string }[]): string[] => ordered(list.map(({ id }) => id))
  return {
    missing: idsOf(without.filter(({ recordedAt }) => asOf - recordedAt > delaySeconds)),
    pending: idsOf(without.filter(({ recordedAt }) => asOf - recordedAt <= delaySeconds)),
    orphan: ordered([...anchorsOf.keys()].filter((id) => !records.has(id))),
    duplicate: ordered([...anchorsOf].filter(([, anchors]) => anchors.length > 1).map(([id]) => id)),
    mismatch: idsOf(
      offChain.filter(({ id, digest }) => anchorsOf.get(id)?.some((anchor) => anchor.digest !== digest) ?? false),
    ),
    late: idsOf(
      offChain.filter(
        ({ id, recordedAt }) =>
          anchorsOf.get(id)?.every(({ anchoredAt }) => anchoredAt - recordedAt > delaySeconds) ?? false,
      ),
    ),
  }
}
