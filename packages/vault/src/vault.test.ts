import { existsSync, readFileSync } from 'node:fs'
import { utf8Encode } from '@xiezhi/codec'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { vaultErrorsEn, vaultErrorsZh } from './error-texts.ts'
import { parseCertificate, verifyCertificate } from './erasure/certificate.ts'
import { authorityKeys } from './keys/authority-keys.ts'
import { contentOf, PERSON, refusal, useTestServer, TODAY } from './testing/vault-fixture.ts'
import type { TestServer } from './testing/vault-fixture.ts'
import { VAULT_ERROR_CODES } from './vault-error.ts'
import { Vault } from './vault.ts'

let server: TestServer
useTestServer((started) => (server = started))

const RECORD = 'lawyerProfile/abc'
const stored = async (suiteId: 'intl' | 'sm' = 'intl') => {
  const { vault, options } = await server.vault('justice', suiteId)
  const subject = await vault.newSubject()
  const disclosures = await vault.put({ subject, record: RECORD, clock: 'register', fields: PERSON })
  return { vault, options, subject, disclosures }
}

describe.each(['intl', 'sm'] as const)('fields under %s', (suiteId) => {
  test('come back with the salts behind the commitments', async () => {
    const { vault, subject, disclosures } = await stored(suiteId)
    const [name, phone] = await vault.read({ subject, record: RECORD, names: ['name', 'phone'] })

    expect(name).toEqual(disclosures.find((one) => one.name === 'name'))
    expect(phone?.value).toBe(PERSON.phone)
    const [salt, field, value] = JSON.parse(Buffer.from(name?.text ?? '', 'base64url').toString()) as string[]
    expect([salt?.length, field, value]).toEqual([22, 'name', PERSON.name])
    expect(name?.digest).toBe(suite(nodeCrypto, suiteId).digest(utf8Encode(name?.text ?? '')))
  })

  test('lie encrypted in the database', async () => {
    const { options } = await stored(suiteId)
    const content = Buffer.from(await contentOf(options.db), 'utf8')
    const { rows } = await sql<{ sealed: Buffer }>`select sealed from vault.field`.execute(options.db)
    const bytes = Buffer.concat([content, ...rows.map(({ sealed }) => sealed)])
    for (const value of Object.values(PERSON)) expect(bytes.includes(value)).toBe(false)
  })

  test('do not open in another row, record, name or subject', async () => {
    const { vault, options, subject } = await stored(suiteId)
    const other = await vault.newSubject()
    await vault.put({ subject: other, record: RECORD, clock: 'register', fields: PERSON })
    const phone = { subject, record: RECORD, names: ['phone'] }
    await sql`update vault.field f set sealed = o.sealed, nonce = o.nonce, digest = o.digest from vault.field o
      where f.subject = ${subject} and f.name = 'phone' and o.subject = ${other} and o.name = 'phone'`.execute(
      options.db,
    )
    await expect(vault.read(phone)).rejects.toThrow(refusal('FIELD_TAMPERED', { field: 'phone' }))
    await sql`update vault.field set record = 'moved' where subject = ${subject} and name = 'name'`.execute(options.db)
    await expect(vault.read({ subject, record: 'moved', names: ['name'] })).rejects.toThrow(refusal('FIELD_TAMPERED'))
    await sql`update vault.subject_key a set wrapped = b.wrapped, nonce = b.nonce from vault.subject_key b
      where a.subject = ${subject} and b.subject = ${other}`.execute(options.db)
    await expect(vault.read(phone)).rejects.toThrow(refusal('FIELD_TAMPERED'))
  })
})

test('commitments are sorted and filled up, so that absent fields do not show', async () => {
  const { vault, disclosures } = await stored()
  const commitments = vault.commitments(disclosures, 8)
  expect(commitments).toHaveLength(8)
  expect([...commitments].sort()).toEqual(commitments)
  expect(disclosures.every(({ digest }) => commitments.includes(digest))).toBe(true)
})

describe('refused, and nothing changes', () => {
  test.each([
    ['SUBJECT_UNKNOWN', { subject: 'ff'.repeat(16) }],
    ['FIELD_NAME', { fields: { 'a/b': 1 } }],
    ['CLOCK_UNKNOWN', { clock: 'for ever' as never }],
  ] as const)('%s', async (code, change) => {
    const { vault, options, subject } = await stored()
    const before = await contentOf(options.db)
    const fields = { subject, record: 'other', clock: 'register' as const, fields: { name: 'x' }, ...change }
    await expect(vault.put(fields)).rejects.toThrow(refusal(code))
    expect(await contentOf(options.db)).toBe(before)
  })

  test('FIELD_UNKNOWN', async () => {
    const { vault, subject } = await stored()
    await expect(vault.read({ subject, record: RECORD, names: ['income'] })).rejects.toThrow(
      refusal('FIELD_UNKNOWN', { field: 'income' }),
    )
  })
})

const ORDER = { reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL_47' } as const

describe('erasure', () => {
  test('destroys the key, keeps a certificate that the authority signed, and names no person', async () => {
    const { vault, options, subject } = await stored()
    const { certificate } = await vault.erase({ subject, ...ORDER })

    await expect(vault.read({ subject, record: RECORD, names: ['name'] })).rejects.toThrow(refusal('SUBJECT_ERASED'))
    await expect(vault.put({ subject, record: RECORD, clock: 'register', fields: PERSON })).rejects.toThrow(
      refusal('SUBJECT_ERASED'),
    )
    const { signer } = options.authority
    const key = { algorithm: signer.algorithm, bytes: signer.publicKey }
    expect(verifyCertificate(nodeCrypto, key, certificate)).toBe(true)
    const changed = { ...certificate, statement: { ...certificate.statement, reason: 'CONSENT_WITHDRAWN' } }
    expect(verifyCertificate(nodeCrypto, key, changed)).toBe(false)
    const list = readFileSync(options.erasureList, 'utf8')
    expect(parseCertificate(list.trim())).toEqual(certificate)
    for (const value of Object.values(PERSON)) expect(list).not.toContain(value)
    const { rows } = await sql`select 1 from vault.subject_key where subject = ${subject}`.execute(options.db)
    expect(rows).toEqual([])
  })

  test('refuses a reason or basis that is no code, and goes on erasing', async () => {
    const { vault, options, subject } = await stored()
    for (const [field, order] of [
      ['legalBasis', { ...ORDER, legalBasis: '个保法 47' }],
      ['reason', { ...ORDER, reason: '' }],
    ] as const)
      await expect(vault.erase({ subject, ...order })).rejects.toThrow(refusal('ERASURE_ORDER', { field }))
    expect(existsSync(options.erasureList) && readFileSync(options.erasureList, 'utf8')).toBeFalsy()
    expect(await vault.read({ subject, record: RECORD, names: ['name'] })).toHaveLength(1)
    expect((await vault.erase({ subject, ...ORDER })).certificate.statement.n).toBe(1)
  })

  test('done twice gives the same certificate', async () => {
    const { vault, subject } = await stored()
    const first = await vault.erase({ subject, ...ORDER })
    expect((await vault.erase({ subject, reason: 'UNLAWFUL', legalBasis: 'PIPL_47' })).certificate).toEqual(
      first.certificate,
    )
    await expect(vault.erase({ subject: 'ff'.repeat(16), ...ORDER })).rejects.toThrow(refusal('SUBJECT_UNKNOWN'))
  })

  test('that a crash left on the list alone is made good before the vault opens', async () => {
    const { vault, options, subject } = await stored()
    vault.context.erasures.append({ subject, ...ORDER, erasedAtMs: 1 })
    const again = await Vault.open(options, TODAY)
    await expect(again.read({ subject, record: RECORD, names: ['name'] })).rejects.toThrow(refusal('SUBJECT_ERASED'))
  })
})

describe('backup and restore', () => {
  const backedUp = async (suiteId: 'intl' | 'sm' = 'intl') => {
    const one = await stored(suiteId)
    const file = `${one.options.erasureList}.backup`
    const report = await one.vault.backup(file)
    const elsewhere = { ...one.options, db: await server.database() }
    return { ...one, file, report, elsewhere }
  }

  test.each(['intl', 'sm'] as const)('everything comes back (%s)', async (suiteId) => {
    const { vault, subject, file, report, elsewhere, disclosures } = await backedUp(suiteId)
    expect(report.rows).toBe(5)
    const restored = await Vault.restore(elsewhere, file, TODAY)
    expect(await restored.read({ subject, record: RECORD, names: ['name'] })).toEqual(
      await vault.read({ subject, record: RECORD, names: ['name'] }),
    )
    expect(disclosures).toHaveLength(3)
    expect(await contentOf(elsewhere.db)).toBe(await contentOf(vault.context.db))
  })

  test('the file shows nobody', async () => {
    const { file } = await backedUp()
    const text = readFileSync(file, 'utf8')
    const decoded = text.split('\n').map((line) => Buffer.from(/"sealed":"([^"]*)"/.exec(line)?.[1] ?? '', 'base64'))
    for (const value of Object.values(PERSON)) {
      expect(text.includes(value) || Buffer.concat(decoded).includes(value)).toBe(false)
    }
  })

  test('who was erased after the backup is still erased after the restore', async () => {
    const { vault, subject, file, elsewhere } = await backedUp()
    await vault.erase({ subject, ...ORDER })
    const restored = await Vault.restore(elsewhere, file, TODAY)
    await expect(restored.read({ subject, record: RECORD, names: ['name'] })).rejects.toThrow(refusal('SUBJECT_ERASED'))
    const { rows } = await sql`select 1 from vault.subject_key`.execute(elsewhere.db)
    expect(rows).toEqual([])
  })

  test('so it is where an administrator copied the database back past us', async () => {
    const { vault, options, subject, file, elsewhere } = await backedUp()
    await Vault.restore(elsewhere, file, TODAY)
    await vault.erase({ subject, ...ORDER })
    const again = await Vault.open({ ...options, db: elsewhere.db }, TODAY)
    await expect(again.read({ subject, record: RECORD, names: ['name'] })).rejects.toThrow(refusal('SUBJECT_ERASED'))
  })

  test('does not open with an erasure list that is older than the data', async () => {
    const { vault, subject, file, elsewhere, options } = await backedUp()
    await vault.erase({ subject, ...ORDER })
    const older = { ...options, erasureList: `${options.erasureList}.none` }
    await expect(Vault.open(older, TODAY)).rejects.toThrow(refusal('ERASURE_LIST_BEHIND', { missing: 1 }))
    await vault.backup(file)
    await expect(Vault.restore({ ...elsewhere, erasureList: older.erasureList }, file, TODAY)).rejects.toThrow(
      refusal('ERASURE_LIST_BEHIND', { missing: 1 }),
    )
  })

  test('does not open with a list that was changed', async () => {
    const { vault, subject, options } = await backedUp()
    await vault.erase({ subject, ...ORDER })
    const { writeFileSync } = await import('node:fs')
    const list = readFileSync(options.erasureList, 'utf8')
    writeFileSync(options.erasureList, list.replace('SUBJECT_REQUEST', 'SUBJECT_REQUESU'))
    await expect(Vault.open(options, TODAY)).rejects.toThrow(refusal('ERASURE_LIST_DAMAGED', { line: 1 }))
  })

  test.each<readonly [string, (lines: string[]) => string[]]>([
    ['BACKUP_FORMAT', (lines) => ['{}', ...lines.slice(1)]],
    ['BACKUP_TAMPERED', (lines) => [lines[0] ?? '', lines[2] ?? '', lines[1] ?? '', ...lines.slice(3)]],
    ['BACKUP_TAMPERED', (lines) => [...lines.slice(0, 2), ...lines.slice(3)]],
    ['BACKUP_TAMPERED', (lines) => [(lines[0] ?? '').replace('"createdAtMs":1', '"createdAtMs":2'), ...lines.slice(1)]],
    [
      'BACKUP_TAMPERED',
      (lines) => lines.map((line, at) => (at === 1 ? line.replace('"last":false', '"last":true') : line)),
    ],
    ['BACKUP_CUT', (lines) => lines.slice(0, -1)],
  ])('a changed file is refused whole: %s', async (code, change) => {
    const { file, elsewhere } = await backedUp()
    const { writeFileSync } = await import('node:fs')
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    writeFileSync(file, `${change(lines).join('\n')}\n`)
    await expect(Vault.restore(elsewhere, file, TODAY)).rejects.toMatchObject({ code })
    expect((await contentOf(elsewhere.db)).replace(/\w+: /g, '').trim()).toBe('')
  })

  test('goes into an empty vault only, and opens with the key that it names only', async () => {
    const { options, file, elsewhere } = await backedUp()
    const before = await contentOf(options.db)
    await expect(Vault.restore(options, file, TODAY)).rejects.toThrow(refusal('VAULT_NOT_EMPTY'))
    expect(await contentOf(options.db)).toBe(before)
    const strange = authorityKeys('intl', [{ id: 'key-0001', secret: new Uint8Array(32) }])
    await expect(Vault.restore({ ...elsewhere, keys: strange }, file, TODAY)).rejects.toThrow(
      refusal('BACKUP_TAMPERED'),
    )
    const none = authorityKeys('intl', [{ id: 'key-0009', secret: new Uint8Array(32) }])
    await expect(Vault.restore({ ...elsewhere, keys: none }, file, TODAY)).rejects.toThrow(
      refusal('KEY_UNKNOWN', { keyId: 'key-0001' }),
    )
  })

  test('takes the place of what is there only where that is asked for, and not of anything if it is refused', async () => {
    const { vault, options, subject, file, elsewhere } = await backedUp()
    const other = await Vault.open(elsewhere, TODAY)
    const gone = await other.newSubject()
    await other.put({ subject: gone, record: RECORD, clock: 'register', fields: PERSON })
    await vault.erase({ subject, ...ORDER })
    const before = await contentOf(elsewhere.db)
    const none = authorityKeys('intl', [{ id: 'key-0009', secret: new Uint8Array(32) }])
    await expect(Vault.restore({ ...elsewhere, keys: none }, file, TODAY, { replace: true })).rejects.toThrow(
      refusal('KEY_UNKNOWN'),
    )
    expect(await contentOf(elsewhere.db)).toBe(before)
    const restored = await Vault.restore(elsewhere, file, TODAY, { replace: true })
    await expect(restored.read({ subject: gone, record: RECORD, names: ['name'] })).rejects.toThrow(
      refusal('SUBJECT_UNKNOWN'),
    )
    await expect(restored.read({ subject, record: RECORD, names: ['name'] })).rejects.toThrow(refusal('SUBJECT_ERASED'))
    expect(restored.erasures().map(({ statement }) => statement.subject)).toEqual([subject])
    expect(options.erasureList).toBe(elsewhere.erasureList)
  })
})

describe('retention', () => {
  test('the clock of an annex runs from the end of the case by the parameter of the law book', async () => {
    const { vault, subject } = await stored()
    await vault.put({ subject, record: 'annex/1', clock: 'annex', fields: { report: 'x' } })
    const kept = () => vault.read({ subject, record: 'annex/1', names: ['report'] })
    expect(await vault.deleteDue('2099-01-01')).toEqual({ fields: 0, persons: 0 })
    expect(await vault.startClock('annex/1', TODAY)).toBe(1)
    expect(await vault.deleteDue('2026-05-31')).toEqual({ fields: 0, persons: 0 })
    expect((await kept())[0]?.value).toBe('x')
    expect(await vault.deleteDue('2026-06-01')).toEqual({ fields: 1, persons: 0 })
    await expect(kept()).rejects.toThrow(refusal('FIELD_UNKNOWN'))
  })

  test('what is due is deleted before the vault opens; a later start moves no last day back', async () => {
    const { vault, options, subject } = await stored()
    await vault.startClock(RECORD, TODAY)
    await vault.startClock(RECORD, '2030-01-01')
    const again = await Vault.open(options, '2026-03-03')
    await expect(again.read({ subject, record: RECORD, names: ['name'] })).rejects.toThrow(refusal('FIELD_UNKNOWN'))
  })
})

describe('rotation of the authority key', () => {
  test('wraps everything anew; then the old key may go', async () => {
    const { vault, options, subject } = await stored()
    await vault.openEpoch('lawyer', 'identityNumber')
    await vault.buildEpoch('lawyer')
    await vault.completeEpoch('lawyer')
    await expect(vault.requireUnused('key-0001')).rejects.toThrow(refusal('KEY_IN_USE', { keyId: 'key-0001', rows: 2 }))

    expect(options.keyFolder.add()).toBe('key-0002')
    const both = { ...options, keys: authorityKeys('intl', options.keyFolder.keys()) }
    const rotating = await Vault.open(both, TODAY)
    expect(await rotating.rotateKeys()).toBe(2)
    await rotating.requireUnused('key-0001')
    options.keyFolder.destroy('key-0001')

    const after = await Vault.open({ ...options, keys: authorityKeys('intl', options.keyFolder.keys()) }, TODAY)
    expect((await after.read({ subject, record: RECORD, names: ['name'] }))[0]?.value).toBe(PERSON.name)
    expect((await after.find('lawyer', PERSON.identityNumber)).subject).toBe(subject)
    await expect(vault.read({ subject, record: RECORD, names: ['name'] })).rejects.toThrow(
      refusal('KEY_UNKNOWN', { keyId: 'key-0002' }),
    )
  })
})

test('migrating again changes nothing, whoever starts at the same time', async () => {
  const options = await server.options('justice', 'intl')
  await Promise.all([1, 2, 3, 4].map(() => Vault.open(options, TODAY)))
  const { rows } = await sql<{ number: number }>`select number from vault.migration order by number`.execute(options.db)
  expect(rows.map(({ number }) => number)).toEqual([1, 2, 3])
})

test('every refusal has a text and a cure in both languages', () => {
  for (const code of VAULT_ERROR_CODES) {
    for (const { text, cure } of [vaultErrorsZh[code], vaultErrorsEn[code]]) {
      expect([code, text.length > 3, cure.length > 3]).toEqual([code, true, true])
    }
  }
})
