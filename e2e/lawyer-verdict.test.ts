import { readFileSync, writeFileSync } from 'node:fs'
import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { BUNDLE_BYTES_MAX, encodeBundle, encodeTrustFile, parseBundle, parseTrustFile } from '@xiezhi/evidence'
import type { Bundle, Profile, ZoneEvidence } from '@xiezhi/evidence'
import { collectEvidence } from '@xiezhi/sdk'
import { verifyBundle } from '@xiezhi/verifier'
import { reportLines } from '@xiezhi/verifier/report'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHAIN_IDS, CLIENT, startAlliance } from './testing/alliance.ts'
import type { Alliance, Zone } from './testing/alliance.ts'
import { fieldMutations, valueMutations } from './testing/field-mutations.ts'

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

interface TrustJson {
  readonly zones: { chainId: string; validators: { publicKey: string; power: number; organisation: string }[] }[]
}

const trustJson = (): TrustJson =>
  JSON.parse(new TextDecoder().decode(trustOf(alliance.court, alliance.justice))) as TrustJson

/** Kinds and field names of the records of a bundle, without what differs from dispatch to dispatch. */
function outline({ profile, asker, answerer }: Bundle): unknown {
  const kindOf = (key: string): string =>
    key
      .split(/[\u0000-\u001f]/)[0]
      ?.replace(/[0-9a-f]{64}-\d+/, '')
      .replace(/\/\d{16}/, '/') ?? ''
  const zone = ({ clientId, records }: ZoneEvidence): unknown => ({
    clientId,
    records: records.map(({ key, value }) => [
      kindOf(key),
      /^(query|authority|governance)\//.test(key) && value !== null
        ? fieldNames(decodeCanonical(value))
        : value?.length,
    ]),
  })
  return { profile, asker: zone(asker), answerer: zone(answerer) }
}

function fieldNames(json: Json): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  return Object.entries(json)
    .filter(([name]) => !['finding', 'facts', 'checks', 'reasons', 'tasks'].includes(name))
    .map(([name, value]) => [name, fieldNames(value)])
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
  return encodeTrustFile({ source: 'e2e', zones: zones.map(({ anchor }) => anchor) })
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
  await justice.act(
    {
      type: 'lawyer/RecordAssessment',
      value: {
        subject: 'lawyer',
        licenceNo: LICENCE,
        grade: 'COMPETENT',
        year: new Date().getFullYear() - 1,
        filedOn: '2026-06-01',
      },
    },
    'association-1',
  )
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
      expect(result.statement?.asker?.chain).toEqual(profile === 'court' ? ['alliance', 'court-0105'] : undefined)
      expect(result.statement?.policy?.version).toBe(profile === 'court' ? 1 : undefined)
      expect(verifyBundle(pureCrypto, bundle, trust)).toEqual(result)
      expect(reportLines(result, 'zh-CN')[0]).toBe('核验结论: 有效')
      expect(reportLines(result, 'en')[0]).toBe('Result: valid')
    },
  )

  test('an anchor that is missing makes it undecidable', async () => {
    const dispatchId = await ask(LICENCE)
    await receiptOf(dispatchId)
    const bundle = await bundleOf(dispatchId, 'court')
    expect(verifyBundle(nodeCrypto, bundle, trustOf(alliance.court)).result).toBe('undecidable')
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
  }, 300_000)
})

describe('forged bundles', () => {
  let trust: Uint8Array
  let one: Bundle
  let other: Bundle
  let later: Bundle
  beforeAll(async () => {
    trust = trustOf(alliance.court, alliance.justice)
    const first = await ask(LICENCE)
    await receiptOf(first)
    one = parseBundle(await bundleOf(first, 'court'))
    const second = await ask(UNKNOWN)
    await receiptOf(second)
    other = parseBundle(await bundleOf(second, 'court'))
    // The same dispatch, proved by the states and headers of later heights.
    later = parseBundle(await bundleOf(first, 'court'))
  })
  const judge = (bundle: Bundle, anchors = trust): string =>
    verifyBundle(nodeCrypto, encodeBundle(bundle), anchors).result

  test('the originals are valid', () => {
    expect([one, other, later].map((bundle) => judge(bundle))).toEqual(['valid', 'valid', 'valid'])
  })

  test('no field can be changed, removed or added, in whatever layer it stands', () => {
    const survived: string[] = []
    let tried = 0
    const text = JSON.parse(new TextDecoder().decode(encodeBundle(one))) as Json
    for (const [path, changed] of fieldMutations(text)) {
      tried += 1
      if (verifyBundle(nodeCrypto, encodeCanonical(changed, { bytesMax: BUNDLE_BYTES_MAX }), trust).result === 'valid')
        survived.push(path)
    }
    for (const side of ['asker', 'answerer'] as const) {
      one[side].records.forEach((record, at) => {
        for (const [path, value] of valueMutations(record.value)) {
          tried += 1
          const records = one[side].records.map((entry, index) => (index === at ? { ...entry, value } : entry))
          if (judge({ ...one, [side]: { ...one[side], records } }) === 'valid')
            survived.push(`${side} ${record.key} ${path}`)
        }
      })
    }
    console.log(`mutations: ${tried} fields`)
    expect(tried).toBeGreaterThan(200)
    expect(survived).toEqual([])
  })

  test('records, blocks and zones cannot be exchanged between bundles', () => {
    const forged: Bundle[] = [
      { ...one, about: other.about },
      { ...one, asker: other.asker },
      { ...one, answerer: other.answerer },
      { ...one, asker: one.answerer, answerer: one.asker },
      { ...one, profile: 'opposing' },
      { ...one, profile: 'public' },
      { ...one, asker: { ...one.asker, lightBlocks: other.asker.lightBlocks } },
      { ...one, asker: { ...one.asker, records: one.asker.records.slice(1) } },
    ]
    for (const bundle of forged) expect(judge(bundle)).toBe('invalid')
  })

  test('no proof serves another record, another bundle or another height', () => {
    let tried = 0
    for (const side of ['asker', 'answerer'] as const) {
      const { records } = one[side]
      const proofs = [records, other[side].records, later[side].records].flat().map(({ proof }) => proof)
      records.forEach((record, at) => {
        for (const proof of proofs) {
          if (Buffer.compare(proof, record.proof) === 0) continue
          tried += 1
          const swapped = records.map((entry, index) => (index === at ? { ...entry, proof } : entry))
          expect(judge({ ...one, [side]: { ...one[side], records: swapped } })).toBe('invalid')
        }
      })
    }
    expect(tried).toBeGreaterThan(50)
  })

  test('anchors of other zones, keys or powers do not serve', () => {
    const swapped = trustJson()
    const [first, second] = swapped.zones
    if (first === undefined || second === undefined) throw new Error('two zones')
    const validators = [first.validators, second.validators]
    ;[second.validators, first.validators] = validators as [never, never]
    expect(judge(one, encodeTrustFile(swapped as never))).toBe('invalid')
    const foreign = trustJson()
    for (const zone of foreign.zones)
      for (const member of zone.validators)
        member.publicKey = Buffer.from(nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7)).publicKey).toString(
          'hex',
        )
    expect(judge(one, encodeTrustFile(foreign as never))).toBe('invalid')
    const outvoted = trustJson()
    for (const zone of outvoted.zones) {
      const publicKey = Buffer.from(nodeCrypto.signer('ed25519', new Uint8Array(32).fill(8)).publicKey).toString('hex')
      zone.validators.push({ publicKey, power: 1_000, organisation: 'another' })
    }
    expect(judge(one, encodeTrustFile(outvoted as never))).toBe('invalid')
    const renamed = trustJson()
    for (const zone of renamed.zones) zone.chainId = `${zone.chainId}x`
    expect(judge(one, encodeTrustFile(renamed as never))).toBe('undecidable')
  })

  test('a state or client that has gone stale does not serve', () => {
    for (const side of ['asker', 'answerer'] as const) {
      const zone = one[side]
      const stale: ZoneEvidence[] = [
        // Headers of one height, records of another.
        { ...zone, lightBlocks: later[side].lightBlocks },
        { ...zone, lightBlocks: other[side].lightBlocks },
        { ...zone, records: zone.records.map((record) => ({ ...record, height: record.height - 1 })) },
        { ...zone, records: zone.records.map((record) => ({ ...record, height: record.height + 1 })) },
        // A header that supports nothing, beside those that do.
        { ...zone, lightBlocks: [...zone.lightBlocks, ...later[side].lightBlocks] },
        // The client that the counterparty knew before.
        { ...zone, clientId: '07-tendermint-1' },
      ]
      for (const changed of stale) {
        const rising = changed.lightBlocks.every(
          ({ header }, at) => at === 0 || (changed.lightBlocks[at - 1]?.header.height ?? 0n) < header.height,
        )
        if (rising) expect(judge({ ...one, [side]: changed })).toBe('invalid')
      }
    }
  })

  test('the recorded vectors have the records and fields of bundles made now', async () => {
    const { dispatchId } = one.about
    const made: Readonly<Record<string, Bundle>> = {
      court: one,
      blocked: other,
      opposing: parseBundle(await bundleOf(dispatchId, 'opposing')),
      public: parseBundle(await bundleOf(dispatchId, 'public')),
    }
    for (const [name, bundle] of Object.entries(made)) {
      const file = new URL(`../vectors/evidence/${name}.json`, import.meta.url)
      if (process.env['XIEZHI_RECORD'] !== undefined) writeFileSync(file, encodeBundle(bundle))
      const recorded = parseBundle(readFileSync(file))
      expect(outline(recorded)).toEqual(outline(bundle))
    }
    const file = new URL('../vectors/evidence/trust.json', import.meta.url)
    if (process.env['XIEZHI_RECORD'] !== undefined) writeFileSync(file, trust)
    expect(parseTrustFile(readFileSync(file)).zones.map(({ chainId }) => chainId)).toEqual([
      CHAIN_IDS.court,
      CHAIN_IDS.justice,
    ])
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
