import { nodeCrypto } from '@xiezhi/crypto/node'
import { suite } from '@xiezhi/crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { contentOf, PERSON, refusal, useTestServer } from '../testing/vault-fixture.ts'
import type { TestServer } from '../testing/vault-fixture.ts'
import type { Vault } from '../vault.ts'
import { judgeBinding } from './binding.ts'

let server: TestServer
useTestServer((started) => (server = started))

const NUMBER = PERSON.identityNumber
const register = async (vault: Vault, number: string): Promise<string> => {
  const subject = await vault.newSubject()
  await vault.put({ subject, record: `r/${number}`, clock: 'register', fields: { identityNumber: number } })
  return subject
}
const complete = async (vault: Vault): Promise<number> => {
  await vault.openEpoch('lawyer', 'identityNumber')
  await vault.buildEpoch('lawyer')
  return vault.completeEpoch('lawyer')
}

describe.each(['intl', 'sm'] as const)('looking a person up (%s)', (suiteId) => {
  test('finds by a key that is not the number, and says what its word is worth', async () => {
    const { vault } = await server.vault('justice', suiteId)
    const subject = await register(vault, NUMBER)
    await complete(vault)
    const found = await vault.find('lawyer', NUMBER)
    expect(found).toMatchObject({ subject, epoch: 1, assurance: 'GATEWAY_ASSERTS_BINDING' })
    expect(found.indexKey).toMatch(/^[0-9a-f]{64}$/)
    const absent = await vault.find('lawyer', '110101190001019999')
    expect(absent).toMatchObject({ subject: null, epoch: 1 })
  })
})

test('keys differ by purpose and by epoch', async () => {
  const { vault } = await server.vault('justice', 'intl')
  await register(vault, NUMBER)
  await complete(vault)
  await vault.openEpoch('case', 'identityNumber')
  await vault.buildEpoch('case')
  await vault.completeEpoch('case')
  const [lawyer, other] = [await vault.find('lawyer', NUMBER), await vault.find('case', NUMBER)]
  await complete(vault)
  const renewed = await vault.find('lawyer', NUMBER)
  expect(new Set([lawyer.indexKey, other.indexKey, renewed.indexKey]).size).toBe(3)
  expect(renewed).toMatchObject({ epoch: 2, subject: lawyer.subject })
})

test('absence counts under a complete epoch only; until then the one before answers', async () => {
  const { vault, options } = await server.vault('justice', 'intl')
  const subject = await register(vault, NUMBER)
  await expect(vault.find('lawyer', NUMBER)).rejects.toThrow(refusal('EPOCH_NONE', { purpose: 'lawyer' }))
  await vault.openEpoch('lawyer', 'identityNumber')
  await expect(vault.find('lawyer', NUMBER)).rejects.toThrow(refusal('EPOCH_NONE'))
  const before = await contentOf(options.db)
  await expect(vault.completeEpoch('lawyer')).rejects.toThrow(refusal('EPOCH_INCOMPLETE', { epoch: 1, missing: 1 }))
  await expect(vault.openEpoch('lawyer', 'identityNumber')).rejects.toThrow(refusal('EPOCH_OPEN'))
  expect(await contentOf(options.db)).toBe(before)
  expect(await vault.buildEpoch('lawyer')).toBe(0)
  await vault.completeEpoch('lawyer')

  await vault.openEpoch('lawyer', 'identityNumber')
  expect(await vault.find('lawyer', NUMBER)).toMatchObject({ subject, epoch: 1 })
  // Registered meanwhile: found at once under the old epoch, and the new one has it too.
  const later = await register(vault, '110101190001010001')
  expect(await vault.find('lawyer', '110101190001010001')).toMatchObject({ subject: later, epoch: 1 })
  await vault.buildEpoch('lawyer')
  await vault.completeEpoch('lawyer')
  expect(await vault.find('lawyer', '110101190001010001')).toMatchObject({ subject: later, epoch: 2 })
  const { rows } = await sql`select 1 from vault.index_entry where epoch = 1`.execute(options.db)
  expect(rows).toEqual([])
})

test('a number that belongs to another subject is refused, and nothing is stored', async () => {
  const { vault, options } = await server.vault('justice', 'intl')
  await register(vault, NUMBER)
  await complete(vault)
  const other = await vault.newSubject()
  const before = await contentOf(options.db)
  const again = { subject: other, record: 'r/2', clock: 'register' as const, fields: { identityNumber: NUMBER } }
  await expect(vault.put(again)).rejects.toThrow(refusal('INDEX_TAKEN'))
  expect(await contentOf(options.db)).toBe(before)
})

test('erasure drops the index entry and tells which leaf the ledger has to drop', async () => {
  const { vault } = await server.vault('justice', 'intl')
  const subject = await register(vault, NUMBER)
  await complete(vault)
  const { indexKey } = await vault.find('lawyer', NUMBER)
  const { indexKeys } = await vault.erase({ subject, reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' })
  expect(indexKeys).toEqual([{ purpose: 'lawyer', epoch: 1, indexKey }])
  expect((await vault.find('lawyer', NUMBER)).subject).toBeNull()
})

test('an auditor with the epoch key tells a true binding from a false one', async () => {
  const { vault, options } = await server.vault('justice', 'intl')
  const subject = await register(vault, NUMBER)
  await complete(vault)
  const [field] = await vault.read({ subject, record: `r/${NUMBER}`, names: ['identityNumber'] })
  const row = await options.db.selectFrom('vault.index_entry').selectAll().executeTakeFirstOrThrow()
  const { signer } = options.authority
  const check = {
    authority: 'justice',
    authorityKey: { algorithm: signer.algorithm, bytes: signer.publicKey },
    binding: { purpose: 'lawyer', epoch: 1, indexKey: row.index_key, commitment: row.commitment },
    signature: new Uint8Array(row.signature),
    epochKey: await vault.epochKey('lawyer'),
    disclosure: { text: field?.text ?? '', value: field?.value ?? null },
  }
  const intl = suite(nodeCrypto, 'intl')
  expect(judgeBinding(nodeCrypto, intl, check)).toBe('TRUE')
  const lie = { ...check.binding, indexKey: '00'.repeat(32) }
  expect(judgeBinding(nodeCrypto, intl, { ...check, binding: lie })).toBe('UNSIGNED')
  const { bindingBytes } = await import('./binding.ts')
  const signed = { ...check, binding: lie, signature: signer.sign(bindingBytes('justice', lie)) }
  expect(judgeBinding(nodeCrypto, intl, signed)).toBe('FALSE')
})
