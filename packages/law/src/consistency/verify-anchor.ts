import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Judgement } from '../registry/judgement.ts'
import {
  boolean,
  date,
  enumeration,
  list,
  nullable,
  object,
  optional,
  signed,
  text,
  timestamp,
  type Value,
} from '../schema/schema.ts'
import { dayOf } from '../time/instant.ts'

const VERDICTS = [
  'MATCH_ANCHORED',
  'MATCH_ANCHOR_ON_FOREIGN_CHAIN',
  'HASH_MISMATCH',
  'NO_ANCHOR',
  'ANCHOR_AFTER_EVENT',
  'CHAIN_UNREACHABLE',
  'PROOF_INVALID',
  'SUPERSEDED',
  'REVOKED',
] as const
type Finding = Judgement<(typeof VERDICTS)[number]>

const FLAGS = ['INTERESTED_PLATFORM', 'PLATFORM_NOT_FILED'] as const
type Flag = (typeof FLAGS)[number]

const anchorSchema = object({
  digest: text(),
  anchoredAt: timestamp(),
  chain: enumeration(['COURT', 'FOREIGN']),
  proofValid: boolean(),
  status: enumeration(['CURRENT', 'SUPERSEDED', 'REVOKED']),
})
const input = object({
  fileDigest: text(),
  anchor: nullable(anchorSchema),
  chainReachable: boolean(),
  factAt: optional(timestamp()),
  platform: optional(object({ interested: boolean(), filedOn: nullable(date()) })),
})
type Facts = Value<typeof input>
type Anchor = Value<typeof anchorSchema>

/** Online Litigation Rules arts. 16–19: a match is a presumption "not altered since the anchor", never "true". */
export const verifyAnchor = defineFunction({
  name: 'consistency.verifyAnchor',
  question: { zh: '上链的摘要对该文件证明了什么？', en: 'What does an anchored digest prove about a file?' },
  rules: ['X-40', 'X-41', 'X-42', 'R21-09', 'R21-12', 'R31-06', 'S2.7'],
  parameters: [],
  reasons: [
    'CHAIN_UNREACHABLE S2.7',
    'NO_ANCHOR X-42',
    'PROOF_INVALID S2.7',
    'HASH_MISMATCH R31-06',
    'ANCHOR_REVOKED S2.7',
    'ANCHOR_SUPERSEDED S2.7',
    'ANCHORED_AFTER_FACT X-42',
    'PRESUMED_UNALTERED_SINCE_ANCHOR X-40',
  ],
  errors: [],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {
    flags: list(enumeration(FLAGS)),
    existenceProvenFrom: nullable(timestamp()),
    delaySeconds: nullable(signed()),
    automaticConclusion: boolean(),
    freezeEvidence: boolean(),
    mode: enumeration(['LIVE', 'OFFLINE_FALLBACK']),
  }),
  evaluate(facts) {
    const { anchor, chainReachable, factAt, fileDigest } = facts
    const finding = findingOf(facts)
    const live = chainReachable && anchor !== null
    const proven = live && anchor.proofValid && anchor.digest === fileDigest
    const delayed = finding.verdict === 'ANCHOR_AFTER_EVENT' && anchor !== null && factAt !== null
    return {
      ...finding,
      flags: live ? flagsOf(facts, anchor) : [],
      existenceProvenFrom: proven ? anchor.anchoredAt : null,
      delaySeconds: delayed ? anchor.anchoredAt - factAt : null,
      automaticConclusion: false,
      freezeEvidence: finding.verdict === 'HASH_MISMATCH',
      mode: chainReachable ? 'LIVE' : 'OFFLINE_FALLBACK',
    }
  },
})

function findingOf({ anchor, chainReachable, factAt, fileDigest }: Facts): Finding {
  if (!chainReachable) return decided('CHAIN_UNREACHABLE', { code: 'CHAIN_UNREACHABLE', rule: 'S2.7' })
  if (anchor === null) return decided('NO_ANCHOR', { code: 'NO_ANCHOR', rule: 'X-42' })
  if (!anchor.proofValid) return decided('PROOF_INVALID', { code: 'PROOF_INVALID', rule: 'S2.7' })
  if (anchor.digest !== fileDigest) return decided('HASH_MISMATCH', { code: 'HASH_MISMATCH', rule: 'R31-06' })
  if (anchor.status === 'REVOKED') return decided('REVOKED', { code: 'ANCHOR_REVOKED', rule: 'S2.7' })
  if (anchor.status === 'SUPERSEDED') return decided('SUPERSEDED', { code: 'ANCHOR_SUPERSEDED', rule: 'S2.7' })
  if (factAt !== null && anchor.anchoredAt > factAt) {
    return decided('ANCHOR_AFTER_EVENT', { code: 'ANCHORED_AFTER_FACT', rule: 'X-42' })
  }
  return decided(anchor.chain === 'FOREIGN' ? 'MATCH_ANCHOR_ON_FOREIGN_CHAIN' : 'MATCH_ANCHORED', {
    code: 'PRESUMED_UNALTERED_SINCE_ANCHOR',
    rule: 'X-40',
  })
}

function flagsOf({ platform }: Facts, { anchoredAt }: Anchor): Flag[] {
  if (platform === null) return []
  const { interested, filedOn } = platform
  const filed = filedOn !== null && dayOf(anchoredAt) >= filedOn
  return [
    ...(interested ? (['INTERESTED_PLATFORM'] as const) : []),
    ...(filed ? [] : (['PLATFORM_NOT_FILED'] as const)),
  ]
}
