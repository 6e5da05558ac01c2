import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { headerHash, upperHex } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { LightBlock } from '@xiezhi/comet'
import { trustedStateOf } from '@xiezhi/lightclient'
import type { WantedBlock } from '@xiezhi/lightclient'
import { bisect, readChecked, ZoneClient } from '@xiezhi/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeTransport } from '../apps/relayer/src/transport.ts'
import { LightProcess } from '../packages/host/src/embedded/testing/light-process.ts'
import { until } from '../packages/host/src/comet/testing/run-validators.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'
import { act, CHAIN_ID, clerk, COMMIT_MS, governors, NodeFolder } from './testing/comet-nodes.ts'
import type { TestNode } from './testing/comet-nodes.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: acts that change the validators of a zone (${cometbft.absent})`)
const program = 'path' in cometbft ? cometbft.path : ''

const OPTIONS = { trustLevel: { numerator: 1, denominator: 3 }, trustingPeriodMs: 86_400_000, clockDriftMs: 20_000 }
const SOURCE = '联盟章程 5'

describe.skipIf('absent' in cometbft)('the validators of a zone are changed by acts of two persons', () => {
  let folder: NodeFolder
  let first: TestNode
  let second: TestNode
  let joining: TestNode
  /** Heights of the acts that changed the set. */
  const changedAt: number[] = []

  const powers = async (height: number): Promise<Record<string, bigint>> =>
    Object.fromEntries(
      (await first.lightBlock(height)).validators.validators.map(({ publicKey, votingPower }) => [
        hexEncode(publicKey),
        votingPower,
      ]),
    )
  const change = async (type: string, value: object): Promise<void> => {
    const outcome = await first.deliver(act(`governance/${type}`, { ...value, source: SOURCE }))
    expect(outcome).toMatchObject({ included: true, code: 0 })
    changedAt.push(outcome.height)
    expect(await first.reaches(outcome.height + 2)).toBe(true)
  }

  beforeAll(async () => {
    folder = new NodeFolder(program)
    const made = await folder.validators(3)
    first = made[0]!
    second = made[1]!
    await Promise.all(made.map((node) => node.start()))
    expect(await first.reaches(2)).toBe(true)
    joining = await folder.another('joining')
    await joining.start()
  }, 60_000)
  afterAll(async () => {
    await folder.stop()
  })

  test(
    'a node that follows is admitted, and votes from the second block after the act on',
    { timeout: 60_000 },
    async () => {
      await change('SetValidator', { publicKey: joining.publicKey, power: 10, name: 'court-north' })
      const [height = 0] = changedAt
      expect(Object.keys(await powers(height + 1))).toHaveLength(3)
      expect((await powers(height + 2))[joining.publicKey]).toBe(10n)
      const signs = async (): Promise<boolean> => {
        const { commit, validators } = await first.lightBlock((await first.height()) - 1)
        const at = validators.validators.findIndex(({ publicKey }) => hexEncode(publicKey) === joining.publicKey)
        return commit.signatures[at]?.blockIdFlag === 2
      }
      expect(await until(COMMIT_MS, signs)).toBe(true)
    },
  )

  test('one is re-weighted, one is removed; the rest go on', { timeout: 60_000 }, async () => {
    await change('SetValidator', { publicKey: second.publicKey, power: 12, name: 'court-1' })
    await change('RemoveValidator', { publicKey: first.publicKey })
    const latest = await powers((changedAt.at(-1) ?? 0) + 2)
    expect([latest[second.publicKey], latest[first.publicKey]]).toEqual([12n, undefined])
    expect(Object.keys(latest)).toHaveLength(3)
    expect(await first.call('abci_query', { path: '"/query/governance/validators"', data: '7b7d' })).toBeDefined()
  })

  test(
    'more than a third, an unknown key and one person alone are refused, and the set stays',
    { timeout: 60_000 },
    async () => {
      const refused: string[] = []
      const before = await powers(await first.height())
      for (const [type, value, signers] of [
        ['SetValidator', { publicKey: first.publicKey, power: 11, name: 'court-0' }, governors],
        ['RemoveValidator', { publicKey: '00'.repeat(32) }, governors],
        ['RemoveValidator', { publicKey: second.publicKey }, [governors[0]!]],
        ['RemoveValidator', { publicKey: second.publicKey }, [governors[0]!, clerk]],
      ] as const) {
        const { included, name } = await second.deliver(
          act(`governance/${type}`, { ...value, source: SOURCE }),
          signers,
        )
        refused.push(`${included} ${name}`)
      }
      expect(refused).toEqual([
        'true ValidatorPowerMoved',
        'true ValidatorUnknown',
        'true TwoPersonsNeeded',
        'true RoleNotHeld',
      ])
      const height = await second.height()
      expect(await first.reaches(height + 1)).toBe(true)
      expect(await powers(height + 1)).toEqual(before)
    },
  )

  test(
    'our light client comes from the first header over all three changes, and refuses a set that is none',
    { timeout: 60_000 },
    async () => {
      const last = (changedAt.at(-1) ?? 0) + 3
      expect(await second.reaches(last)).toBe(true)
      const begin = await second.lightBlock(1)
      const trusted = trustedStateOf(begin, begin.validators)
      const context = { crypto: nodeCrypto, chainId: CHAIN_ID, options: OPTIONS, nowMs: Date.now() }
      const fetch = ({ height }: WantedBlock): Promise<LightBlock> => second.lightBlock(Number(height))
      for (const height of [...changedAt.map((at) => at + 2), last]) {
        const next = await second.lightBlock(height)
        const { trusted: reached } = await bisect(context, trusted, next, fetch)
        expect(reached.height).toBe(BigInt(height))
        const others = { ...next, validators: begin.validators }
        await expect(bisect(context, trusted, others, fetch)).rejects.toThrow(/VALIDATORS/)
      }
    },
  )

  test(
    'who trusts the first three validators reads what the three of now have signed',
    { timeout: 60_000 },
    async () => {
      const { validators } = (await second.lightBlock(1)).validators
      const anchor = {
        chainId: CHAIN_ID,
        height: 1,
        validators: validators.map(({ publicKey, votingPower }) => ({
          publicKey: hexEncode(publicKey),
          power: Number(votingPower),
          organisation: null,
        })),
      }
      const client = await ZoneClient.connect(`ws://127.0.0.1:${second.port}/websocket`, nodeTransport)
      try {
        const key = 'governance/validator-set/current'
        const { value } = await readChecked(client, nodeCrypto, anchor, key)
        expect(Buffer.from(value).toString('utf8')).toContain(joining.publicKey)
        const stranger = { ...anchor, validators: [{ ...anchor.validators[0]!, publicKey: joining.publicKey }] }
        await expect(readChecked(client, nodeCrypto, stranger, key)).rejects.toMatchObject({ code: 'PROOF_INVALID' })
      } finally {
        client.close()
      }
    },
  )

  test('CometBFT’s own light client follows too', { timeout: 60_000 }, async () => {
    const home = mkdtempSync(join(tmpdir(), 'xz-light-'))
    const light = await LightProcess.start({
      program,
      folder: home,
      chainId: CHAIN_ID,
      primaryPort: second.port,
      witnessPort: joining.port,
      trusted: { height: 1, hash: upperHex(headerHash(nodeCrypto, (await second.lightBlock(1)).header)) },
      sequential: false,
    })
    try {
      const height = (changedAt.at(-1) ?? 0) + 2
      const { result } = await light.ask('validators', { height: String(height) })
      const set = result as { validators: readonly { pub_key: { value: string }; voting_power: string }[] } | undefined
      const seen = Object.fromEntries(
        (set?.validators ?? []).map(({ pub_key, voting_power }) => [
          Buffer.from(pub_key.value, 'base64').toString('hex'),
          BigInt(voting_power),
        ]),
      )
      expect(seen).toEqual(await powers(height))
    } finally {
      await light.stop()
      rmSync(home, { recursive: true, force: true })
    }
  })
})
