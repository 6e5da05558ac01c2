import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KeystoreFolder } from '@xiezhi/signer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenSession } from '../session/person.ts'
import { KeystoreOfficerKeys } from './officer-keys.ts'

const PASSPHRASE = 'invented-passphrase'
const MINUTE_MS = 60_000
let folder: string
let clockMs = Date.parse('2026-03-02T01:00:00Z')
let keys: KeystoreOfficerKeys

const session = (id: string, officer: string | null): OpenSession => ({
  id,
  person: { id: 'someone', name: '某人（虚构）', organisation: 'court-0105', officer, licence: null },
  roles: ['COURT_CLERK'],
  expiresAtMs: Number.MAX_SAFE_INTEGER,
  csrfToken: '',
  shownId: null,
})
const clerk = session('one', 'clerk-1')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-keys-'))
  const keystores = new KeystoreFolder(folder)
  const common = { organisation: 'court-0105', algorithm: 'ed25519', passphrase: PASSPHRASE, nowMs: clockMs } as const
  await keystores.create({ ...common, officer: 'clerk-1', use: 'officer' })
  await keystores.create({ ...common, officer: 'gateway', use: 'gateway' })
  keys = new KeystoreOfficerKeys({ folder, nowMs: () => clockMs })
}, 30_000)
afterAll(() => {
  keys.close()
  rmSync(folder, { recursive: true })
})

test('a key is open in the session that unlocked it, for ten minutes', async () => {
  const { unlockedUntilMs } = await keys.unlock(clerk, PASSPHRASE)
  expect(unlockedUntilMs).toBe(clockMs + 10 * MINUTE_MS)
  expect((await keys.unlocked(clerk)).officer).toBe('clerk-1')
  await expect(keys.unlocked(session('other', 'clerk-1'))).rejects.toMatchObject({ code: 'SIGNER_LOCKED' })

  clockMs += 10 * MINUTE_MS - 1
  expect((await keys.state(clerk)).isUnlocked).toBe(true)
  clockMs += 1
  expect(await keys.state(clerk)).toEqual({ isUnlocked: false, unlockedUntilMs: null, algorithm: 'ed25519' })
  await expect(keys.unlocked(clerk)).rejects.toMatchObject({ code: 'SIGNER_LOCKED' })
})

test('a key that is held when its session locks it signs nothing more', async () => {
  await keys.unlock(clerk, PASSPHRASE)
  const held = await keys.unlocked(clerk)
  expect((await keys.lock(clerk)).isUnlocked).toBe(false)
  expect(held.open).toBe(false)
})

test('nobody signs with the program’s key, or without one', async () => {
  await expect(keys.unlock(session('two', 'gateway'), PASSPHRASE)).rejects.toMatchObject({ code: 'SIGNER_MISSING' })
  await expect(keys.holder(session('two', 'gateway'))).rejects.toMatchObject({ code: 'SIGNER_MISSING' })
  await expect(keys.unlock(session('three', 'judge-1'), PASSPHRASE)).rejects.toMatchObject({ code: 'SIGNER_MISSING' })
  await expect(keys.unlock(session('four', null), PASSPHRASE)).rejects.toMatchObject({ code: 'SIGNER_MISSING' })
})
