import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { trustedStateOf, verifyHeader } from '@xiezhi/lightclient'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ZoneConfig } from '../apps/node/src/config.ts'
import { exportFromFolder, importToFolder } from '../apps/node/src/move-zone.ts'
import type { MovedZone } from '../apps/node/src/move-zone.ts'
import { runZone } from '../apps/node/src/run-zone.ts'
import { zoneFiles } from '../apps/node/src/zone-files.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'
import { act, CHAIN_ID, NodeFolder, TestNode } from './testing/comet-nodes.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: a zone that moves from one machine to CometBFT (${cometbft.absent})`)
const program = 'path' in cometbft ? cometbft.path : ''

const OPTIONS = { trustLevel: { numerator: 1, denominator: 3 }, trustingPeriodMs: 86_400_000, clockDriftMs: 20_000 }
const SOURCE = '联盟章程 5'
const parameter = (key: string) =>
  act('governance/SetParameter', {
    key,
    value: 1,
    unit: 'day',
    effectiveFrom: '2099-01-01',
    migration: 'KEEP',
    source: SOURCE,
  })

describe.skipIf('absent' in cometbft)('a zone that one machine kept goes on on CometBFT', () => {
  let folder: NodeFolder
  let oldZone: ZoneConfig
  let moved: MovedZone
  let file: string
  let first: TestNode
  let second: TestNode
  /** Heights of acts before the move, and the hash of one of their transactions. */
  let before: number

  beforeAll(async () => {
    folder = new NodeFolder(program)
    oldZone = folder.zone('old')
    const machine = new TestNode(oldZone, '', () => '')
    await machine.start()
    const fixed = { publicKey: '11'.repeat(32), power: 1, name: 'court-north', source: SOURCE }
    // One machine alone has no validators that an act could change.
    expect(await machine.deliver(act('governance/SetValidator', fixed))).toMatchObject({
      included: true,
      name: 'ValidatorsFixed',
    })
    const outcome = await machine.deliver(parameter('zone.before'))
    expect(outcome).toMatchObject({ included: true, code: 0 })
    before = outcome.height
    expect(await machine.reaches(before + 1)).toBe(true)
    await machine.stop()
    file = join(folder.path, 'court.export')
    moved = await exportFromFolder(oldZone, file)
    const validator = nodeCrypto.signer(
      'ed25519',
      new Uint8Array(Buffer.from(readFileSync(zoneFiles(oldZone.folder).key, 'utf8').trim(), 'hex')),
    )
    const publicKey = hexEncode(validator.publicKey)
    first = await folder.moved('first', [{ name: 'court-first', publicKey }])
    await importToFolder(first.config, { in: file, key: zoneFiles(oldZone.folder).key, old: oldZone.folder })
    await first.start()
    expect(await first.reaches(moved.height + 2)).toBe(true)
  }, 60_000)
  afterAll(async () => {
    await folder.stop()
  })

  test(
    'a client of the old host follows to the first header of the new one, and skips over it',
    { timeout: 60_000 },
    async () => {
      const anchor = await first.lightBlock(before)
      const last = await first.lightBlock(moved.height)
      const next = await first.lightBlock(moved.height + 1)
      const far = await first.lightBlock(moved.height + 2)
      const now = Date.now()
      for (const [from, to] of [
        [anchor, last],
        [last, next],
        [next, far],
        [anchor, far],
      ] as const)
        verifyHeader(nodeCrypto, CHAIN_ID, trustedStateOf(from, from.validators), to, OPTIONS, now)
      expect(hexEncode(next.header.appHash)).toBe(moved.appHash)
      expect(next.header.time.seconds >= last.header.time.seconds).toBe(true)
    },
  )

  test(
    'old blocks and transactions are answered as before; what the old zone decided stands',
    { timeout: 60_000 },
    async () => {
      const { block } = (await first.call('block', { height: String(before) })) as {
        block: { header: { height: string }; data: { txs: readonly string[] } }
      }
      expect(block.header.height).toBe(String(before))
      const tx = Buffer.from(block.data.txs.at(-1) ?? '', 'base64')
      const hash = Buffer.from(nodeCrypto.sha256(new Uint8Array(tx))).toString('base64')
      expect(await first.call('tx', { hash, prove: false })).toMatchObject({ height: String(before) })
      for (const method of ['commit', 'header', 'validators', 'block_results'])
        expect(await first.call(method, { height: String(moved.height) })).toBeDefined()
      expect(await first.deliver(parameter('zone.before'))).toMatchObject({ included: true, name: 'ParameterExists' })
    },
  )

  test('the old key has moved with the memory of what it signed, and the old host does not start again', async () => {
    const { engine } = zoneFiles(first.config.folder)
    const state = JSON.parse(readFileSync(join(engine, 'data', 'priv_validator_state.json'), 'utf8')) as {
      height: string
    }
    expect(Number(state.height)).toBeGreaterThan(moved.height)
    await expect(runZone(oldZone)).rejects.toMatchObject({ code: 'HOST_CLOSED' })
  })

  test('a second validator joins by an act of two persons; both sign', { timeout: 60_000 }, async () => {
    second = await folder.moved('second', first.config.host?.validators ?? [], [first.address])
    await importToFolder(second.config, { in: file })
    await second.start()
    expect(await second.reaches(moved.height + 2)).toBe(true)
    const set = { publicKey: folder.publicKeyOf('second'), power: 3, name: 'court-second', source: SOURCE }
    const outcome = await first.deliver(act('governance/SetValidator', set))
    expect(outcome).toMatchObject({ included: true, code: 0 })
    expect(await second.reaches(outcome.height + 2)).toBe(true)
    const anchor = await first.lightBlock(before)
    const after = await second.lightBlock(outcome.height + 2)
    expect(after.validators.validators.map(({ votingPower }) => votingPower)).toEqual([10n, 3n])
    verifyHeader(nodeCrypto, CHAIN_ID, trustedStateOf(anchor, anchor.validators), after, OPTIONS, Date.now())
  })

  test('another key, other validators, and a folder that was not exported are refused, and nothing stays', async () => {
    const other = await folder.moved('other', [{ name: 'court-other', publicKey: '22'.repeat(32) }])
    await expect(importToFolder(other.config, { in: file })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    const own = await folder.moved('own', first.config.host?.validators ?? [])
    const key = join(folder.path, 'strange.key')
    writeFileSync(key, `${'33'.repeat(32)}\n`)
    await expect(importToFolder(own.config, { in: file, key })).rejects.toMatchObject({ code: 'KEY_INVALID' })
    await expect(exportFromFolder(first.config, file)).rejects.toMatchObject({ code: 'ZONE_ON_COMET' })
    for (const { config } of [other, own]) expect(existsSync(config.folder)).toBe(false)
  })
})
