import { describe, expect, test } from 'vitest'
import { CALL_TIMEOUT_MS, CONNECT_TIMEOUT_MS, JsonRpc } from './json-rpc.ts'
import { Raw, ScriptedNode } from './testing/scripted-node.ts'

const URL = 'ws://node/websocket'

describe('connecting', () => {
  test('a node that takes the connection and says nothing is given up', async () => {
    const node = new ScriptedNode(() => undefined)
    const connecting = JsonRpc.connect(URL, node.transport({ opens: false }))
    node.advance(CONNECT_TIMEOUT_MS)
    await expect(connecting).rejects.toMatchObject({ code: 'CONNECTION_FAILED', facts: { url: URL, reason: 'late' } })
    expect(node.isClosed).toBe(true)
  })

  test('a connection that is closed before it opens has failed', async () => {
    const node = new ScriptedNode(() => undefined)
    const connecting = JsonRpc.connect(URL, node.transport({ opens: false }))
    node.drop()
    await expect(connecting).rejects.toMatchObject({ code: 'CONNECTION_FAILED', facts: { reason: 'closed' } })
    expect(node.timers).toBe(0)
  })
})

describe('calls', () => {
  test('answers find their calls in whatever order they come', async () => {
    const node = new ScriptedNode(() => undefined)
    const rpc = await JsonRpc.connect(URL, node.transport())
    const calls = [rpc.call('first'), rpc.call('second')]
    node.say('{"jsonrpc":"2.0","id":2,"result":"two"}')
    node.say('{"jsonrpc":"2.0","id":1,"result":"one"}')
    expect(await Promise.all(calls)).toEqual(['one', 'two'])
    expect(node.timers).toBe(0)
  })

  test('no answer is an error after a while, and a late answer does no harm', async () => {
    const node = new ScriptedNode(() => undefined)
    const rpc = await JsonRpc.connect(URL, node.transport())
    const call = rpc.call('slow')
    node.advance(CALL_TIMEOUT_MS)
    await expect(call).rejects.toMatchObject({ code: 'ANSWER_LATE', facts: { method: 'slow' } })
    node.say('{"jsonrpc":"2.0","id":1,"result":1}')
    expect(node.isClosed).toBe(false)
  })

  test('an error keeps its code and its reason', async () => {
    const node = new ScriptedNode(() => ({ error: { code: -32603, message: 'Internal error', data: 'no such block' } }))
    const rpc = await JsonRpc.connect(URL, node.transport())
    await expect(rpc.call('block')).rejects.toMatchObject({
      code: 'RPC_ERROR',
      facts: { rpcCode: -32603, reason: 'no such block' },
    })
  })

  test('a closed connection ends what waits and refuses what comes', async () => {
    const node = new ScriptedNode(() => undefined)
    const rpc = await JsonRpc.connect(URL, node.transport())
    let closed = 0
    rpc.onClose(() => closed++)
    const call = rpc.call('status')
    node.drop()
    await expect(call).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    await expect(rpc.call('status')).rejects.toMatchObject({ code: 'CONNECTION_CLOSED', facts: { method: 'status' } })
    expect([closed, node.timers]).toEqual([1, 0])
  })

  test.each(['no JSON', 'null', '7', '"text"', '{"id":1'])('a node that says %s is let go', async (text) => {
    const node = new ScriptedNode(() => new Raw(text))
    const rpc = await JsonRpc.connect(URL, node.transport())
    await expect(rpc.call('status')).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    expect(node.isClosed).toBe(true)
  })
})

describe('subscriptions', () => {
  test('every event of the call comes, until the connection closes', async () => {
    const node = new ScriptedNode(() => ({}))
    const rpc = await JsonRpc.connect(URL, node.transport())
    const seen: unknown[] = []
    await rpc.subscribe('subscribe', { query: 'q' }, (result) => seen.push(result))
    node.say('{"jsonrpc":"2.0","id":1,"result":{"n":1}}')
    node.say('{"jsonrpc":"2.0","id":1,"result":{"n":2}}')
    node.say('{"jsonrpc":"2.0","id":99,"result":{"n":3}}')
    node.drop()
    node.say('{"jsonrpc":"2.0","id":1,"result":{"n":4}}')
    expect(seen).toEqual([{ n: 1 }, { n: 2 }])
  })

  test('a refused one gets nothing', async () => {
    const node = new ScriptedNode(() => ({ error: { code: -32602, message: 'Invalid params', data: 'query' } }))
    const rpc = await JsonRpc.connect(URL, node.transport())
    const seen: unknown[] = []
    await expect(rpc.subscribe('subscribe', {}, (result) => seen.push(result))).rejects.toMatchObject({
      code: 'RPC_ERROR',
    })
    node.say('{"jsonrpc":"2.0","id":1,"result":{"n":1}}')
    expect(seen).toEqual([])
  })
})
