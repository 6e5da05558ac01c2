import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCertificate } from '@xiezhi/vault'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../apps/cli/src/commands/up/gateway.ts'
import { finished, SignedIn } from './testing/gateway.ts'
import { Program, root } from './testing/program.ts'
import { until } from './testing/until.ts'

const START_MS = 240_000
/** Invented, and nowhere else. */
const PERSONS = [
  { serial: '300017', name: '金丝雀甲乙丙丁' },
  { serial: '300018', name: '金丝雀戊己庚辛' },
] as const
const [ERASED, KEPT] = PERSONS

interface Failure {
  readonly error: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> }
}

let program: Program
let courtUrl: string
let backup: string

/** What only the court's authority holds. */
const authority = (...names: readonly string[]): string => join(program.home, 'gateway', 'court', ...names)
const up = async (): Promise<void> => {
  const { exit, value } = await program.json<{ gateway: { court: string } }>('up', '--detach')
  expect(exit).toBe(0)
  courtUrl = value.gateway.court
}
const formerStaff = () =>
  until(async () => {
    const personnel = await SignedIn.begin(courtUrl, 'personnel', DEMONSTRATION_PASSWORD)
    const { items } = await personnel.client.call('listFormerStaff')
    const own = PERSONS.map(({ serial }) => items.find((one) => one.serial === serial))
    return own.every((one) => one !== undefined) ? own : undefined
  })
const restore = async (file: string, ...more: readonly string[]) =>
  program.json<Failure>('vault', 'restore', '--zone', 'court', '--in', file, ...more)

beforeAll(async () => {
  program = await Program.install()
  await up()
  backup = join(program.home, 'court.backup')
  const personnel = await SignedIn.begin(courtUrl, 'personnel', DEMONSTRATION_PASSWORD)
  for (const { serial, name } of PERSONS) {
    const body = {
      serial,
      name,
      role: 'JUDGE',
      courtsServed: ['110105'] as string[],
      leftOn: '2025-03-03',
      leaveKind: 'RESIGNED',
      senior: false,
      firmInFormerArea: false,
    } as const
    const { id } = await personnel.client.call('registerFormerStaff', { body })
    expect((await finished(personnel, id)).refusal).toBeNull()
  }
}, START_MS)

afterAll(async () => {
  await program.remove()
}, 60_000)

describe('a backup', () => {
  test('is written while the gateway runs, shows nobody, and takes the place of no file', async () => {
    const args = ['vault', 'backup', '--zone', 'court', '--out', backup] as const
    const { exit, value } = await program.json<{ rows: number; keptApart: string }>(...args)
    expect(exit).toBe(0)
    expect(value.rows).toBeGreaterThan(4)
    expect(value.keptApart).toBe(authority())
    const bytes = readFileSync(backup)
    for (const { name } of PERSONS) expect(bytes.includes(name)).toBe(false)
    expect(await program.json<Failure>(...args)).toMatchObject({ exit: 64, value: { error: { code: 'FILE_EXISTS' } } })
    expect(readFileSync(backup).equals(bytes)).toBe(true)
  })

  test('is older than the erasure of a person, of which there is a certificate', async () => {
    execFileSync(process.execPath, [
      ...[join(root, 'apps/gateway/bin/xiezhi-gateway.js'), 'erase', '--config', join(program.home, 'gateway.json')],
      ...['--authority', 'court', '--serial', ERASED.serial, '--reason', 'SUBJECT_REQUEST', '--basis', 'PIPL_47'],
    ])
    const listed = await program.json<{ certificates: { statement: object }[] }>('vault', 'erasures', '--zone', 'court')
    expect(listed.exit).toBe(0)
    expect(listed.value.certificates.map(({ statement }) => statement)).toMatchObject([
      { n: 1, reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL_47' },
    ])
    expect(parseCertificate(readFileSync(authority('erasures.jsonl'), 'utf8').trim())).toEqual(
      listed.value.certificates[0],
    )
    const { out } = await program.run('vault', 'erasures', '--zone', 'court')
    expect(out).toMatch(/：1 份[\s\S]* 1 {2}\d{4}-\d\d-\d\dT.*SUBJECT_REQUEST {2}PIPL_47/)
  })

  test('is not restored under a gateway that runs', async () => {
    expect(await restore(backup)).toMatchObject({ exit: 69, value: { error: { code: 'ALREADY_RUNNING' } } })
    const direct = [
      ...[join(root, 'apps/gateway/bin/xiezhi-gateway.js'), 'restore', '--config', join(program.home, 'gateway.json')],
      ...['--authority', 'court', '--in', backup],
    ]
    expect(() => execFileSync(process.execPath, direct, { stdio: 'pipe' })).toThrow(/NOT_IN_FORCE/)
    expect(await formerStaff()).toMatchObject([{ nameState: 'erased' }, { name: KEPT.name }])
  })
})

describe('after the database was lost', () => {
  beforeAll(async () => {
    await program.run('down')
    rmSync(join(program.home, 'gateway', 'postgres'), { recursive: true })
  }, START_MS)

  test('a backup with a changed byte is refused whole', async () => {
    const changed = `${backup}.changed`
    const bytes = readFileSync(backup)
    const at = bytes.indexOf('"sealed":"', bytes.indexOf('\n')) + 40
    bytes[at] = bytes[at] === 0x41 ? 0x42 : 0x41
    writeFileSync(changed, bytes)
    const { exit, value } = await restore(changed)
    expect([exit, value.error]).toMatchObject([65, { code: 'BACKUP_TAMPERED', facts: { line: 2 } }])
  })

  test('a backup of another authority, and no file at all, are refused', async () => {
    const other = await program.json<Failure>('vault', 'restore', '--zone', 'justice', '--in', backup)
    expect([other.exit, other.value.error.code]).toEqual([65, 'BACKUP_FORMAT'])
    const none = await restore(`${backup}.none`)
    expect([none.exit, none.value.error.code]).toEqual([66, 'FILE_UNREADABLE'])
  })

  test('another key, or none, opens nothing', async () => {
    const keys = authority('vault-keys')
    const kept = `${keys}.kept`
    cpSync(keys, kept, { recursive: true })
    const name = 'key-0001.hex'
    expect(readdirSync(keys)).toContain(name)
    try {
      writeFileSync(join(keys, name), `${'ab'.repeat(32)}\n`)
      expect((await restore(backup)).value.error).toMatchObject({ code: 'BACKUP_TAMPERED', facts: { line: 1 } })
      renameSync(join(keys, name), join(keys, 'key-0009.hex'))
      writeFileSync(join(keys, 'current'), 'key-0009\n')
      expect((await restore(backup)).value.error).toMatchObject({ code: 'KEY_UNKNOWN', facts: { keyId: 'key-0001' } })
    } finally {
      rmSync(keys, { recursive: true })
      renameSync(kept, keys)
    }
  })

  test('the erasure list is there still, and enters a new database first', async () => {
    expect(existsSync(authority('erasures.jsonl'))).toBe(true)
    const { exit, value } = await program.json<{ certificates: object[] }>('vault', 'erasures', '--zone', 'court')
    expect([exit, value.certificates.length]).toEqual([0, 1])
  })

  test(
    'what is there is replaced only where that is asked for, and who was erased stays erased',
    async () => {
      const refused = await restore(backup)
      expect([refused.exit, refused.value.error.code]).toEqual([65, 'VAULT_NOT_EMPTY'])
      const { exit, value } = await program.json<{ erasures: number }>(
        ...['vault', 'restore', '--zone', 'court', '--in', backup, '--replace'],
      )
      expect([exit, value.erasures]).toEqual([0, 1])
      await up()
      expect(await formerStaff()).toMatchObject([
        { serial: ERASED.serial, name: null, nameState: 'erased' },
        { serial: KEPT.serial, name: KEPT.name, nameState: 'held' },
      ])
    },
    START_MS,
  )
})
