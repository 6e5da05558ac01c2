import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { encodeAuditPackage } from '@xiezhi/evidence'
import { afterAll, expect, test } from 'vitest'
import { check } from './check.ts'

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-audit-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const header = {
  packageId: 'a1'.repeat(16),
  authority: 'court',
  chainId: 'xz-court-1',
  person: 'b2'.repeat(16),
  kind: 'WITHOUT_CASE',
  purpose: null,
  parameter: 'PX-T26-5.withoutCase',
  limit: 20,
  count: 21,
  fromMs: 1_000,
  lockedAtMs: 2_000,
} as const
const { bytes } = encodeAuditPackage(nodeCrypto, header, [])

function fileOf(name: string, content: Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

test('a whole package is taken offline, and nothing is said about a ledger', async () => {
  expect(await check(fileOf('whole.json', bytes), { offline: true, json: true })).toBe(0)
})

test('one byte changed, or a file of another kind, is exit 20', async () => {
  const changed = bytes.slice()
  const at = Buffer.from(bytes).indexOf('b2b2')
  changed[at] = 0x63
  for (const [name, content] of Object.entries({ changed, other: new TextEncoder().encode('{}') }))
    await expect(check(fileOf(`${name}.json`, content), { offline: true }), name).rejects.toMatchObject({
      code: 'AUDIT_PACKAGE_INVALID',
      exit: 'EVIDENCE_INVALID',
    })
})

test('a file that is not there is said to be so', async () => {
  await expect(check(join(folder, 'none.json'), { offline: true })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
})
