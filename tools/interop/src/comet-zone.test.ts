import { encodeTendermintHeader, revisionOf } from '@xiezhi/lightclient'
import { HEADER_TYPE_URL } from '@xiezhi/lightclient'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { updateClient } from '../../../apps/relayer/src/cosmos/cosmos-messages.ts'
import { installCometbft } from '../../judges/run-judge.ts'
import { CometZone } from './testing/comet-zone.ts'
import { ECHO_PORT } from './testing/interop-modules.ts'
import { buildSimd } from './testing/simd-chain.ts'
import { World } from './testing/world.ts'

const what = 'packets between a zone of four validators on CometBFT and a chain of ibc-go'
const simd = await buildSimd(what)
const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: ${what} (${cometbft.absent})`)

describe.skipIf('absent' in simd || 'absent' in cometbft)('a zone of four validators and a chain of ibc-go', () => {
  let world: World
  beforeAll(async () => {
    if ('path' in simd && 'path' in cometbft)
      world = await World.start(simd.path, (folder) => CometZone.start(cometbft.path, 'court', folder))
  })
  afterAll(() => world.close())

  test('their client of it skips headers, and takes none whose signers lack two thirds', async () => {
    const trusted = await world.zone.client.lightBlock(await world.clientHeightOnChain())
    for (let blocks = 0; blocks < 3; blocks++) await world.zone.nextBlock()
    const { height } = await world.zone.client.status()
    const block = await world.zone.client.lightBlock(height)
    expect(block.validators.validators).toHaveLength(4)
    const header = (absent: number): Uint8Array => {
      const withProposer = { ...block.validators, proposer: block.validators.validators[0] ?? null }
      const signatures = block.commit.signatures.map((slot, at) =>
        at >= absent
          ? slot
          : {
              blockIdFlag: 1 as const,
              validatorAddress: new Uint8Array(),
              timestamp: { seconds: -62_135_596_800n, nanos: 0 },
              signature: new Uint8Array(),
            },
      )
      return encodeTendermintHeader({
        block: { header: block.header, commit: { ...block.commit, signatures }, validators: withProposer },
        trustedHeight: {
          revisionNumber: revisionOf(block.header.chainId),
          revisionHeight: trusted.header.height,
        },
        trustedValidators: withProposer,
      })
    }
    const judged = (bytes: Uint8Array): Promise<string | null> => {
      const { address } = world.chain.user.account
      return world.judged([updateClient(world.clientOnChain, { typeUrl: HEADER_TYPE_URL, value: bytes }, address)])
    }
    expect(await judged(header(0))).toBeNull()
    expect(await judged(header(2))).toContain('insufficient voting power')
  })

  test('packets go both ways and are answered', async () => {
    await world.relay()
    const [ours, theirs] = await Promise.all([
      world.sendFromZone({ sourcePort: ECHO_PORT, destinationPort: 'mockv2B', text: 'of four' }),
      world.sendFromChain({ sourcePort: 'mockv2A', destinationPort: ECHO_PORT, text: 'to four' }),
    ])
    expect(await world.endOnZone(ours)).toMatchObject({ outcome: 'acknowledged' })
    expect(await world.endOnChain(theirs)).toBe('acknowledge_packet')
    expect([await world.statusOnZone(), await world.statusOnChain()]).toEqual(['Active', 'Active'])
    expect(world.zone.host.app.violations()).toEqual([])
  })
})
