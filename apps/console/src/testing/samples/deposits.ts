import type { DepositAnswer, DepositSummary, DepositView } from '@xiezhi/gateway-api'
import { FACTORS } from '@xiezhi/gateway-api'
import { RECORD_KEYS, recordProof } from '../evidence.ts'
import { CASE_ID, DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS, OTHER_DIGEST } from './scene.ts'

export const DEPOSIT_ID = idOf(0xd1)
/** Content of the file whose digest the sample ledger holds, and of one that it does not. */
export const FILE_TEXT = '示例合同正文（虚构）'
export const CHANGED_TEXT = '示例合同正文（虚构，改动后）'
/** SM3 of `FILE_TEXT` in UTF-8, by `openssl dgst -sm3`. */
export const FILE_DIGEST = 'sm3:66489a0653cf5439581e510d5a54c47a54d1701fe4adff1c587472056239f6c4'

const platform = {
  platformId: 'platform-1',
  operatorCode: '31110000MD0000016H',
  filingNumber: '京网信备示例00001号',
  standards: ['SF-T-0076'],
}

const summary: DepositSummary = {
  depositId: DEPOSIT_ID,
  kind: 'EVIDENCE',
  caseId: CASE_ID,
  digest: FILE_DIGEST,
  mediaType: 'application/pdf',
  sizeBytes: 20_480,
  depositedAtMs: NOW_MS - 2 * DAY_MS,
  state: 'STANDING',
  interest: 'NONE',
  platformId: platform.platformId,
  objections: 1,
  orders: 1,
  recordKey: RECORD_KEYS.request,
}

export const summaries: DepositSummary[] = [
  summary,
  {
    ...summary,
    depositId: idOf(0xd2),
    kind: 'SERVED_DOCUMENT',
    digest: OTHER_DIGEST,
    state: 'SUPERSEDED',
    interest: 'NOT_DECLARED',
    platformId: null,
    objections: 0,
    orders: 0,
  },
]

export const view: DepositView = {
  deposit: summary,
  collectedAtMs: NOW_MS - 3 * DAY_MS,
  sourceSystem: 'PARTY_UPLOAD',
  factAtMs: null,
  supersedes: null,
  supersededBy: null,
  platform,
  objections: [
    {
      number: 1,
      ground: 'POST_CHAIN',
      factors: ['INTEREST', 'TECHNIQUE_AND_PROCESS'],
      reasonsDigest: DIGEST,
      raisedBy: 'filing',
      raisedAtMs: NOW_MS - DAY_MS,
    },
  ],
  orders: [{ number: 1, kinds: ['SOURCE', 'STORAGE'], dueAtMs: NOW_MS + 3 * DAY_MS, state: 'OPEN', answers: [] }],
  findings: [
    {
      outcome: 'CONFIRMED',
      factors: [...FACTORS],
      corroboration: null,
      crossExaminedOn: '2026-11-28',
      decidedBy: 'judge',
      decidedAtMs: NOW_MS - HOUR_MS,
    },
  ],
}

const NOT_PROVED: DepositAnswer['notProved'] = ['TRUTH_BEFORE_CHAIN', 'CONTENT', 'AUTHORSHIP', 'CROSS_EXAMINATION']

/** What the ledger holds under the digests. */
export function answerTo(digests: readonly string[]): DepositAnswer {
  if (!digests.includes(FILE_DIGEST)) return { result: 'NO_ANCHOR', checks: [], notProved: NOT_PROVED }
  const proof = recordProof(RECORD_KEYS.request)
  if (proof === null) throw new Error('the recorded bundle has no proof')
  const { depositId, digest, kind, depositedAtMs, interest } = summary
  const found = { depositId, digest, kind, depositedAtMs, interest, platform, contested: true, proof }
  const result = 'ANCHOR_AFTER_EVENT' as const
  return { result, checks: [{ ...found, result, delayMs: 90 * 60_000 }], notProved: NOT_PROVED }
}

/** What anybody learns of a certificate by its digest: that it was deposited, and what became of the deposit. */
export function certificateAnswer(digest: string, result: DepositAnswer['result']): DepositAnswer {
  const whole = answerTo([FILE_DIGEST])
  const checks = whole.checks.map((check) => {
    return { ...check, digest, result, kind: 'CERTIFICATE' as const, delayMs: null, contested: false, platform: null }
  })
  return { ...whole, result, checks }
}
