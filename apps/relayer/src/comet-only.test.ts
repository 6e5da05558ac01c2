import { commitmentKey, packetErrors } from '@xiezhi/interchain'
import { ECHO_PORT } from '@xiezhi/interchain/testing'
import type { Message } from '@xiezhi/kernel'
import { signOrder, ZoneClient } from '@xiezhi/sdk'
import type { BlockEvents, Included, Socket, Transport } from '@xiezhi/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chainIdOf, CLIENT, EchoZones, officerOf } from './testing/echo-zones.ts'
import { nodeTransport } from './transport.ts'

const OWN = ['submit', 'prove_many', 'light_block', 'subscribe_events']

/** A connection to the real node, on which it has CometBFT's methods only. */
const cometOnly: Transport = {
  ...nodeTransport,
  open: (url) => {
    const socket = nodeTransport.open(url)
    const send = socket.send.bind(socket)
    socket.send = (text) => {
      const { id, method } = JSON.parse(text) as { readonly id: number; readonly method: string }
      if (!OWN.includes(method)) {
        send(text)
        return
      }
      const error = { code: -32601, message: 'Method not found', data: method }
      queueMicrotask(() => socket.onmessage?.({ data: JSON.stringify({ jsonrpc: '2.0', id, error }) }))
    }
    return socket satisfies Socket
  },
}

let zones: EchoZones
let plain: ZoneClient
beforeEach(async () => {
  zones = await EchoZones.start()
  plain = await ZoneClient.connect(zones.a.url, cometOnly)
})
afterEach(async () => {
  plain.close()
  await zones.close()
})

test('proofs, headers and events are the same by either way', async () => {
  const seen: BlockEvents[] = []
  const own: BlockEvents[] = []
  await plain.subscribeEvents(['PacketSent'], (block) => seen.push(block))
  await zones.a.client.subscribeEvents(['PacketSent'], (block) => own.push(block))
  const [packet] = await zones.a.send(['one'])
  const keys = [commitmentKey(CLIENT, 1), commitmentKey(CLIENT, 2)]

  const proved = await zones.a.client.proveMany(keys)
  expect(await plain.proveMany(keys, proved.height)).toEqual(proved)
  const { block } = await plain.proveMany(keys)
  expect(await plain.lightBlock(Number(block.header.height))).toEqual(block)
  expect(seen).toEqual(own)
  expect(seen[0]?.events[0]?.data['packet']).toEqual(packet)
})

test('a submitted order has the same result, accepted or refused', async () => {
  const submit = (client: ZoneClient, messages: readonly Message[], nonce: string): Promise<Included> => {
    const officers = [officerOf('court', 'clerk')]
    return client.submit(signOrder({ chainId: chainIdOf('court'), messages, officers, nowMs: Date.now(), nonce }))
  }
  const keep = { type: 'echo/Keep', value: { clientId: CLIENT, height: 1 } }
  const send = { type: 'echo/Send', value: { clientId: CLIENT, timeoutSeconds: 1, text: 'late', port: ECHO_PORT } }
  const refusal = { code: 'TX_REFUSED', facts: { codespace: 'packet', code: packetErrors.TimeoutElapsed.code } }
  for (const client of [plain, zones.a.client]) {
    expect(await submit(client, [keep], `keep-${String(client === plain)}`)).toMatchObject({ data: [null], events: [] })
    await expect(submit(client, [send], `send-${String(client === plain)}`)).rejects.toMatchObject(refusal)
  }
})
