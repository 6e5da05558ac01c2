import { base64Encode, encodeCanonical, hexDecode, latin1Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import { collectEvidence } from './collect-evidence.ts'
import { ScriptedNode } from './testing/scripted-node.ts'

const request = {
  dispatchId: 'd-1',
  profile: 'public',
  askerClient: '07-tendermint-0',
  answererClient: '07-tendermint-0',
} as const

/** Answers `abci_query` with the value of the key, with a proof that nobody looks at here. */
function askerWith(values: Readonly<Record<string, Json>>): ScriptedNode {
  return new ScriptedNode((method, params) => {
    if (method !== 'abci_query') return { error: { code: -32603, message: 'Internal error', data: method } }
    const found = values[latin1Decode(hexDecode(params['data'] as string))]
    const value = found === undefined ? null : base64Encode(encodeCanonical(found))
    return { response: { height: '5', value, proofOps: { ops: [{ data: 'AA==' }] } } }
  })
}

test('a dispatch without an answer has no evidence yet', async () => {
  const [asker, answerer] = [askerWith({}), askerWith({})]
  await expect(collectEvidence(await asker.client(), await answerer.client(), request)).rejects.toMatchObject({
    code: 'RECORD_ABSENT',
    facts: { key: 'query/summary/d-1', expected: 'an answered dispatch' },
  })
  expect(answerer.calls).toEqual([])
})

test.each<[string, Json]>([
  ['without a sequence', {}],
  ['with a sequence that is none', { sequence: 'x' }],
  ['that is a list', []],
])('a summary %s is refused', async (_, summary) => {
  const [asker, answerer] = [askerWith({ 'query/summary/d-1': summary }), askerWith({})]
  await expect(collectEvidence(await asker.client(), await answerer.client(), request)).rejects.toMatchObject({
    code: 'ANSWER_MALFORMED',
  })
})

test('a zone that cannot prove is named by its own error', async () => {
  const [asker, answerer] = [askerWith({ 'query/summary/d-1': { sequence: 1 } }), askerWith({})]
  await expect(collectEvidence(await asker.client(), await answerer.client(), request)).rejects.toMatchObject({
    code: 'RPC_ERROR',
    facts: { reason: 'prove_many' },
  })
})
