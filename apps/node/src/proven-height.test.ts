import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { base64Encode, hexEncode } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { lightBlock, validatorKeys } from '@xiezhi/lightclient/testing'
import type { ValidatorKeys, Vote } from '@xiezhi/lightclient/testing'
import { afterEach, expect, test } from 'vitest'
import { NodeError } from './node-error.ts'
import { provenHeight } from './proven-height.ts'

const CHAIN_ID = 'xz-court-1'
const SECOND_MS = 1_000

const anchored = validatorKeys(nodeCrypto, [10, 10, 10, 10], 1)
const later = validatorKeys(nodeCrypto, [10, 10, 10, 10], 2)
const strangers = validatorKeys(nodeCrypto, [10, 10, 10, 10], 50)
const anchor = {
  chainId: CHAIN_ID,
  height: 5,
  validators: anchored.set.validators.map(({ publicKey, votingPower }) => ({
    publicKey: hexEncode(publicKey),
    power: Number(votingPower),
    organisation: null,
  })),
}
/** The last of either set is the one that is to be restored. */
const restored = anchored.set.validators.at(-1)?.address ?? new Uint8Array()
const SILENT: readonly Vote[] = ['block', 'block', 'block', 'absent']

interface Shown {
  readonly height: number
  readonly aheadMs: number
  readonly validators?: ValidatorKeys
  readonly nextValidators?: ValidatorKeys
  readonly votes?: readonly Vote[]
}

const blockOf = ({ aheadMs, validators = anchored, votes = SILENT, ...more }: Shown): LightBlock =>
  lightBlock(nodeCrypto, { chainId: CHAIN_ID, timeMs: Date.now() + aheadMs, validators, votes, ...more })

const peers: Server[] = []
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => new Promise((resolve) => peer.close(resolve))))
})

/** A node that shows these blocks; the last is its latest. `text`: what it answers instead. */
async function peerWith(blocks: readonly LightBlock[], text?: string): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString('utf8')))
    request.on('end', () => {
      const { method, params } = JSON.parse(body) as { method: string; params: { height?: string } }
      const found = blocks.find(({ header }) => header.height >= BigInt(params.height ?? 0))
      const latest = String(blocks.at(-1)?.header.height ?? 0)
      const result =
        method === 'status'
          ? { sync_info: { latest_block_height: latest } }
          : { light_block: found === undefined ? 'none' : base64Encode(encodeLightBlock(found)) }
      response.end(text ?? JSON.stringify({ jsonrpc: '2.0', id: 1, result }))
    })
  })
  peers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function asked(urls: readonly string[]): Promise<unknown> {
  try {
    return await provenHeight({ anchor, address: restored, peers: urls, waitMs: SECOND_MS })
  } catch (error) {
    if (error instanceof NodeError) return error.code
    throw error
  }
}

const fresh = { height: 40, aheadMs: 7 * SECOND_MS }

test('a header that was made after the question proves the height', async () => {
  expect(await asked([await peerWith([blockOf(fresh)])])).toBe(40)
})

test('one of several peers is enough', async () => {
  const behind = await peerWith([blockOf({ height: 12, aheadMs: -600 * SECOND_MS })])
  expect(await asked([behind, await peerWith([], 'no JSON'), await peerWith([blockOf(fresh)])])).toBe(40)
})

test('validators who came after the known ones are followed to', async () => {
  const change = { height: 5, aheadMs: -60 * SECOND_MS, nextValidators: later }
  const after = { height: 6, aheadMs: -50 * SECOND_MS, validators: later }
  const now = { ...fresh, validators: later, votes: ['block', 'block', 'block', 'block'] as const }
  expect(await asked([await peerWith([change, after, now].map(blockOf))])).toBe('VALIDATOR_SIGNS')
  const votes = later.set.validators.map(({ address }) =>
    Buffer.from(address).equals(restored) ? ('absent' as const) : ('block' as const),
  )
  expect(await asked([await peerWith([change, after, { ...now, votes }].map(blockOf))])).toBe(40)
})

test.each<[string, Shown, string]>([
  ['an old header', { ...fresh, aheadMs: -SECOND_MS }, 'HEIGHT_UNPROVED'],
  ['a header far ahead of the clock here', { ...fresh, aheadMs: 60 * SECOND_MS }, 'HEIGHT_UNPROVED'],
  ['a header that strangers signed', { ...fresh, validators: strangers }, 'HEIGHT_UNPROVED'],
  ['a header that too few signed', { ...fresh, votes: ['block', 'block', 'absent', 'absent'] }, 'HEIGHT_UNPROVED'],
  [
    'a header that the restored validator signed',
    { ...fresh, votes: ['block', 'block', 'block', 'block'] },
    'VALIDATOR_SIGNS',
  ],
])('refused: %s', async (_, shown, code) => {
  expect(await asked([await peerWith([blockOf(shown)])])).toBe(code)
})

test.each<[string, readonly LightBlock[], string | undefined]>([
  ['answers no JSON', [], '<html>'],
  ['refuses', [], '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}'],
  ['shows no light block', [], undefined],
])('a peer that %s is none', async (_, blocks, text) => {
  expect(await asked([await peerWith(blocks, text)])).toBe('PEERS_UNREACHABLE')
})
