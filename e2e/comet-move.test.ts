import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePortBase } from '@xiezhi/host/ports'
import { installCometbft } from '../tools/judges/run-judge.ts'
import { Program, root } from './testing/program.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: xiezhi node to-comet (${cometbft.absent})`)

const START_MS = 300_000
/** Zones, gateways, identity provider, database, RPC and peers of validators. */
const PORTS = [10, 100, 110, 120, 130, 201, 202, 203]

interface Featured {
  readonly licenceNo: string
  readonly caseNumber: string
}

describe.skipIf('absent' in cometbft)('xiezhi node to-comet', () => {
  let installed: Program
  let program: Program
  let folder: string
  let featured: Featured
  const bundle = (name: string): string => join(program.home, `${name}.json`)
  const trust = (): string => join(program.home, 'trust', 'court.trust.json')
  const alliance = (validators: string): void => {
    const text = readFileSync(join(root, 'alliance.yaml'), 'utf8')
    const court = text.replace(/( {2}- name: court\n(?: {4}.*\n)*? {4}port: \d+.*\n)/, `$1${validators}`)
    expect(court.includes('validators')).toBe(validators !== '')
    writeFileSync(
      join(folder, 'alliance.yaml'),
      court.replace('lawyers: 40', 'lawyers: 20').replace('cases: 8', 'cases: 4'),
    )
  }
  const verify = (name: string): ReturnType<Program['run']> =>
    program.run(
      ...['lawyer', 'verify', '--licence', featured.licenceNo, '--case', featured.caseNumber],
      ...['--out', bundle(name)],
    )
  const isValid = async (name: string, by = trust()): Promise<boolean> =>
    (await program.run('evidence', 'verify', bundle(name), '--trust', by)).exit === 0

  beforeAll(async () => {
    installed = await Program.install()
    folder = mkdtempSync(join(tmpdir(), 'xz-move-'))
    program = installed.inFolder(folder, {
      XIEZHI_HOME: installed.home,
      XIEZHI_PORT_BASE: String(await freePortBase(PORTS)),
      XIEZHI_COMETBFT: 'path' in cometbft ? cometbft.path : '',
    })
    alliance('')
    const { exit, value, errors } = await program.json<{ featured: { active: Featured } }>('up', '--detach')
    expect([exit, errors]).toEqual([0, ''])
    featured = value.featured.active
    expect((await verify('before')).exit).toBe(0)
    expect(await isValid('before')).toBe(true)
  }, START_MS)
  afterAll(async () => {
    await program.run('down')
    await installed.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  test(
    'is refused while the zone runs, and where the alliance file names no validator',
    { timeout: START_MS },
    async () => {
      const refused = async (): Promise<unknown[]> => {
        const { exit, value } = await program.json<{ error: { code: string } }>('node', 'to-comet', '--zone', 'court')
        return [exit, value.error.code]
      }
      expect(await refused()).toEqual([78, 'HOST_FIXED'])
      alliance('    validators:\n      - { name: high, organisation: court-high }\n')
      expect(await refused()).toEqual([69, 'ALREADY_RUNNING'])
      expect(existsSync(join(program.home, 'zones', 'court', 'store'))).toBe(true)
    },
  )

  test(
    'the ledger goes on on CometBFT: the client of the other ledger updates, questions are answered, bundles are valid',
    { timeout: START_MS },
    async () => {
      expect((await program.run('down')).exit).toBe(0)
      const moved = await program.json<{ height: number }>('node', 'to-comet', '--zone', 'court')
      expect([moved.exit, moved.errors]).toEqual([0, ''])
      const up = await program.json<{ ready: boolean }>('up', '--detach')
      expect([up.exit, up.value.ready]).toEqual([0, true])
      expect((await verify('after')).exit).toBe(0)
      expect([await isValid('before'), await isValid('after')]).toEqual([true, true])
      const { value } = await program.json<{
        zones: { zone: string; height: number; clients: { status: string; latestHeight: number }[] }[]
      }>('status')
      const client = value.zones.find(({ zone }) => zone === 'justice')?.clients[0]
      expect(client?.status).toBe('Active')
      expect(client?.latestHeight).toBeGreaterThan(moved.value.height)
    },
  )

  test(
    'a second validator is admitted by two persons, and the other ledger follows',
    { timeout: START_MS },
    async () => {
      expect((await program.run('down')).exit).toBe(0)
      alliance(
        '    validators:\n      - { name: high, organisation: court-high }\n      - { name: north, organisation: court-north }\n',
      )
      expect((await program.run('up', '--detach', '--ledgers')).exit).toBe(0)
      const admit = ['node', 'admit', '--zone', 'court', '--validator', 'north', '--source', '联盟章程 5']
      const signed = [...admit, '--as', 'court-high/trust-1', '--and', 'court-high/trust-2']
      const tooMuch = await program.run(...signed, '--power', '10')
      expect(tooMuch.exit).not.toBe(0)
      expect(`${tooMuch.out}${tooMuch.errors}`).toContain('ValidatorPowerMoved')
      expect((await program.run(...signed, '--power', '3')).exit).toBe(0)
      expect((await verify('two')).exit).toBe(0)
      const folderOfTrust = join(program.home, 'trust')
      const earlier = readdirSync(folderOfTrust).find((name) => name.startsWith('court.trust.until-court-')) ?? ''
      expect(await isValid('before', join(folderOfTrust, earlier))).toBe(true)
    },
  )

  test(
    'two persons plan an upgrade; a height that is over, an unknown module and one person alone are refused',
    { timeout: START_MS },
    async () => {
      const plan = ['node', 'plan-upgrade', '--zone', 'court', '--source', '联盟章程 6', '--as', 'court-high/trust-1']
      const signed = [...plan, '--and', 'court-high/trust-2']
      const refused: unknown[] = []
      for (const words of [
        [...signed, '--height', '1'],
        [...signed, '--height', '9000000', '--module', 'nothing=2'],
        [...signed, '--height', 'soon'],
        [...plan, '--and', 'court-high/trust-1', '--height', '9000000'],
      ]) {
        const { exit, value } = await program.json<{ error: { code: string; facts: { name?: string } } }>(...words)
        refused.push([exit === 0, value.error.code, value.error.facts.name ?? ''])
      }
      expect(refused).toEqual([
        [false, 'LEDGER_REFUSED', 'UpgradeHeight'],
        [false, 'USAGE', ''],
        [false, 'USAGE', ''],
        [false, 'NOT_INCLUDED', 'SignerDuplicate'],
      ])
      const { value } = await program.json<{ changes: { module: string; to: number }[] }>(
        ...[...signed, '--height', '9000000', '--module', 'case=9'],
      )
      expect(value.changes).toMatchObject([{ module: 'case', to: 9 }])
      // A plan for the versions of today takes it back.
      const back = await program.json<{ changes: unknown[] }>(...signed, '--height', '9000000')
      expect(back.value.changes).toEqual([])
    },
  )

  test(
    'a validator is removed by two persons, not by one and not one that has no power',
    { timeout: START_MS },
    async () => {
      const remove = ['node', 'remove', '--zone', 'court', '--source', '联盟章程 5', '--as', 'court-high/trust-1']
      const alone = await program.run(...remove, '--validator', 'north', '--and', 'court-high/trust-1')
      expect([alone.exit === 0, `${alone.out}${alone.errors}`]).toEqual([
        false,
        expect.stringContaining('SignerDuplicate'),
      ])
      const signed = [...remove, '--and', 'court-high/trust-2']
      const removed = await program.json<{ validator: string }>(...signed, '--validator', 'north')
      expect([removed.exit, removed.value.validator]).toEqual([0, 'north'])
      const again = await program.json<{ error: { code: string } }>(...signed, '--validator', 'north')
      expect([again.exit, again.value.error.code]).toEqual([64, 'USAGE'])
      expect((await verify('one')).exit).toBe(0)
      expect(await isValid('one')).toBe(true)
    },
  )

  test(
    'a stopped validator is backed up and restored: with a new key, or with the old one where others prove the height',
    { timeout: START_MS },
    async () => {
      const at = ['--zone', 'court', '--validator', 'north']
      const out = join(folder, 'north.backup')
      const running = await program.json<{ error: { code: string } }>('node', 'backup', ...at, '--out', out)
      expect(running.value.error.code).toBe('ALREADY_RUNNING')
      expect((await program.run('down')).exit).toBe(0)
      const made = await program.json<{ validator: string }>('node', 'backup', ...at, '--out', out)
      expect([made.exit, made.errors]).toEqual([0, ''])
      const north = join(program.home, 'zones', 'court', 'north')
      expect(existsSync(join(north, 'store'))).toBe(true)
      const key = join(folder, 'north.key')
      copyFileSync(join(north, 'engine', 'config', 'priv_validator_key.json'), key)
      rmSync(north, { recursive: true })
      const alone = await program.json<{ error: { code: string; facts: { reason: string } } }>(
        ...['node', 'restore', ...at, '--in', out, '--key', key],
      )
      expect([alone.value.error.code, alone.value.error.facts.reason]).toEqual([
        'NODE_REFUSED',
        expect.stringContaining('PEERS_UNREACHABLE'),
      ])
      expect(existsSync(north)).toBe(false)
      const restored = await program.json<{ signsAbove: number | null }>('node', 'restore', ...at, '--in', out)
      expect([restored.exit, restored.value.signsAbove]).toEqual([0, null])
      const up = await program.json<{ ready: boolean }>('up', '--detach', '--ledgers')
      expect([up.exit, up.value.ready]).toEqual([0, true])
    },
  )
})
