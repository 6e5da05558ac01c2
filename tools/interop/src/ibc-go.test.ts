import { hexEncode, latin1Encode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import {
  acknowledgementCommitment,
  commitmentKey,
  errorAcknowledgement,
  packetCommitment,
  packetErrors,
  packetFromJson,
  receiptKey,
} from '@xiezhi/interchain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ECHO_PORT, TRANSFER_PORT, TRANSFER_SUCCESS } from './testing/interop-modules.ts'
import { buildSimd } from './testing/simd-chain.ts'
import { until } from './testing/until.ts'
import { World } from './testing/world.ts'

/** ibc-go's mock applications: A answers one fixed text and refuses any other, B (`simd/main.go`) answers with the payload. */
const MOCK_A = 'mockv2A'
const MOCK_B = 'mockv2B'
const MOCK_TEXT = 'mock packet data'
const MOCK_ANSWER = '{"result":"bW9jayBhY2tub3dsZWRnZW1lbnQ="}'
/** Long enough for a busy machine to bring it, short enough to wait for. */
const SHORT_SECONDS = 8

const simd = await buildSimd('packets between a zone and a chain of ibc-go')

/** ICS-20 over JSON. */
const transfer = (sender: string, receiver: string, denom: string) => ({
  sourcePort: TRANSFER_PORT,
  destinationPort: TRANSFER_PORT,
  version: 'ics20-1',
  encoding: 'application/json',
  text: JSON.stringify({ denom, amount: '12345', sender, receiver, memo: '' }),
})

describe.skipIf('absent' in simd)('a zone and a chain of ibc-go', () => {
  let world: World
  const ackHashOf = (answer: Uint8Array): string => hexEncode(acknowledgementCommitment(nodeCrypto, answer))
  const storedOnChain = (key: string): Promise<Uint8Array | null> => world.chain.user.node.stored(latin1Encode(key))

  beforeAll(async () => {
    if ('path' in simd) world = await World.start(simd.path)
    await world.relay()
  })
  afterAll(() => world.close())

  test('have active clients of each other', async () => {
    expect([await world.statusOnZone(), await world.statusOnChain()]).toEqual(['Active', 'Active'])
    expect([world.clientOnZone, world.clientOnChain]).toEqual(['07-tendermint-0', '07-tendermint-0'])
  })

  test('our packet is received there, and its answer comes back', async () => {
    const packet = await world.sendFromZone({ sourcePort: ECHO_PORT, destinationPort: MOCK_B, text: '你好' })
    expect(await world.endOnZone(packet)).toMatchObject({
      outcome: 'acknowledged',
      ackHash: ackHashOf(utf8Encode('你好')),
    })
    // ibc-go's receipt is one byte.
    expect(await storedOnChain(receiptKey(world.clientOnChain, packet.sequence))).toEqual(Uint8Array.of(2))
    const mock = await world.sendFromZone({ sourcePort: ECHO_PORT, destinationPort: MOCK_A, text: MOCK_TEXT })
    expect(await world.endOnZone(mock)).toMatchObject({ ackHash: ackHashOf(utf8Encode(MOCK_ANSWER)) })
  })

  test('a packet that their application refuses ends with the universal error', async () => {
    const packet = await world.sendFromZone({ sourcePort: ECHO_PORT, destinationPort: MOCK_A, text: 'something else' })
    expect(await world.endOnZone(packet)).toMatchObject({
      outcome: 'error',
      ackHash: ackHashOf(errorAcknowledgement()),
    })
  })

  test('their packet is received here, and our answer ends it there', async () => {
    const packet = await world.sendFromChain({ sourcePort: MOCK_A, destinationPort: ECHO_PORT, text: 'from simd' })
    const committed = hexEncode(packetCommitment(nodeCrypto, packetFromJson(packet)))
    expect(await world.endOnChain(packet)).toBe('acknowledge_packet')
    const received = { clientId: world.clientOnZone, sequence: packet.sequence }
    expect(await world.zone.client.query('probe/received', received)).toBe(packet.payload.value)
    // Our receipt is the hash of the packet, which is what ibc-go had committed to.
    const input = { clientId: world.clientOnZone, sequences: [packet.sequence] }
    expect(await world.zone.client.query('packet/received', input)).toEqual([
      { sequence: packet.sequence, receipt: committed, isAcknowledged: true },
    ])
  })

  test('coins that go to a zone are kept, and come back where the zone refuses', async () => {
    const { address } = world.chain.user.account
    const before = await world.balance()
    const taken = await world.sendFromChain(transfer(address, 'court', 'stake'))
    expect(await world.balance()).toBe(before - 12_345n)
    expect(await world.endOnChain(taken)).toBe('acknowledge_packet')
    expect(await world.balance()).toBe(before - 12_345n)
    const refused = await world.sendFromChain(transfer(address, 'refuse', 'stake'))
    expect(await world.endOnChain(refused)).toBe('acknowledge_packet')
    expect(await world.balance()).toBe(before - 12_345n)
  })

  test('a transfer of a zone becomes a voucher there', async () => {
    const packet = await world.sendFromZone(transfer('court', world.chain.user.account.address, 'note'))
    expect(await world.endOnZone(packet)).toMatchObject({
      outcome: 'acknowledged',
      ackHash: ackHashOf(utf8Encode(TRANSFER_SUCCESS)),
    })
    const trace = `transfer/${world.clientOnChain}/note`
    const voucher = `ibc/${hexEncode(nodeCrypto.sha256(utf8Encode(trace))).toUpperCase()}`
    expect(await world.balance(voucher)).toBe(12_345n)
  })

  test('what was sent while nobody relayed is found in the state of both', async () => {
    world.stopRelaying()
    const [ours, theirs] = await Promise.all([
      world.sendFromZone({ sourcePort: ECHO_PORT, destinationPort: MOCK_B, text: 'later' }),
      world.sendFromChain({ sourcePort: MOCK_A, destinationPort: ECHO_PORT, text: 'later' }),
    ])
    const relayer = await world.relay()
    expect(await world.endOnZone(ours)).toMatchObject({ outcome: 'acknowledged' })
    expect(await world.endOnChain(theirs)).toBe('acknowledge_packet')
    expect(relayer.status).toMatchObject([{ a: 'court', b: 'simd', isOpen: true }])
  })

  test('what one relayer has begun another ends', async () => {
    world.stopRelaying()
    const ours = await world.sendFromZone({ sourcePort: ECHO_PORT, destinationPort: MOCK_B, text: 'answered' })
    const theirs = await world.sendFromChain({ sourcePort: MOCK_A, destinationPort: ECHO_PORT, text: 'answered' })
    await world.relay()
    // Received there, and whoever brought it is gone.
    await until(() => storedOnChain(receiptKey(world.clientOnChain, ours.sequence)))
    world.stopRelaying()
    await world.relay()
    expect(await world.endOnZone(ours)).toMatchObject({ outcome: 'acknowledged' })
    expect(await world.endOnChain(theirs)).toBe('acknowledge_packet')
  })

  test('trust is refreshed where nothing is to carry, and not paid for again and again', async () => {
    const [link] = (await world.relay()).links
    const before = await world.clientHeightOnChain()
    await world.zone.nextBlock()
    await link?.refresh()
    const refreshed = await world.clientHeightOnChain()
    expect(refreshed).toBeGreaterThan(before)
    await world.zone.nextBlock()
    await link?.refresh()
    expect(await world.clientHeightOnChain()).toBe(refreshed)
  })

  test('two relayers at once do no harm', async () => {
    await world.relay()
    const texts = ['one', 'two', 'three', 'four']
    const sent = await Promise.all(
      texts.map((text) => world.sendFromZone({ sourcePort: ECHO_PORT, destinationPort: MOCK_B, text })),
    )
    const ends = await Promise.all(sent.map((packet) => world.endOnZone(packet)))
    expect(ends.map(({ outcome }) => outcome)).toEqual(texts.map(() => 'acknowledged'))
  })

  test('a port that the zone does not have is refused here, and the packet times out there', async () => {
    const packet = await world.sendFromChain(
      { sourcePort: MOCK_A, destinationPort: 'nobody', text: 'is anybody there' },
      SHORT_SECONDS,
    )
    expect(await world.endOnChain(packet)).toBe('timeout_packet')
    const { codespace, code } = packetErrors.PortUnknown
    expect(world.entries).toContainEqual(
      expect.objectContaining({ step: 'refused', by: 'court', sequence: packet.sequence, codespace, code }),
    )
  })

  test('a packet that nobody brought in time is ended by the proof of it, on both sides', async () => {
    world.stopRelaying()
    const { address } = world.chain.user.account
    const before = await world.balance()
    const ours = await world.sendFromZone(
      { sourcePort: ECHO_PORT, destinationPort: MOCK_B, text: 'late' },
      SHORT_SECONDS,
    )
    const theirs = await world.sendFromChain(transfer(address, 'court', 'stake'), SHORT_SECONDS)
    expect(await world.balance()).toBe(before - 12_345n)
    const latest = Math.max(ours.timeoutSeconds, theirs.timeoutSeconds) * 1_000
    await until(async () => {
      const times = [await world.zone.client.status(), await world.chain.user.node.status()]
      return times.every(({ timeText }) => Date.parse(timeText) >= latest) ? true : null
    })
    await world.relay()
    expect(await world.endOnZone(ours)).toMatchObject({ outcome: 'timed-out', ackHash: null })
    expect(await world.endOnChain(theirs)).toBe('timeout_packet')
    // ibc-go's transfer application has given the coins back.
    expect(await world.balance()).toBe(before)
    expect(await storedOnChain(receiptKey(world.clientOnChain, ours.sequence))).toBeNull()
    const input = { clientId: world.clientOnZone, sequences: [theirs.sequence] }
    expect(await world.zone.client.query('packet/received', input)).toMatchObject([{ receipt: null }])
  })

  test('nothing is left open, and the zone holds its invariants', async () => {
    expect(await world.zone.client.query('packet/sent', { clientId: world.clientOnZone, limit: 100 })).toEqual([])
    expect(await storedOnChain(commitmentKey(world.clientOnChain, 1))).toBeNull()
    expect(world.zone.host.app.violations()).toEqual([])
  })
})
