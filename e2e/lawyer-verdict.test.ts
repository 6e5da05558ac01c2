import { decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { encodeBundle, encodeTrustFile, parseBundle } from '@xiezhi/evidence'
import type { Profile } from '@xiezhi/evidence'
import { collectEvidence } from '@xiezhi/sdk'
import { reportLines, verifyBundle } from '@xiezhi/verifier'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHAIN_IDS, CLIENT, startAlliance } from './testing/alliance.ts'
import type { Alliance, Zone } from './testing/alliance.ts'

const FIRM = '31110000MD0000016H'
const LICENCE = '11101201010123456'
const UNKNOWN = '11101201010654321'
const CASE_REF = '0123456789abcdef0123456789abcdef'
const AGENT = 'a9'.repeat(16)
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const digest = (byte: string): string => `sha256:${byte.repeat(32)}`

let alliance: Alliance

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 3_000; tries++) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  throw new Error('did not happen')
}

async function record<T>(zone: Zone, key: string): Promise<T | undefined> {
  const { value } = await zone.client.prove(key)
  return value === null ? undefined : (decodeCanonical(value) as T)
}

interface Receipt {
  readonly result: {
    readonly finding: { readonly verdict: string; readonly reasons: readonly { code: string }[] } | null
    readonly refusal: string | null
  }
}

async function ask(licenceNo: string, change: Readonly<Record<string, Json>> = {}): Promise<string> {
  const value: Json = {
    sourceClient: CLIENT,
    timeoutSeconds: Math.floor(Date.now() / 1000) + 600,
    deadlineMs: Date.now() + 3_600_000,
    licenceNo,
    asOf: today,
    purpose: 'AGENT_VERIFICATION',
    legalBasis: 'OPINIONS_ART_18',
    caseRef: CASE_REF,
    use: 'FILING',
    letterFirmUscc: FIRM,
    exception: 'NONE',
    subscribe: true,
    logCommitment: digest('ab'),
    ...change,
  }
  const { data } = await alliance.court.act({ type: 'query/Ask', value }, 'clerk-1')
  return (data[0] as { dispatchId: string }).dispatchId
}

const receiptOf = (dispatchId: string): Promise<Receipt> =>
  eventually(() => record<Receipt>(alliance.court, `query/receipt/${dispatchId}`))

async function bundleOf(dispatchId: string, profile: Profile): Promise<Uint8Array> {
  const request = { dispatchId, profile, askerClient: CLIENT, answererClient: CLIENT }
  return encodeBundle(await collectEvidence(alliance.court.client, alliance.justice.client, request))
}

function trustOf(...zones: readonly Zone[]): Uint8Array {
  return encodeTrustFile({
    source: 'e2e',
    zones: zones.map(({ kind, host }) => ({
      chainId: CHAIN_IDS[kind],
      height: 1,
      validators: host.validators.validators.map(({ publicKey, votingPower }) => ({
        publicKey: Buffer.from(publicKey).toString('hex'),
        power: Number(votingPower),
        organisation: kind,
      })),
    })),
  })
}

beforeAll(async () => {
  alliance = await startAlliance()
  const { justice, court } = alliance
  await justice.act(
    {
      type: 'lawyer/RegisterFirm',
      value: { uscc: FIRM, firmName: '示例律师事务所', region: '1101', orgForm: 'PARTNERSHIP', from: '2015-01-01' },
    },
    'department-1',
    'department-2',
  )
  await justice.act(
    {
      type: 'lawyer/GrantLicence',
      value: {
        lawyerId: 'c1'.repeat(16),
        licenceNo: LICENCE,
        firmUscc: FIRM,
        from: '2015-01-01',
        firstPracticeDate: '2012-06-01',
        commitments: [],
        instrumentDigest: digest('01'),
      },
    },
    'department-1',
    'department-2',
  )
  await justice
    .act(
      {
        type: 'lawyer/RecordAssessment',
        value: {
          subject: { kind: 'LAWYER', licenceNo: LICENCE, grade: 'COMPETENT' },
          year: new Date().getFullYear() - 1,
          filedOn: '2026-06-01',
          instrumentDigest: digest('02'),
        },
      },
      'association-1',
    )
    .catch((error: unknown) => console.log(String(error)))
  await court.act(
    {
      type: 'case/OpenCase',
      value: {
        caseRef: CASE_REF,
        courtCode: '京0105',
        procedure: 'CIVIL',
        caseNumber: '（2026）京0105民初1号',
        caseNumberTag: null,
        filedOn: today,
        connectedRefs: [],
      },
    },
    'clerk-1',
  )
})
afterAll(async () => {
  await alliance.close()
})

describe('a court asks the justice zone about a lawyer', () => {
  test('a licence that nobody holds is blocked', async () => {
    const { result } = await receiptOf(await ask(UNKNOWN))
    expect(result.finding?.verdict).toBe('BLOCK')
    expect(result.finding?.reasons.map(({ code }) => code)).toContain('LICENCE_NOT_HELD')
  })

  test('a lawyer in good standing passes; the firm letter of another firm blocks', async () => {
    const passed = await receiptOf(await ask(LICENCE))
    expect(['PASS', 'WARN']).toContain(passed.result.finding?.verdict)
    const blocked = await receiptOf(await ask(LICENCE, { letterFirmUscc: '31310000MD0000024R' }))
    expect(blocked.result.finding?.reasons.map(({ code }) => code)).toContain('FIRM_MISMATCH')
  })

  test('a purpose that the policy does not name is refused, and the refusal is a proved answer', async () => {
    const { result } = await receiptOf(await ask(LICENCE, { purpose: 'CURIOSITY' }))
    expect(result).toMatchObject({ finding: null, refusal: 'PURPOSE_NOT_ALLOWED' })
  })
})

describe('evidence of a verdict', () => {
  test.each(['court', 'opposing', 'public'] as const)(
    'profile %s is valid against the anchors of both zones, on both backends',
    async (profile) => {
      const dispatchId = await ask(LICENCE)
      await receiptOf(dispatchId)
      const bundle = await bundleOf(dispatchId, profile)
      const trust = trustOf(alliance.court, alliance.justice)

      const result = verifyBundle(nodeCrypto, bundle, trust)

      expect(result.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([])
      expect(result).toMatchObject({
        result: 'valid',
        profile,
        statement: { dispatchId, licenceNo: LICENCE, asOf: today },
      })
      expect(result.statement?.reasons === null).toBe(profile !== 'court')
      expect(verifyBundle(pureCrypto, bundle, trust)).toEqual(result)
      expect(reportLines(result, 'zh-CN')[0]).toBe('核验结论: 有效')
      expect(reportLines(result, 'en')[0]).toBe('Result: valid')
    },
  )

  test('an anchor that is missing makes it undecidable; a foreign key makes it invalid', async () => {
    const dispatchId = await ask(LICENCE)
    await receiptOf(dispatchId)
    const bundle = await bundleOf(dispatchId, 'court')
    expect(verifyBundle(nodeCrypto, bundle, trustOf(alliance.court)).result).toBe('undecidable')
    const swapped = JSON.parse(new TextDecoder().decode(trustOf(alliance.court, alliance.justice))) as {
      zones: { validators: unknown }[]
    }
    const [first, second] = swapped.zones
    if (first !== undefined && second !== undefined)
      [first.validators, second.validators] = [second.validators, first.validators]
    const foreign = encodeTrustFile(swapped as never)
    expect(verifyBundle(nodeCrypto, bundle, foreign).result).toBe('invalid')
  })

  test('no byte can be changed', async () => {
    const dispatchId = await ask(LICENCE)
    await receiptOf(dispatchId)
    const trust = trustOf(alliance.court, alliance.justice)
    const bundle = await bundleOf(dispatchId, 'court')
    const runs = Number(process.env['XIEZHI_MUTATIONS'] ?? 5_000)
    const survived: number[] = []
    for (let run = 0; run < runs; run++) {
      const at = Math.floor((run * bundle.length) / runs)
      const changed = bundle.slice()
      changed[at] = (changed[at] ?? 0) ^ (1 << (run % 7))
      if (verifyBundle(nodeCrypto, changed, trust).result === 'valid') survived.push(at)
    }
    console.log(`mutations: ${runs} of ${bundle.length} bytes`)
    expect(survived).toEqual([])
  })

  test('records, proofs and blocks cannot be exchanged between bundles', async () => {
    const trust = trustOf(alliance.court, alliance.justice)
    const bundles = []
    for (const licenceNo of [LICENCE, UNKNOWN]) {
      const dispatchId = await ask(licenceNo)
      await receiptOf(dispatchId)
      bundles.push(parseBundle(await bundleOf(dispatchId, 'court')))
    }
    const [one, other] = bundles
    if (one === undefined || other === undefined) throw new Error('two bundles')
    const forged = [
      { ...one, about: other.about },
      { ...one, asker: other.asker },
      { ...one, answerer: other.answerer },
      { ...one, profile: 'opposing' as const },
      {
        ...one,
        asker: {
          ...one.asker,
          records: one.asker.records.map((entry, at) => ({
            ...entry,
            proof: other.asker.records[at]?.proof ?? entry.proof,
          })),
        },
      },
      { ...one, asker: { ...one.asker, lightBlocks: other.asker.lightBlocks } },
      { ...one, asker: { ...one.asker, records: one.asker.records.slice(1) } },
    ]
    for (const bundle of forged) expect(verifyBundle(nodeCrypto, encodeBundle(bundle), trust).result).toBe('invalid')
  })
})

describe('a suspension at the bureau', () => {
  test('reaches the open case of the court without anybody asking', async () => {
    const { court, justice } = alliance
    await court.act(
      {
        type: 'case/AddParty',
        value: { caseRef: CASE_REF, partyId: 'e1'.repeat(16), side: 'CLAIMANT', commitment: digest('05') },
      },
      'clerk-1',
    )
    const receiptId = await ask(LICENCE)
    await receiptOf(receiptId)
    await court.act(
      {
        type: 'case/EnterAgent',
        value: {
          caseRef: CASE_REF,
          agentId: AGENT,
          partyId: 'e1'.repeat(16),
          role: 'AGENT',
          licenceNo: LICENCE,
          letterFirmUscc: FIRM,
          exception: 'NONE',
          powers: {
            specialPowers: [],
            stage: 'FIRST_INSTANCE',
            signedOn: today,
            expiresOn: null,
            documentDigest: digest('06'),
          },
          documents: { licence: digest('07'), firmLetter: digest('08'), legalAidLetter: null },
          enteredOn: today,
          receiptId,
        },
      },
      'clerk-1',
    )

    await justice.act(
      {
        type: 'lawyer/SanctionLawyer',
        value: {
          sanctionId: 'd4'.repeat(16),
          licenceNo: LICENCE,
          kind: 'SUSPENSION',
          offence: { on: today, article: 48, deserved: 'SUSPENSION' },
          decidedOn: today,
          from: today,
          months: 6,
          publicUntil: null,
          instrumentDigest: digest('09'),
        },
      },
      'bureau-1',
      'bureau-2',
    )

    const agent = await eventually(async () => {
      const found = await record<{ fileAccess: string; frozenFrom: string | null }>(
        court,
        `case/agent/${CASE_REF}/${AGENT}`,
      )
      return found?.frozenFrom === null || found === undefined ? undefined : found
    })
    expect(agent.frozenFrom).toBe(today)
    const { result } = await receiptOf(await ask(LICENCE))
    expect(result.finding?.reasons.map(({ code }) => code)).toContain('LICENCE_SUSPENDED')
  })
})
