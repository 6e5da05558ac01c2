import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Message } from '@xiezhi/kernel'
import type { TestChain } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { signerOf, testZone } from './testing/test-zone.ts'
import { zoneModules } from './zone-modules.ts'

const digest = `sha256:${'0d'.repeat(32)}`
const CASE_REF = 'ca'.repeat(16)
const LICENCE = '11101201010123456'
const FIRM = '31110000MD0000016H'

interface Doubtful {
  readonly acts: readonly { readonly type: string; readonly subject: string; readonly atMs: number }[]
}

/** Revokes a key from a date on and lists what was signed with it from then. */
function doubtful(chain: TestChain, key: string, compromisedFromMs: number, officers: readonly string[]): Doubtful {
  const value = { key, compromisedFromMs }
  const { code, facts } = chain.deliver(
    [{ type: 'authority/RevokeKey', value }],
    officers.map((officer) => signerOf(chain, officer)),
  )
  expect({ code, facts }).toEqual({ code: 0, facts: {} })
  return chain.query('authority/doubtfulActs', { key }) as unknown as Doubtful
}

function act(chain: TestChain, type: string, value: Json, officer: string): number {
  chain.advance(1_000)
  const message: Message = { type, value }
  const { code, facts } = chain.deliver([message], [signerOf(chain, officer)])
  expect({ type, code, facts }).toEqual({ type, code: 0, facts: {} })
  return chain.nowMs
}

describe('acts of a key that proves compromised', () => {
  test('court: acts of the modules case and query are listed from the compromise date on', () => {
    const chain = testZone(nodeCrypto, 'court')
    const open = {
      caseRef: CASE_REF,
      courtCode: '京0105',
      procedure: 'CIVIL',
      caseNumber: '（2026）京0105民初1号',
      caseNumberTag: null,
      filedOn: '2026-03-01',
      connectedRefs: [],
    }
    act(chain, 'case/OpenCase', open, 'clerk')
    const party = { caseRef: CASE_REF, partyId: 'd0'.repeat(16), side: 'CLAIMANT', commitment: digest }
    const fromMs = act(chain, 'case/AddParty', party, 'clerk')
    const paper = {
      caseRef: CASE_REF,
      licenceNo: LICENCE,
      asOf: '2026-03-02',
      use: 'FILING',
      verdict: 'PASS',
      reason: 'LINK_DOWN',
      documentDigest: digest,
      dispatchId: null,
    }
    const lastMs = act(chain, 'query/RecordOfflineFallback', paper, 'clerk')
    const { key } = signerOf(chain, 'clerk')

    expect(doubtful(chain, key, fromMs, ['trust-1', 'trust-2']).acts).toMatchObject([
      { type: 'case/AddParty', subject: CASE_REF, atMs: fromMs },
      { type: 'query/RecordOfflineFallback', subject: CASE_REF, atMs: lastMs },
    ])
  })

  test('justice: acts of the module lawyer are listed, refused ones are none', () => {
    const chain = testZone(nodeCrypto, 'justice')
    const { key } = signerOf(chain, 'bureau-1')
    const report = { licenceNo: LICENCE, reportDigest: digest, generatedAtMs: 0, validUntilMs: chain.nowMs * 2 }
    const firm = { uscc: FIRM, firmName: '示例律师事务所', region: '1101', orgForm: 'PARTNERSHIP', from: '2005-01-01' }
    const grant = {
      lawyerId: 'a1'.repeat(16),
      licenceNo: LICENCE,
      firmUscc: FIRM,
      from: '2010-07-01',
      firstPracticeDate: '2010-07-01',
      commitments: [digest],
      instrumentDigest: digest,
    }
    const department = ['department-1', 'department-2'].map((officer) => signerOf(chain, officer))
    const fromMs = chain.nowMs
    expect(
      chain.deliver([{ type: 'lawyer/AnchorCreditReport', value: report }], [signerOf(chain, 'bureau-1')]).code,
    ).not.toBe(0)
    chain.deliver([{ type: 'lawyer/RegisterFirm', value: firm }], department)
    chain.deliver([{ type: 'lawyer/GrantLicence', value: grant }], department)
    act(chain, 'lawyer/AnchorCreditReport', report, 'bureau-1')

    expect(doubtful(chain, key, fromMs, ['bureau-1', 'bureau-2']).acts).toMatchObject([
      { type: 'lawyer/AnchorCreditReport', subject: LICENCE },
      { type: 'authority/RevokeKey', subject: 'justice/bureau-1' },
    ])
  })
})

test.each(['court', 'justice', 'institution'] as const)(
  '%s: every message of an officer says what its act is about',
  (kind) => {
    const messages = zoneModules(kind).flatMap((module) => module.messages)
    const silent = messages.filter((message) => !('subject' in message)).map(({ type }) => type)
    // Proofs speak for these, whoever brings them; the leaf of a record names its keys itself.
    const notNoted = silent.filter((type) => !type.startsWith('client/') && !type.startsWith('packet/'))
    expect(notNoted).toEqual(['registry/RecordVersion'])
    expect(messages.length - silent.length).toBeGreaterThan(silent.length)
  },
)
