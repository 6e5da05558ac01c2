import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { TestChain } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { signerOf, testZone } from './testing/test-zone.ts'

const DAY_MS = 86_400_000
const digest = `sha256:${'0d'.repeat(32)}`
const LICENCE = '11101201010123456'
const FIRM = '31110000MD0000016H'
/** Begins on 2026-03-02. */
const [FIRST_DAY, SECOND_DAY] = ['2026-03-02', '2026-03-03']

function act(chain: TestChain, type: string, value: Json, ...officers: readonly string[]): Json {
  chain.advance(1_000)
  const { code, facts, data } = chain.deliver(
    [{ type, value }],
    officers.map((officer) => signerOf(chain, officer)),
  )
  expect({ type, code, facts }).toEqual({ type, code: 0, facts: {} })
  return data?.[0] ?? null
}

function openWithAgent(chain: TestChain, caseRef: string, filedOn: string): void {
  const id = caseRef.slice(0, 30)
  const open = { caseRef, courtCode: '京0105', procedure: 'CIVIL', caseNumber: null, filedOn, connectedRefs: [] }
  act(chain, 'case/OpenCase', { ...open, caseNumberTag: `sha256:${caseRef.repeat(2)}` }, 'clerk')
  act(chain, 'case/AddParty', { caseRef, partyId: `${id}01`, side: 'CLAIMANT', commitment: digest }, 'clerk')
  const powers = {
    specialPowers: [],
    stage: 'FIRST_INSTANCE',
    signedOn: FIRST_DAY,
    expiresOn: null,
    documentDigest: digest,
  }
  const agent = {
    caseRef,
    agentId: `${id}02`,
    partyId: `${id}01`,
    role: 'AGENT',
    licenceNo: LICENCE,
    letterFirmUscc: FIRM,
    exception: 'NONE',
    powers,
    documents: { licence: digest, firmLetter: digest, legalAidLetter: null },
    enteredOn: filedOn,
    receiptId: null,
  }
  act(chain, 'case/EnterAgent', agent, 'clerk')
}

/** By a ratified paper check of the second day: the court's own checks decide. */
function verified(chain: TestChain, caseRef: string): Readonly<Record<string, Json>> {
  const about = { caseRef, asOf: SECOND_DAY, use: 'HEARING' }
  const paper = { ...about, licenceNo: LICENCE, verdict: 'PASS', reason: 'LINK_DOWN', documentDigest: digest }
  const { fallbackId } = act(chain, 'query/RecordOfflineFallback', { ...paper, dispatchId: null }, 'clerk') as {
    readonly fallbackId: string
  }
  act(chain, 'query/RatifyOfflineFallback', { fallbackId, approved: true }, 'judge')
  const agentId = `${caseRef.slice(0, 30)}02`
  const verify = { caseRef, agentId, use: 'HEARING', onDate: SECOND_DAY, receiptId: null, fallbackId }
  const { verificationId } = act(chain, 'case/VerifyAgent', verify, 'clerk') as { readonly verificationId: string }
  return chain.query('case/verification', { verificationId }) as Readonly<Record<string, Json>>
}

test.each([
  ['KEEP', ['PASS', 'BLOCK']],
  ['LAW_REQUIRES_NEW', ['BLOCK', 'BLOCK']],
])('a longer ban with %s: a case filed before and one filed after are judged %j', (migration, verdicts) => {
  const chain = testZone(nodeCrypto, 'court')
  // Left the court between two and three years ago.
  const former = { serial: LICENCE.slice(11), role: 'PROCURATOR', courtsServed: ['沪0101'], leftOn: '2023-09-01' }
  const how = { leaveKind: 'RESIGNED', senior: false, firmInFormerArea: false, commitment: digest }
  act(chain, 'case/RegisterFormerStaff', { ...former, ...how }, 'personnel')
  const ban = {
    key: 'P-18-01',
    value: 3,
    unit: 'year',
    effectiveFrom: SECOND_DAY,
    migration,
    source: '示例修法（虚构）',
  }
  act(chain, 'governance/SetParameter', ban, 'root-1', 'root-2')
  const [running, later] = ['ca'.repeat(16), 'cb'.repeat(16)]
  openWithAgent(chain, running, FIRST_DAY)
  chain.advance(DAY_MS)
  openWithAgent(chain, later, SECOND_DAY)

  const [old, renewed] = [verified(chain, running), verified(chain, later)]
  const blocks = [old, renewed].map(({ verdict }) => (verdict === 'BLOCK' ? 'BLOCK' : 'PASS'))
  expect(blocks).toEqual(verdicts)
  // Each verdict names the law that it rests on.
  expect(old['parameterVersion'] === renewed['parameterVersion']).toBe(migration === 'LAW_REQUIRES_NEW')
  expect(chain.violations()).toEqual([])
})
