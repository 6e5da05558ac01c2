import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePortBase } from '@xiezhi/host/ports'
import { runsIn, until } from '../packages/host/src/comet/testing/run-validators.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'
import { Program, root } from './testing/program.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: an alliance with a ledger on four validators (${cometbft.absent})`)

const START_MS = 300_000
const COURTS = ['high', 'district', 'north', 'south'] as const
/** Zones, gateways, identity provider, database, RPC and peers of validators. */
const PORTS = [10, 89, 90, 100, 110, 120, 130, 140, 141, 142, 143, 201, 202, 203, 204, 205, 206, 207]

interface Featured {
  readonly licenceNo: string
  readonly caseNumber: string
}

describe.skipIf('absent' in cometbft)('xiezhi up with the court on four validators of four courts', () => {
  let installed: Program
  let program: Program
  let folder: string
  let featured: Readonly<Record<'active' | 'suspended', Featured>>

  const up = async (): Promise<boolean> => {
    const { exit, value, errors } = await program.json<{ ready: boolean; featured: typeof featured }>('up', '--detach')
    expect([exit, errors], JSON.stringify(value)).toEqual([0, ''])
    featured = value.featured
    return value.ready
  }
  const verify = (licence: Featured, ...more: readonly string[]): ReturnType<Program['run']> =>
    program.run('lawyer', 'verify', '--licence', licence.licenceNo, '--case', licence.caseNumber, ...more)
  const pidOf = (process: string): number => Number(readFileSync(join(program.home, 'run', `${process}.pid`), 'utf8'))
  const engineHome = (court: string): string => join(program.home, 'zones', 'court', court, 'engine')
  const enginePid = (court: string): number => Number(readFileSync(join(engineHome(court), 'engine.pid'), 'utf8'))
  const courtHeight = async (): Promise<number> => {
    const { value } = await program.json<{ zones: { zone: string; height: number }[] }>('status')
    return value.zones.find(({ zone }) => zone === 'court')?.height ?? 0
  }

  beforeAll(async () => {
    installed = await Program.install()
    folder = mkdtempSync(join(tmpdir(), 'xz-alliance-'))
    const alliance = readFileSync(join(root, 'alliance-comet.yaml'), 'utf8')
    writeFileSync(
      join(folder, 'alliance.yaml'),
      alliance.replace('lawyers: 40', 'lawyers: 20').replace('cases: 8', 'cases: 4'),
    )
    program = installed.inFolder(folder, {
      XIEZHI_HOME: installed.home,
      XIEZHI_PORT_BASE: String(await freePortBase(PORTS)),
      XIEZHI_COMETBFT: 'path' in cometbft ? cometbft.path : '',
    })
    expect(await up()).toBe(true)
  }, START_MS)
  afterAll(async () => {
    await program.run('down')
    await installed.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  test('doctor names the engine, and the trust file the four courts that answer for its validators', async () => {
    const { exit, out } = await program.run('doctor')
    expect([exit, out]).toEqual([0, expect.stringContaining('CometBFT 0.38.')])
    const trust = JSON.parse(readFileSync(join(program.home, 'trust', 'court.trust.json'), 'utf8')) as {
      zones: { chainId: string; validators: { organisation: string }[] }[]
    }
    const court = trust.zones.find(({ chainId }) => chainId === 'xz-court-1')
    expect(court?.validators.map(({ organisation }) => organisation).sort()).toEqual(
      COURTS.map((name) => `court-${name}`).sort(),
    )
  })

  test('status says where each process tells its health, and that each is ready', async () => {
    const { value } = await program.json<{
      processes: readonly { process: string; health: string; isReady: boolean }[]
    }>('status')
    const own = value.processes.filter(({ process }) => process !== 'gateway')
    const validators = COURTS.map((court) => `validator-court-${court}`)
    expect(own.map(({ process }) => process).sort()).toEqual(['node', 'relayer', ...validators].sort())
    for (const { process, health, isReady } of own) {
      expect([process, isReady]).toEqual([process, true])
      expect((await fetch(`${health}/healthz`)).status).toBe(200)
      expect(await (await fetch(`${health}/metrics`)).text()).toContain('# TYPE xiezhi_')
    }
    expect(new Set(own.map(({ health }) => health)).size).toBe(own.length)
  })

  test('a lawyer is verified across the two hosts, and the bundle is valid', async () => {
    const bundle = join(program.home, 'bundle.json')
    const { exit, errors } = await verify(featured.active, '--out', bundle)
    expect([exit, errors]).toEqual([0, ''])
    const trust = join(program.home, 'trust', 'court.trust.json')
    expect((await program.run('evidence', 'verify', bundle, '--trust', trust)).exit).toBe(0)
  })

  test('with one validator and its engine killed the ledgers go on', async () => {
    process.kill(enginePid('south'), 'SIGKILL')
    process.kill(pidOf('validator-court-south'), 'SIGKILL')
    const { exit } = await verify(featured.suspended)
    expect(exit).toBe(12)
  })

  test(
    'down ends every engine; up goes on with the same ledger, the killed validator among them',
    async () => {
      const before = await courtHeight()
      const engines = COURTS.filter((court) => court !== 'south').map((court) => [court, enginePid(court)] as const)
      expect((await program.run('down')).exit).toBe(0)
      for (const [court, pid] of engines) expect(runsIn(pid, engineHome(court))).toBe(false)
      expect(await up()).toBe(true)
      expect(await until(60_000, async () => (await courtHeight()) > before)).toBe(true)
      expect((await verify(featured.active)).exit).toBe(0)
      expect(runsIn(enginePid('south'), engineHome('south'))).toBe(true)
    },
    START_MS,
  )

  test('nobody moves the clock of several validators', async () => {
    const { exit, value } = await program.json<{ error: { code: string } }>('clock', 'advance', '--days', '1')
    expect([exit, value.error.code]).toEqual([78, 'CLOCK_OF_VALIDATORS'])
  })

  test(
    'the host of a ledger is fixed, and an engine that is not there is named with its cure',
    async () => {
      expect((await program.run('down')).exit).toBe(0)
      const embedded = program.inFolder(folder, { XIEZHI_ALLIANCE: join(root, 'alliance.yaml') })
      const other = await embedded.json<{ error: { code: string } }>('up', '--detach')
      expect([other.exit, other.value.error.code]).toEqual([78, 'HOST_FIXED'])
      const without = program.inFolder(folder, { XIEZHI_COMETBFT: join(folder, 'none'), PATH: folder })
      const absent = await without.json<{ error: { code: string; cure: { en: string } } }>('up', '--detach')
      expect([absent.exit, absent.value.error.code]).toEqual([78, 'ENGINE_ABSENT'])
      expect(JSON.stringify(absent.value)).toContain('go install')
      const doctor = await without.run('doctor')
      expect([doctor.exit, doctor.out]).toEqual([1, expect.stringContaining('go install')])
    },
    START_MS,
  )
})
