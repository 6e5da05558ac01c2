import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { hexDecode, hexEncode } from '@xiezhi/codec'
import { validatorAddress } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { engineFiles } from '@xiezhi/host/comet'
import { freePorts } from '@xiezhi/host/ports'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { backupNode, restoreNode, SIGNED_MARGIN_HEIGHTS } from '../apps/node/src/backup-node.ts'
import type { RestoreInput } from '../apps/node/src/backup-node.ts'
import { zoneFiles } from '../apps/node/src/zone-files.ts'
import { until } from '../packages/host/src/comet/testing/run-validators.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'
import { act, COMMIT_MS, NodeFolder } from './testing/comet-nodes.ts'
import type { TestNode } from './testing/comet-nodes.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: backup and restore of a validator (${cometbft.absent})`)
const program = 'path' in cometbft ? cometbft.path : ''
const TEST_MS = 180_000

describe.skipIf('absent' in cometbft)('a validator that is restored from a backup', () => {
  let folder: NodeFolder
  let first: TestNode
  let lost: TestNode
  let key: string
  const said = vi.spyOn(process.stdout, 'write')
  const backup = (): string => join(folder.path, 'backup')
  const engine = (): ReturnType<typeof engineFiles> => engineFiles(zoneFiles(lost.config.folder).engine)
  const peers = (): string[] => [first.port].map((port) => `http://127.0.0.1:${port}`)
  const address = (): string => hexEncode(validatorAddress(nodeCrypto, hexDecode(lost.publicKey)))

  const signedHeight = (): number =>
    Number((JSON.parse(readFileSync(engine().validatorState, 'utf8')) as { height: string }).height)
  /** Whether the lost validator has voted in the commit of a height. */
  const votedAt = async (height: number): Promise<boolean> => {
    const { commit } = await first.lightBlock(height)
    return commit.signatures.some(({ validatorAddress: one }) => hexEncode(one) === address())
  }
  const makeBlocks = async (count: number): Promise<void> => {
    const value = { height: 9_000_000, modules: [{ module: 'case', version: 9 }], source: '联盟章程 6' }
    for (let at = 0; at < count; at++)
      expect(await first.deliver(act('governance/PlanUpgrade', value))).toMatchObject({ included: true, code: 0 })
  }
  const codeOf = async (more: Partial<RestoreInput>): Promise<unknown> => {
    const input = { in: backup(), key, peers: peers(), waitMs: 12_000, ...more }
    const refused = await restoreNode(lost.config, input).catch((error: unknown) => error)
    return (refused as { code?: unknown }).code
  }

  beforeAll(async () => {
    folder = new NodeFolder(program)
    const made = await folder.validators(4)
    first = made[0]!
    lost = made[3]!
    key = join(folder.path, 'validator-key.json')
    copyFileSync(engine().validatorKey, key)
    await Promise.all(made.map((node) => node.start()))
    expect(await first.reaches(3)).toBe(true)
  }, 60_000)
  afterAll(async () => {
    said.mockRestore()
    await folder.stop()
  })

  test('a backup is refused of a node that runs, and holds nothing that signs', { timeout: TEST_MS }, async () => {
    await expect(backupNode(lost.config, backup())).rejects.toMatchObject({ code: 'ZONE_RUNNING' })
    expect(existsSync(backup())).toBe(false)
    await lost.stop()
    const made = await backupNode(lost.config, backup())
    expect(made).toMatchObject({ chainId: lost.config.chainId, validator: lost.publicKey })
    const files = readdirSync(backup(), { recursive: true, encoding: 'utf8' })
    expect(files.filter((file) => /priv_validator|cs\.wal|engine\.pid/.test(file))).toEqual([])
    expect(files).toContain('backup.json')
    await expect(backupNode(lost.config, backup())).rejects.toMatchObject({ code: 'ZONE_PRESENT' })
    await lost.start()
    await makeBlocks(4)
    expect(await until(COMMIT_MS, async () => votedAt((await first.height()) - 1))).toBe(true)
  })

  test(
    'nothing is restored while the original signs, and over a node that is there',
    { timeout: TEST_MS },
    async () => {
      expect(await codeOf({})).toBe('ZONE_PRESENT')
      const elsewhere = { ...lost.config, folder: join(folder.path, 'elsewhere') }
      // It may be refused while the blocks are still being made.
      const refused = expect(restoreNode(elsewhere, { in: backup(), key, peers: peers() })).rejects.toMatchObject({
        code: 'VALIDATOR_SIGNS',
      })
      await Promise.all([refused, makeBlocks(6)])
      expect(existsSync(elsewhere.folder)).toBe(false)
    },
  )

  test(
    'refused without a proof of the height: no peer, no new header, another key, no backup',
    { timeout: TEST_MS },
    async () => {
      await lost.stop()
      renameSync(lost.config.folder, `${lost.config.folder}.lost`)
      const [port = 0] = await freePorts(1)
      expect(await codeOf({ peers: [] })).toBe('PEERS_UNREACHABLE')
      expect(await codeOf({ peers: [`http://127.0.0.1:${port}`] })).toBe('PEERS_UNREACHABLE')
      expect(await codeOf({ waitMs: 1_000 })).toBe('HEIGHT_UNPROVED')
      expect(await codeOf({ key: engineFiles(zoneFiles(first.config.folder).engine).validatorKey })).toBe('KEY_INVALID')
      expect(await codeOf({ in: join(folder.path, 'nothing') })).toBe('BACKUP_INVALID')
      expect(existsSync(lost.config.folder)).toBe(false)
    },
  )

  test(
    'it signs nothing that the lost one may have signed, then votes again; no node sees it sign twice',
    { timeout: TEST_MS },
    async () => {
      const lastSigned = signedIn(`${lost.config.folder}.lost`)
      const restored = await restoreNode(lost.config, { in: backup(), key, peers: peers() })
      const above = restored.signsAbove ?? 0
      expect(above).toBeGreaterThanOrEqual(lastSigned + SIGNED_MARGIN_HEIGHTS)
      expect(signedHeight()).toBe(above)
      await lost.start()
      await makeBlocks(above - (await first.height()) + 4)
      expect(await until(COMMIT_MS, async () => votedAt((await first.height()) - 1))).toBe(true)
      for (let height = lastSigned + 1; height <= above; height++) expect(await votedAt(height)).toBe(false)
      const told = said.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('MISBEHAVED'))
      expect(told).toEqual([])
    },
  )

  test(
    'without a key it follows with a new one, and a backup made by hand brings none',
    { timeout: TEST_MS },
    async () => {
      await lost.stop()
      rmSync(lost.config.folder, { recursive: true })
      copyFileSync(key, join(backup(), 'engine', 'config', 'priv_validator_key.json'))
      const restored = await restoreNode(lost.config, { in: backup(), peers: [] })
      expect(restored.signsAbove).toBeNull()
      expect(existsSync(engine().validatorKey)).toBe(false)
      await lost.start()
      expect(readFileSync(engine().validatorKey, 'utf8')).not.toBe(readFileSync(key, 'utf8'))
      expect(await lost.reaches(await first.height())).toBe(true)
      await makeBlocks(3)
      expect(await votedAt((await first.height()) - 1)).toBe(false)
    },
  )

  function signedIn(place: string): number {
    const file = engineFiles(zoneFiles(place).engine).validatorState
    return Number((JSON.parse(readFileSync(file, 'utf8')) as { height: string }).height)
  }
})
