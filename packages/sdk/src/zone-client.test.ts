import { base64Encode, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { METHOD_NOT_FOUND, ScriptedNode } from './testing/scripted-node.ts'
import type { ZoneClient } from './zone-client.ts'

const tx = Uint8Array.of(1)

function canonical(value: Json): string {
  return base64Encode(encodeCanonical(value))
}

/** A node that gives the same answer to every method it has. */
async function clientOf(answers: Readonly<Record<string, Json>>): Promise<{ client: ZoneClient; node: ScriptedNode }> {
  const node = new ScriptedNode((method) => answers[method] ?? METHOD_NOT_FOUND)
  return { client: await node.client(), node }
}

type Act = (client: ZoneClient) => Promise<unknown>

describe('an answer that is not what it should be', () => {
  const bad: [name: string, method: string, act: Act, answer: Json][] = [
    ['status without a network', 'status', (c) => c.status(), { node_info: {}, sync_info: {} }],
    ['status that is a list', 'status', (c) => c.status(), []],
    [
      'status with a height that is none',
      'status',
      (c) => c.status(),
      { node_info: { network: 'n' }, sync_info: { latest_block_height: '-1', latest_block_time: '' } },
    ],
    ['a query without an answer', 'abci_query', (c) => c.query('client/client', {}), {}],
    [
      'a query whose answer is no base64',
      'abci_query',
      (c) => c.query('client/client', {}),
      { response: { code: 0, value: '!' } },
    ],
    [
      'a query whose answer is not canonical',
      'abci_query',
      (c) => c.query('client/client', {}),
      { response: { code: 0, value: base64Encode(new TextEncoder().encode('{ }')) } },
    ],
    [
      'a refused query without facts',
      'abci_query',
      (c) => c.query('client/client', {}),
      { response: { code: 5, value: canonical([]) } },
    ],
    [
      'a proof without operations',
      'abci_query',
      (c) => c.prove('k'),
      { response: { height: '1', value: null, proofOps: { ops: [] } } },
    ],
    ['a light block that is none', 'light_block', (c) => c.lightBlock(1), { light_block: 'AAAA' }],
    ['a light block that is a number', 'light_block', (c) => c.lightBlock(1), { light_block: 7 }],
    [
      'fewer proofs than keys',
      'prove_many',
      (c) => c.proveMany(['a', 'b']),
      { height: 1, entries: [], light_block: '' },
    ],
    [
      'proofs without a header',
      'prove_many',
      (c) => c.proveMany(['a']),
      { height: 1, entries: [{ value: null, proof: '' }], light_block: null },
    ],
    ['a result without a height', 'submit', (c) => c.submit(tx), { included: true, code: 0, data: [], events: [] }],
    [
      'results that are no list',
      'submit',
      (c) => c.submit(tx),
      { included: true, code: 0, height: 1, data: {}, events: [] },
    ],
    [
      'events that are no list',
      'submit',
      (c) => c.submit(tx),
      { included: true, code: 0, height: 1, data: [], events: 1 },
    ],
    ['a refusal without a code', 'submit', (c) => c.submit(tx), { included: false }],
    [
      'results of a block without events',
      'block_results',
      (c) => c.blockEvents(1),
      { txs_results: [{}], finalize_block_events: [] },
    ],
    [
      'an event whose data is no JSON',
      'block_results',
      (c) => c.blockEvents(1),
      { txs_results: null, finalize_block_events: [{ type: 'T', attributes: [{ key: 'json', value: '{' }] }] },
    ],
  ]
  test.each(bad)('%s', async (_, method, act, answer) => {
    const { client } = await clientOf({ [method]: answer })
    await expect(act(client)).rejects.toMatchObject({ code: 'ANSWER_MALFORMED' })
  })

  test('an event that is none ends the connection', async () => {
    const { client, node } = await clientOf({ subscribe_events: {} })
    const seen: unknown[] = []
    await client.subscribeBlocks((block) => seen.push(block))
    node.say('{"jsonrpc":"2.0","id":1,"result":{"height":1,"events":[]}}')
    node.say('{"jsonrpc":"2.0","id":1,"result":{"height":"x","events":[]}}')
    expect(seen).toEqual([{ height: 1, events: [] }])
    expect(node.isClosed).toBe(true)
  })
})

describe('refusals', () => {
  test('before inclusion, with codespace, code, name and facts', async () => {
    const reason = { codespace: 'kernel', code: 9, name: 'TxSpent', facts: { id: 'ab' } }
    const own = await clientOf({ submit: { included: false, ...reason } })
    await expect(own.client.submit(tx)).rejects.toMatchObject({ code: 'TX_NOT_INCLUDED', facts: reason })
    const check_tx = { code: 9, codespace: 'kernel', log: 'TxSpent', data: canonical({ facts: { id: 'ab' } }) }
    const comet = await clientOf({ broadcast_tx_commit: { check_tx, tx_result: { code: 0 }, height: '0' } })
    await expect(comet.client.submit(tx)).rejects.toMatchObject({ code: 'TX_NOT_INCLUDED', facts: reason })
  })

  test('after inclusion, with the height', async () => {
    const data = { codespace: 'note', code: 2, facts: { id: 'a' } }
    const facts = { height: 7, codespace: 'note', code: 2, facts: { id: 'a' } }
    const own = await clientOf({ submit: { included: true, height: 7, code: 2, codespace: 'note', data, events: [] } })
    await expect(own.client.submit(tx)).rejects.toMatchObject({ code: 'TX_REFUSED', facts })
    const tx_result = { code: 2, codespace: 'note', log: '', data: canonical(data), events: [] }
    const comet = await clientOf({ broadcast_tx_commit: { check_tx: { code: 0 }, tx_result, height: '7' } })
    await expect(comet.client.submit(tx)).rejects.toMatchObject({ code: 'TX_REFUSED', facts })
  })

  test('of a query', async () => {
    const facts = { codespace: 'client', code: 2, facts: { clientId: 'x' } }
    const { client } = await clientOf({ abci_query: { response: { code: 2, value: canonical(facts) } } })
    await expect(client.query('client/client', {})).rejects.toMatchObject({ code: 'QUERY_REFUSED', facts })
  })
})

describe('a node with the methods of CometBFT only', () => {
  test('is asked once for a method of ours, then by its own', async () => {
    const tx_result = { code: 0, data: canonical([null]), events: [] }
    const { client, node } = await clientOf({
      broadcast_tx_commit: { check_tx: { code: 0 }, tx_result, height: '7' },
    })
    expect(await client.submit(tx)).toEqual({ height: 7, data: [null], events: [] })
    await client.submit(tx)
    expect(node.calls).toEqual(['submit', 'broadcast_tx_commit', 'broadcast_tx_commit'])
  })

  test('tells of blocks; other types are left out', async () => {
    const { client, node } = await clientOf({ subscribe: {} })
    const seen: unknown[] = []
    await client.subscribeEvents(['Wanted'], (block) => seen.push(block))
    const event = (type: string): Json => ({ type, attributes: [{ key: 'json', value: '{"n":1}' }] })
    const block = (height: string, types: readonly string[]): string =>
      JSON.stringify({
        id: 2,
        result: {
          data: {
            value: {
              block: { header: { height } },
              result_finalize_block: { events: [], tx_results: [{ events: types.map(event) }] },
            },
          },
        },
      })
    node.say(block('5', ['Other']))
    node.say(block('6', ['Other', 'Wanted']))
    expect(seen).toEqual([{ height: 6, events: [{ type: 'Wanted', data: { n: 1 } }] }])
  })

  test('an error of another kind is not taken for a missing method', async () => {
    const { client, node } = await clientOf({
      light_block: { error: { code: -32603, message: 'Internal error', data: 'height 9 must be between' } },
    })
    await expect(client.lightBlock(9)).rejects.toMatchObject({ code: 'RPC_ERROR' })
    expect(node.calls).toEqual(['light_block'])
  })
})

describe('the clock of a host', () => {
  const alarm = { number: 1, kind: 'forward-jump', wallMs: 9, expectedMs: 2, lastStampMs: 1 }

  test('is told with its alarm; a node without such a method has none', async () => {
    const { client } = await clientOf({ clock_alarm: { alarm, wall_ms: 9, last_stamp_ms: 1 } })
    expect(await client.clock()).toEqual({ alarm, wallMs: 9, lastStampMs: 1 })
    expect(await (await clientOf({})).client.clock()).toBeNull()
    const bad = await clientOf({ clock_alarm: { alarm: {}, wall_ms: 9, last_stamp_ms: 1 } })
    await expect(bad.client.clock()).rejects.toMatchObject({ code: 'ANSWER_MALFORMED' })
  })

  test('a refused confirmation carries its code', async () => {
    const refusal = { codespace: 'host', code: 1, name: 'HOST_ALARM_ABSENT', facts: {} }
    const { client } = await clientOf({ confirm_clock: { confirmed: false, ...refusal } })
    await expect(client.confirmClock(tx)).rejects.toMatchObject({ code: 'CONFIRMATION_REFUSED', facts: refusal })
    const taken = await clientOf({ confirm_clock: { confirmed: true } })
    await expect(taken.client.confirmClock(tx)).resolves.toBeUndefined()
  })
})
