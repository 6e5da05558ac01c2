import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeCanonical } from '@xiezhi/codec'
import { KeystoreFolder } from '@xiezhi/signer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ServiceKey } from './service-key.ts'

const PASSPHRASE = 'of-the-program'
const holder = { organisation: 'court-0105', officer: 'gateway' }
const clerk = { organisation: 'court-0105', officer: 'clerk-1' }
const nowMs = (): number => Date.parse('2026-03-02T01:00:00Z')
const retrieval = {
  type: 'query/RecordRetrieval',
  value: { dispatchId: `${'a'.repeat(64)}-0`, annexDigest: `sha256:${'b'.repeat(64)}`, outcome: 'RETRIEVED' },
}
let folder: string
let key: ServiceKey

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-service-'))
  const keystores = new KeystoreFolder(folder)
  const common = { algorithm: 'ed25519', passphrase: PASSPHRASE, nowMs: nowMs() } as const
  await keystores.create({ ...holder, ...common, use: 'gateway' })
  await keystores.create({ ...clerk, ...common, use: 'officer' })
  key = await ServiceKey.open({ folder, holder, passphrase: PASSPHRASE, nowMs })
}, 30_000)
afterAll(() => {
  key.close()
  rmSync(folder, { recursive: true })
})

test('signs what became of an annex', () => {
  const { body } = decodeCanonical(key.sign('xz-court-1', [retrieval])) as unknown as {
    body: { messages: unknown; signers: { officer: string }[] }
  }
  expect(body.messages).toEqual([retrieval])
  expect(body.signers.map(({ officer }) => officer)).toEqual(['gateway'])
})

test.each([
  ['case/VerifyAgent', {}],
  ['query/Ask', {}],
  ['lawyer/AnchorCreditReport', {}],
  ['authority/Approve', {}],
])('signs no officer’s act: %s, alone or beside its own', (type, value) => {
  const refused = expect.objectContaining({ code: 'SERVICE_KEY_ACT', facts: { type } }) as Error
  expect(() => key.sign('xz-court-1', [{ type, value }])).toThrow(refused)
  expect(() => key.sign('xz-court-1', [retrieval, { type, value }])).toThrow(refused)
})

test('is never an officer’s key', async () => {
  await expect(ServiceKey.open({ folder, holder: clerk, passphrase: PASSPHRASE, nowMs })).rejects.toMatchObject({
    code: 'SERVICE_KEY_ACT',
  })
})
