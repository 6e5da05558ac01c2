import { hexEncode } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto as crypto } from '@xiezhi/crypto/node'
import type { ZoneTrust } from '@xiezhi/evidence'
import { LightClientError } from '@xiezhi/lightclient'
import { lightBlock, validatorKeys } from '@xiezhi/lightclient/testing'
import type { ValidatorKeys } from '@xiezhi/lightclient/testing'
import { describe, expect, test } from 'vitest'
import { FollowedAnchor } from './followed-anchor.ts'
import { SdkError } from './sdk-error.ts'

const CHAIN_ID = 'xz-court-1'
const DAY_MS = 86_400_000
const MADE_MS = 1_000_000_000

/** One of three validators is another from each height on; 1 is anchored. */
const setAt = (height: number): ValidatorKeys => validatorKeys(crypto, [10, 10, 10], height)
const strangers = validatorKeys(crypto, [10, 10, 10], 100)

function blockAt(height: number, validators = setAt(height)): LightBlock {
  return lightBlock(crypto, {
    chainId: CHAIN_ID,
    height,
    timeMs: MADE_MS + height,
    validators,
    nextValidators: setAt(height + 1),
  })
}

const anchor: ZoneTrust = {
  chainId: CHAIN_ID,
  height: 1,
  validators: setAt(1).set.validators.map(({ publicKey, votingPower }) => ({
    publicKey: hexEncode(publicKey),
    power: Number(votingPower),
    organisation: 'court',
  })),
}

/** A zone of nine blocks; what it was asked for. */
class Zone {
  readonly asked: bigint[] = []
  blocks: LightBlock[] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((height) => blockAt(height))

  readonly fetch = ({ height, below }: { height: bigint; below: bigint }): Promise<LightBlock | null> => {
    this.asked.push(height)
    const found = this.blocks.find(({ header }) => header.height >= height && header.height < below)
    return Promise.resolve(found ?? null)
  }
}

const follow = (nowMs = MADE_MS + 1_000): FollowedAnchor => new FollowedAnchor(crypto, anchor, { nowMs: () => nowMs })

async function codeOf(run: Promise<unknown>): Promise<string> {
  try {
    await run
  } catch (error) {
    if (error instanceof LightClientError || error instanceof SdkError) return error.code
    throw error
  }
  return 'believed'
}

describe('an anchor that is followed', () => {
  test('asks nothing for what the anchored validators signed, however old the anchor is', async () => {
    const zone = new Zone()
    const later = blockAt(50, setAt(1))
    expect(await codeOf(follow(MADE_MS + 400 * DAY_MS).check(later, zone.fetch))).toBe('believed')
    expect(zone.asked).toEqual([])
  })

  test('follows to a set of which none was anchored, and goes on from there', async () => {
    const zone = new Zone()
    const trust = follow()
    await trust.check(blockAt(8), zone.fetch)
    expect(zone.asked[0]).toBe(1n)
    zone.asked.length = 0
    await trust.check(blockAt(8), zone.fetch)
    expect(zone.asked).toEqual([])
    await trust.check(blockAt(9), zone.fetch)
    expect(zone.asked).toEqual([])
    expect(await codeOf(trust.check(blockAt(5), zone.fetch))).toBe('believed')
  })

  test('begins with the first header that the zone has kept, if the anchored validators signed it', async () => {
    const zone = new Zone()
    zone.blocks = [blockAt(3, setAt(1)), ...[4, 5, 6, 7, 8].map((height) => blockAt(height))]
    expect(await codeOf(follow().check(blockAt(9), zone.fetch))).toBe('believed')
  })

  test('refuses what strangers signed, each step of the way', async () => {
    const zone = new Zone()
    expect(await codeOf(follow().check(blockAt(9, strangers), zone.fetch))).toBe('NEXT_VALIDATORS_HASH')
    zone.blocks = zone.blocks.map((block, at) => (at === 0 ? blockAt(1, strangers) : block))
    expect(await codeOf(follow().check(blockAt(9), zone.fetch))).toBe('COMMIT_ADDRESS')
  })

  test('refuses to follow from a header beyond the trusting period, and from none', async () => {
    const zone = new Zone()
    expect(await codeOf(follow(MADE_MS + 14 * DAY_MS + 1).check(blockAt(9), zone.fetch))).toBe('TRUST_EXPIRED')
    zone.blocks = []
    expect(await codeOf(follow().check(blockAt(9), zone.fetch))).toBe('BLOCK_UNAVAILABLE')
  })
})
