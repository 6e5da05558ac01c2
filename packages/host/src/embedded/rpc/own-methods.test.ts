import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Decode, base64Encode, hexEncode, latin1Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { decodeLightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { smtSpec, verifyAbsence, verifyMembership } from '@xiezhi/merkle'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { EmbeddedHost } from '../embedded-host.ts'
import { noteErrors, noteKey, noteModule, noteTx } from '../testing/note-module.ts'
import { PROVED_KEYS_MAX } from './own-methods.ts'
import { RpcServer } from './rpc-server.ts'

interface Answer {
  readonly id: number
  readonly result?: Record<string, Json>
  readonly error?: { readonly code: number; readonly data: string }
}

let folder: string
let host: EmbeddedHost
let rpc: RpcServer
let socket: WebSocket
let answers: Answer[]
let wake: () => void

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-own-'))
  const genesis = { chainId: 'xz-note-1', genesisTimeMs: Date.now() - 10_000, appState: {} }
  const validator = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7))
  host = new EmbeddedHost({ folder, crypto: nodeCrypto, validator, genesis, modules: [noteModule], heartbeatMs: 200 })
  host.start()
  rpc = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
  socket = new WebSocket(`ws://127.0.0.1:${rpc.port}/websocket`)
  answers = []
  wake = () => undefined
  socket.on('message', (data: Buffer) => {
    answers.push(JSON.parse(data.toString('utf8')) as Answer)
    wake()
  })
  await new Promise((resolve) => socket.once('open', resolve))
})
afterEach(async () => {
  socket.close()
  await rpc.close()
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

function send(id: number, method: string, params: Json): void {
  socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
}

async function told(isWanted: (answer: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const found = answers.find(isWanted)
    if (found !== undefined) return found
    await new Promise<void>((resolve) => (wake = resolve))
  }
}

let nextId = 1

async function call(method: string, params: Json): Promise<Answer> {
  const id = nextId++
  send(id, method, params)
  return told((answer) => answer.id === id)
}

async function result(method: string, params: Json): Promise<Record<string, Json>> {
  return (await call(method, params)).result ?? {}
}

function write(id: string): Promise<Record<string, Json>> {
  return result('submit', { tx: base64Encode(noteTx(id)) })
}

function keyHex(id: string): string {
  return hexEncode(latin1Encode(noteKey(id)))
}

describe('prove_many', () => {
  test('proves presence and absence under the light block that comes with it', async () => {
    const { height } = await write('a')

    const {
      entries,
      light_block,
      height: provedHeight,
    } = await result('prove_many', {
      keys: [keyHex('a'), keyHex('b')],
      header: true,
    })

    expect(provedHeight).toBe(height)
    const { header } = decodeLightBlock(base64Decode(light_block as string))
    expect(header.height).toBe(BigInt(Number(height) + 1))
    const [here, absent] = entries as { value: string | null; proof: string }[]
    const value = base64Decode(here?.value ?? '')
    verifyMembership(
      nodeCrypto,
      smtSpec,
      header.appHash,
      base64Decode(here?.proof ?? ''),
      latin1Encode(noteKey('a')),
      value,
    )
    expect(absent?.value).toBeNull()
    verifyAbsence(nodeCrypto, smtSpec, header.appHash, base64Decode(absent?.proof ?? ''), latin1Encode(noteKey('b')))
  })

  test('waits for a header that is not made yet', async () => {
    await write('a')
    const next = host.height
    const { light_block } = await result('prove_many', { keys: [keyHex('a')], height: String(next), header: true })
    expect(decodeLightBlock(base64Decode(light_block as string)).header.height).toBe(BigInt(next + 1))
  })

  test('without header it is silent about it', async () => {
    expect(await result('prove_many', { keys: [keyHex('a')] })).toMatchObject({ light_block: null })
  })

  test.each<[string, Json, number]>([
    ['no keys', {}, -32602],
    ['an empty list', { keys: [] }, -32602],
    ['too many', { keys: Array.from({ length: PROVED_KEYS_MAX + 1 }, () => '00') }, -32602],
    ['what is not hexadecimal', { keys: ['zz'] }, -32602],
    ['a height that is not kept', { keys: ['00'], height: '999999' }, -32603],
  ])('refuses %s', async (_, params, code) => {
    expect((await call('prove_many', params)).error?.code).toBe(code)
  })
})

describe('light_block', () => {
  test('is what commit and validators say together', async () => {
    await write('a')
    const height = host.height
    const { light_block } = await result('light_block', { height: String(height) })
    expect(decodeLightBlock(base64Decode(light_block as string))).toEqual(host.lightBlock(height))
  })

  test('of a height that is not there is an error', async () => {
    expect((await call('light_block', { height: '999999' })).error?.code).toBe(-32603)
  })
})

describe('submit', () => {
  test('answers with results as they are, and with events only if asked', async () => {
    expect(await write('a')).toMatchObject({ included: true, code: 0, data: [null], events: [] })
    expect(await result('submit', { tx: base64Encode(noteTx('b')), events: true })).toMatchObject({
      events: [{ type: 'NoteWritten', data: { id: 'b' } }],
    })
  })

  test('tells a refusal by a handler from one before inclusion', async () => {
    const tx = base64Encode(noteTx('a'))
    await result('submit', { tx })
    expect(await write('a')).toMatchObject({
      included: true,
      codespace: 'note',
      code: noteErrors.Taken.code,
      data: { facts: { id: 'a' } },
    })
    expect(await result('submit', { tx })).toMatchObject({ included: false, codespace: 'kernel', name: 'Spent' })
  })

  test('of a host that has stopped is a refusal, not an inner error', async () => {
    await host.stop()
    expect(await write('a')).toMatchObject({ included: false, codespace: 'host', name: 'HOST_STOPPED' })
  })
})

describe('subscribe_events', () => {
  test('tells the named types only, after the submitter has its answer', async () => {
    const subscription = nextId++
    send(subscription, 'subscribe_events', { types: ['NoteWritten'] })
    await told(({ id }) => id === subscription)
    answers = []
    const { height } = await write('a')
    const submitted = answers.length
    await told(({ id }) => id === subscription)

    expect(submitted).toBe(1)
    expect(answers.filter(({ id }) => id === subscription).map(({ result: block }) => block)).toEqual([
      { height, events: [{ type: 'NoteWritten', data: { id: 'a' } }] },
    ])
  })

  test('without types every block is told, also an empty one', async () => {
    const subscription = nextId++
    send(subscription, 'subscribe_events', {})
    const block = await told(({ id, result: one }) => id === subscription && one?.['height'] !== undefined)
    expect(block.result).toMatchObject({ events: [] })
  })

  test.each<[string, Json, number]>([
    ['types that are no list', { types: 'NoteWritten' }, -32602],
    ['types that are no texts', { types: [1] }, -32602],
    ['too many types', { types: Array.from({ length: 65 }, (_, at) => `T${at}`) }, -32602],
  ])('refuses %s', async (_, params, code) => {
    expect((await call('subscribe_events', params)).error?.code).toBe(code)
  })

  test('refuses the same twice, and all over a connection that does not stay', async () => {
    await call('subscribe_events', { types: ['A', 'B'] })
    expect((await call('subscribe_events', { types: ['B', 'A'] })).error?.code).toBe(-32603)
    const response = await fetch(`http://127.0.0.1:${rpc.port}`, {
      method: 'POST',
      body: '{"id":1,"method":"subscribe_events","params":{}}',
    })
    expect(((await response.json()) as Answer).error?.code).toBe(-32601)
  })
})

test('a CometBFT subscription and a batch are answered as before', async () => {
  const subscription = nextId++
  send(subscription, 'subscribe', { query: "tm.event='Tx' AND NoteWritten.id='a'" })
  await told(({ id }) => id === subscription)
  answers = []
  await write('b')
  await write('a')
  const seen = await told(({ id }) => id === subscription)
  expect(seen.result).toMatchObject({
    query: "tm.event='Tx' AND NoteWritten.id='a'",
    data: { type: 'tendermint/event/Tx' },
    events: { 'tm.event': ['Tx'], 'NoteWritten.id': ['a'] },
  })
  const response = await fetch(`http://127.0.0.1:${rpc.port}`, {
    method: 'POST',
    body: '[{"id":1,"method":"health"},{"id":2,"method":"fly"},3]',
  })
  expect(await response.json()).toMatchObject([
    { id: 1, result: {} },
    { id: 2, error: { code: -32601 } },
    { id: -1, error: { code: -32600 } },
  ])
})
