import { base64Encode, encodeCanonical, hexDecode, latin1Decode, utf8Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import { accreditationKeysOf, policyKeysOf } from './evidence-warrants.ts'
import { ScriptedNode } from './testing/scripted-node.ts'
import type { ZoneClient } from './zone-client.ts'

type Answers = Readonly<Record<string, Json>>

/** A zone with these rows and these answers to queries, by name and input. */
function zoneWith(rows: Answers, queries: Answers = {}): Promise<ZoneClient> {
  const node = new ScriptedNode((_method, params) => {
    const [path, data] = [params['path'] as string, hexDecode(params['data'] as string)]
    const found = path.startsWith('/query/')
      ? (queries[`${path.slice(7)} ${utf8Decode(data)}`] ?? null)
      : rows[latin1Decode(data)]
    const value = found === undefined ? null : base64Encode(encodeCanonical(found))
    return { response: { code: 0, height: '5', value, proofOps: { ops: [{ data: 'AA==' }] } } }
  })
  return node.client()
}

const key = `ed25519:${'0b'.repeat(32)}`
const older = `ed25519:${'0a'.repeat(32)}`
const act = `/0000000000000009/d-1/query.Ask`
const request = { organisation: 'court', officer: 'clerk', role: 'COURT_CLERK', askedAtMs: 9 }
const officer = (
  officerName: string,
  office: string,
  roles: readonly string[],
  delegations: readonly Json[] = [],
): Json => ({
  officer: { officer: officerName, office, grant: { roles } },
  keys: [{ key: older }, { key }],
  delegations,
})
const chain = [{ organisation: 'court' }, { organisation: 'alliance' }]
const rows: Answers = { 'query/request/d-1': request, [`authority/act/${key}${act}`]: {} }
const queries = (own: Json): Answers => ({
  'authority/officer {"officer":"clerk","organisation":"court"}': own,
  'authority/officer {"officer":"judge","organisation":"court"}': officer('judge', 'bench', ['COURT_CLERK']),
  'authority/organisation {"organisation":"court"}': chain,
})
const ownKeys = [
  `authority/act/${key}${act}`,
  `authority/key/${key}`,
  'authority/office/court/registry',
  'authority/officer/court/clerk',
  'authority/organisation/alliance',
  'authority/organisation/court',
]

test('names the rows of the officer who asked, with the key that signed', async () => {
  const zone = await zoneWith(rows, queries(officer('clerk', 'registry', ['COURT_CLERK'])))
  expect(await accreditationKeysOf(zone, 'd-1')).toEqual(ownKeys)
})

test('names the delegation that was used, and the rows of its giver', async () => {
  const grant = { roles: ['COURT_CLERK'] }
  const delegations = [
    { delegationId: 'a-0', from: 'other', givenAtMs: 1, grant: { roles: [] } },
    { delegationId: 'b-0', from: 'judge', givenAtMs: 9, grant },
  ]
  const zone = await zoneWith(rows, queries(officer('clerk', 'registry', [], delegations)))
  expect(await accreditationKeysOf(zone, 'd-1')).toEqual(
    [...ownKeys, 'authority/delegation/b-0', 'authority/officer/court/judge', 'authority/office/court/bench'].sort(),
  )
})

test.each<[string, Answers, Answers, string]>([
  ['the request', {}, queries(officer('clerk', 'registry', ['COURT_CLERK'])), 'query/request/d-1'],
  ['the officer', rows, {}, 'authority/officer/court/clerk'],
  [
    'the act',
    { 'query/request/d-1': request },
    queries(officer('clerk', 'registry', ['COURT_CLERK'])),
    `authority/act/*${act}`,
  ],
  ['a delegation of the role', rows, queries(officer('clerk', 'registry', [])), 'authority/delegation/*'],
])('says that %s is absent', async (_, present, answers, absent) => {
  const zone = await zoneWith(present, answers)
  await expect(accreditationKeysOf(zone, 'd-1')).rejects.toMatchObject({
    code: 'RECORD_ABSENT',
    facts: { key: absent },
  })
})

const answer = (policyId: Json, policyVersion: Json): Answers => ({
  'query/answer/c/d-1': { result: { policyId, policyVersion } },
})

test('names the version of the policy that the answer names', async () => {
  const zone = await zoneWith(answer('query', 2), {
    'governance/policy {"id":"query","version":2}': { effectiveFromMs: 7 },
  })
  expect(await policyKeysOf(zone, 'query/answer/c/d-1')).toEqual(['governance/policy/query/0000000000000007/000002'])
  expect(await policyKeysOf(await zoneWith(answer(null, null)), 'query/answer/c/d-1')).toEqual([])
})

test('refuses a policy that is not there or not named', async () => {
  const key = 'query/answer/c/d-1'
  await expect(policyKeysOf(await zoneWith(answer('query', 3)), key)).rejects.toMatchObject({
    code: 'RECORD_ABSENT',
    facts: { key: 'governance/policy/query', version: 3 },
  })
  await expect(policyKeysOf(await zoneWith(answer('query', null)), key)).rejects.toMatchObject({
    code: 'ANSWER_MALFORMED',
  })
})
