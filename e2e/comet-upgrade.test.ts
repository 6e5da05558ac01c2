import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Decode, base64Encode, decodeCanonical, hexEncode, latin1Encode } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import { zoneModules } from '@xiezhi/chain'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { smtSpec, verifyMembership } from '@xiezhi/merkle'
import { FollowedAnchor, ZoneClient } from '@xiezhi/sdk'
import type { ProvedMany } from '@xiezhi/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ClientView } from '../apps/relayer/src/client-view.ts'
import { bisectedPath } from '../apps/relayer/src/header-path.ts'
import { PushCarrier } from '../apps/relayer/src/push-carrier.ts'
import { CLIENT, EchoZone, officerOf } from '../apps/relayer/src/testing/echo-zones.ts'
import { nodeTransport } from '../apps/relayer/src/transport.ts'
import { ZoneEnd } from '../apps/relayer/src/zone-end.ts'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { until } from '../packages/host/src/comet/testing/run-validators.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'
import { act, CHAIN_ID, COMMIT_MS, governors, NodeFolder, signed } from './testing/comet-nodes.ts'
import { MIGRATED_KEY, NEXT_MODULE, zoneModules as nextModules } from './testing/next-chain.ts'
import { buildPrograms, NodeProcess } from './testing/node-programs.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: an upgrade at a height by a second program (${cometbft.absent})`)
const engine = 'path' in cometbft ? cometbft.path : ''
const TEST_MS = 180_000
const VALIDATORS_KEY = 'governance/validator-set/current'
/** Blocks between the act and the height of the upgrade. */
const AHEAD = 6

const versionsOf = (modules: readonly { readonly name: string; readonly version: number }[]): object[] =>
  modules.map(({ name: module, version }) => ({ module, version }))

describe.skipIf('absent' in cometbft)('four validators change to a second program at one height', () => {
  let folder: NodeFolder
  let peerFolder: string
  let programs: Awaited<ReturnType<typeof buildPrograms>>
  let nodes: NodeProcess[]
  let peer: EchoZone
  let end: ZoneEnd
  let before: ProvedMany
  let dueAt = 0
  const at = (index: number): NodeProcess => nodes[index]!

  const heightOf = async ({ port }: NodeProcess): Promise<number> => {
    const { sync_info } = (await rpcCall(port, 'status', {})) as { sync_info: { latest_block_height: string } }
    return Number(sync_info.latest_block_height)
  }
  const reaches = (node: NodeProcess, height: number): Promise<boolean> =>
    until(COMMIT_MS, async () => (await heightOf(node).catch(() => 0)) >= height)
  const deliver = (type: string, value: object): Promise<unknown> =>
    rpcCall(at(0).port, 'submit', {
      tx: base64Encode(signed(act(type, { ...value, source: '联盟章程 6' }), governors)),
    })
  const valueOn = async ({ port }: NodeProcess, key: string): Promise<unknown> => {
    const keys = [hexEncode(latin1Encode(key))]
    const { entries } = (await rpcCall(port, 'prove_many', { keys })) as { entries: { value: string | null }[] }
    const value = entries[0]?.value ?? null
    return value === null ? null : decodeCanonical(base64Decode(value))
  }
  const clientOf = ({ port }: NodeProcess): Promise<ZoneClient> =>
    ZoneClient.connect(`ws://127.0.0.1:${port}/websocket`, nodeTransport)

  beforeAll(async () => {
    programs = await buildPrograms()
    folder = new NodeFolder(engine)
    nodes = (await folder.validators(4)).map(({ config }) => new NodeProcess(config))
    const began = await Promise.all(nodes.map((node) => node.start(programs.this)))
    expect(began, at(0).errors).toEqual(['ready', 'ready', 'ready', 'ready'])
    expect(await reaches(at(0), 3)).toBe(true)
    const client = await clientOf(at(0))
    before = await client.proveMany([VALIDATORS_KEY])
    client.close()
    peerFolder = mkdtempSync(join(tmpdir(), 'xz-upgrade-'))
    peer = await EchoZone.start('justice', peerFolder)
    const value = {
      chainId: CHAIN_ID,
      trustLevel: { numerator: 1, denominator: 3 },
      trustingPeriodMs: 14 * 86_400_000,
      proofLayout: 'smt',
      checkpoint: base64Encode(encodeLightBlock(before.block)),
      anchors: [],
      reason: 'client of the peer',
    }
    await peer.act([{ type: 'client/CreateClient', value }], 'trust-1', 'trust-2')
    const officer = officerOf('justice', 'relayer')
    end = await ZoneEnd.connect({ name: 'justice', url: peer.url, clientId: CLIENT, officer })
  }, TEST_MS)
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()))
    end.close()
    await peer.close()
    await folder.stop()
    rmSync(peerFolder, { recursive: true, force: true })
    programs.remove()
  })

  test(
    'the second program does not run before the height, and leaves the state as it is',
    { timeout: TEST_MS },
    async () => {
      await at(3).stop()
      expect(await at(3).start(programs.next)).toBe(1)
      expect(at(3).errors).toContain('STATE_VERSION')
      expect(at(3).errors).toContain('"reason":"UpgradeEarly"')
      expect(await at(3).start(programs.this)).toBe('ready')
      expect(await reaches(at(3), await heightOf(at(0)))).toBe(true)
      expect(await valueOn(at(3), MIGRATED_KEY)).toBeNull()
    },
  )

  test(
    'the first program stops at the height, and does not go on when it is started again',
    { timeout: TEST_MS },
    async () => {
      dueAt = (await heightOf(at(0))) + AHEAD
      const planned = await deliver('governance/PlanUpgrade', {
        height: dueAt,
        modules: versionsOf(nextModules('court')),
      })
      expect(planned).toMatchObject({ included: true, code: 0 })
      expect(await Promise.all(nodes.map((node) => node.ends()))).toEqual([1, 1, 1, 1])
      for (const node of nodes) {
        expect(node.errors).toContain(`HOST_UPGRADE {"height":${dueAt},"reason":"UpgradeDue"}`)
        expect(await node.start(programs.this)).toBe(1)
        expect(node.errors).toContain('STATE_VERSION')
        expect(node.errors).toContain('"reason":"UpgradeDue"')
      }
    },
  )

  test(
    'the second program migrates at the height on all four, and the zone goes on',
    { timeout: TEST_MS },
    async () => {
      const began = await Promise.all(nodes.map((node) => node.start(programs.next)))
      expect(began, at(0).errors).toEqual(['ready', 'ready', 'ready', 'ready'])
      expect(await reaches(at(0), dueAt + 1)).toBe(true)
      const own = zoneModules('court').find(({ name }) => name === NEXT_MODULE)?.version ?? 0
      const hashes = new Set<string>()
      for (const node of nodes) {
        expect(await reaches(node, dueAt + 1)).toBe(true)
        expect(await valueOn(node, MIGRATED_KEY)).toEqual({ height: dueAt, version: own + 1 })
        const { signed_header } = (await rpcCall(node.port, 'commit', { height: String(dueAt + 1) })) as {
          signed_header: { header: { app_hash: string } }
        }
        hashes.add(signed_header.header.app_hash)
      }
      expect(hashes.size).toBe(1)
      const value = { height: 9_000_000, modules: versionsOf(nextModules('court')) }
      expect(await deliver('governance/PlanUpgrade', value)).toMatchObject({ included: true, code: 0 })
    },
  )

  test('what was proved before still is, and the client of the other zone follows', { timeout: TEST_MS }, async () => {
    const anchor = {
      chainId: CHAIN_ID,
      height: Number(before.block.header.height),
      validators: before.block.validators.validators.map(({ publicKey, votingPower }) => ({
        publicKey: hexEncode(publicKey),
        power: Number(votingPower),
        organisation: null,
      })),
    }
    const client = await clientOf(at(1))
    try {
      const trust = new FollowedAnchor(nodeCrypto, anchor)
      const now = await client.proveMany([VALIDATORS_KEY])
      for (const { block, entries } of [before, now]) {
        await trust.check(block, (wanted) => client.wantedBlock(wanted))
        const [entry] = entries
        expect(entry?.value).toBeInstanceOf(Uint8Array)
        verifyMembership(nodeCrypto, smtSpec, block.header.appHash, entry!.proof, entry!.key, entry!.value!)
      }
      const path = bisectedPath(client, async () => (await end.clientTrust()).trustLevel)
      const view = new ClientView(end, path)
      await view.load()
      await new PushCarrier(end, view).bring(now.block, [])
      const { latest } = await end.clientHeights()
      expect(latest).toBe(Number(now.block.header.height))
      expect(latest).toBeGreaterThan(dueAt)
      expect(await end.clientTrust()).toMatchObject({ isFrozen: false })
    } finally {
      client.close()
    }
  })
})
