import { base64Encode, hexEncode } from '@xiezhi/codec'
import { encodeTendermintHeader } from '@xiezhi/lightclient'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { seededRandom } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { connectedEchoPath } from '../testing/index.ts'
import { clientReads } from './client-reads.ts'
import { fuzz } from '../../../../tools/fuzz/fuzz.ts'

const ROUNDS = 150
const ROUNDS_PER_PATH = 200
const SEED = 20_260_302
/** Each is a whole transaction; the decoder of the header has its own long run in lightclient. */
const SHARE = 1 / 20

test(`one changed byte in a header is refused, or is one that no signature covers (seed ${String(SEED)})`, async () => {
  const random = seededRandom(SEED)
  const refusals = new Set<number>()
  await fuzz({ target: 'interchain header', short: ROUNDS, share: SHARE }, (count) => {
    for (let left = count; left > 0; left -= ROUNDS_PER_PATH)
      changeBytes(Math.min(left, ROUNDS_PER_PATH), random, refusals)
  })
  // More than one check is reached.
  expect(refusals.size).toBeGreaterThan(2)
})

/** On two zones of their own: what each round compares grows with the rounds before it. */
function changeBytes(rounds: number, random: ReturnType<typeof seededRandom>, refusals: Set<number>): void {
  const path = connectedEchoPath({ crypto: nodeCrypto, powers: [[10], [10, 10, 10, 10]] })
  path.b.chain.advance(1_000)
  path.b.chain.advance(1_000)
  const genuine = encodeTendermintHeader(path.b.header(path.a.latestHeight))
  const { height } = path.b.chain
  for (let round = 0; round < rounds; round++) {
    const bytes = genuine.slice()
    const at = random.below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 + random.below(255))
    const value = { clientId: path.a.clientId, header: base64Encode(bytes) }
    const before = path.a.chain.moduleEntries()
    const result = path.a.relay([{ type: 'client/UpdateClient', value }])
    const ctx = path.a.chain.context()
    if (result.code === 0) {
      const root = clientReads.consensusAt(ctx, path.a.clientId, height)?.root
      expect(root).toBe(hexEncode(path.b.chain.lightBlock().header.appHash))
    } else {
      // Never a fault of the handler: hostile bytes have registered refusals.
      expect(result.codespace).toBe('client')
      expect(path.a.chain.moduleEntries()).toBe(before)
      refusals.add(result.code)
    }
    expect(clientReads.status(ctx, path.a.clientId)).toBe('Active')
  }
}
