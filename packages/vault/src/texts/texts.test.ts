import { readFileSync } from 'node:fs'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { verifyCertificate } from '../erasure/certificate.ts'
import { newDisclosure } from '../fields/disclosure.ts'
import { authorityKeys } from '../keys/authority-keys.ts'
import { contentOf, refusal, useTestServer, TODAY } from '../testing/vault-fixture.ts'
import type { TestServer } from '../testing/vault-fixture.ts'
import { Vault } from '../vault.ts'
import type { NewText } from './keep-texts.ts'

let server: TestServer
useTestServer((started) => (server = started))

const PERSONS = { purpose: 'person', fieldName: 'licenceSerial' } as const
const ORDER = { reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL_47' } as const
/** Invented. */
const OWNER = '990017'
const GROUNDS = '虚构的异议理由：登记未更新'

function textOf(vault: Vault, value: string = GROUNDS, more: Partial<NewText> = {}): NewText {
  const { salt, digest } = newDisclosure(vault.context.algorithms, 'grounds', value)
  return { owner: OWNER, commitment: digest, name: 'grounds', value, salt, clock: 'register', ...more }
}

describe.each(['intl', 'sm'] as const)('texts behind commitments (%s)', (suiteId) => {
  const kept = async () => {
    const { vault, options } = await server.vault('justice', suiteId)
    const text = textOf(vault)
    await vault.keepTexts(PERSONS, [text])
    return { vault, options, text }
  }

  test('come back with their salts, by the commitment and under their name alone', async () => {
    const { vault, text } = await kept()
    expect((await vault.texts('grounds', [text.commitment, 'sha256:none'])).get(text.commitment)).toEqual({
      state: 'HELD',
      value: GROUNDS,
      salt: text.salt,
    })
    expect(await vault.texts('grounds', ['sha256:none'])).toEqual(new Map())
    expect(await vault.texts('name', [text.commitment])).toEqual(new Map())
    expect(await vault.texts('grounds', [])).toEqual(new Map())
  })

  test('lie encrypted, and the number of their owner only as a keyed index key', async () => {
    const { options, text } = await kept()
    const content = await contentOf(options.db)
    const { rows } = await sql<{ sealed: Buffer }>`select sealed from vault.field`.execute(options.db)
    const bytes = Buffer.concat([Buffer.from(content), ...rows.map(({ sealed }) => sealed)])
    expect(rows).toHaveLength(2)
    expect(content).toContain(text.commitment)
    for (const secret of [GROUNDS, text.salt, `"${OWNER}"`]) expect(bytes.includes(secret)).toBe(false)
  })

  test('of an erased subject are said to be erased, and never open again', async () => {
    const { vault, options, text } = await kept()
    const subject = (await vault.ownerOf(PERSONS, OWNER)) ?? ''
    const { certificate } = await vault.erase({ subject, ...ORDER })
    const { signer } = options.authority
    expect(verifyCertificate(nodeCrypto, { algorithm: signer.algorithm, bytes: signer.publicKey }, certificate)).toBe(
      true,
    )
    expect(await vault.texts('grounds', [text.commitment])).toEqual(new Map([[text.commitment, { state: 'ERASED' }]]))
    expect(await vault.ownerOf(PERSONS, OWNER)).toBeUndefined()
    // The same person comes back as somebody new; what was erased stays so.
    const later = textOf(vault, 'later')
    await vault.keepTexts(PERSONS, [later])
    expect(await vault.ownerOf(PERSONS, OWNER)).not.toBe(subject)
    const both = await vault.texts('grounds', [text.commitment, later.commitment])
    expect([...both.values()].map(({ state }) => state).sort()).toEqual(['ERASED', 'HELD'])
  })

  test('erased after a backup are erased before the restored vault opens', async () => {
    const { vault, options, text } = await kept()
    const other = textOf(vault, 'of somebody else', { owner: '990018' })
    await vault.keepTexts(PERSONS, [other])
    const file = `${options.erasureList}.backup`
    await vault.backup(file)
    for (const secret of [GROUNDS, text.salt]) expect(readFileSync(file).includes(secret)).toBe(false)
    await vault.erase({ subject: (await vault.ownerOf(PERSONS, OWNER)) ?? '', ...ORDER })

    const elsewhere = { ...options, db: await server.database() }
    const restored = await Vault.restore(elsewhere, file, TODAY)
    const read = await restored.texts('grounds', [text.commitment, other.commitment])
    expect(read.get(text.commitment)).toEqual({ state: 'ERASED' })
    expect(read.get(other.commitment)).toMatchObject({ state: 'HELD', value: 'of somebody else' })
    expect(await restored.ownerOf(PERSONS, OWNER)).toBeUndefined()
    expect(await restored.ownerOf(PERSONS, '990018')).toBe(await vault.ownerOf(PERSONS, '990018'))
    // The list that the backup knows nothing of must be there: without it nothing opens.
    await vault.backup(file)
    const without = { ...options, db: await server.database(), erasureList: `${options.erasureList}.none` }
    await expect(Vault.restore(without, file, TODAY)).rejects.toThrow(refusal('ERASURE_LIST_BEHIND', { missing: 1 }))
  })
})

test('a text that is moved to another commitment is shown to nobody', async () => {
  const { vault, options } = await server.vault('justice', 'intl')
  const [one, other] = [textOf(vault, 'one'), textOf(vault, 'other')]
  await vault.keepTexts(PERSONS, [one, other])
  await sql`update vault.field a set sealed = b.sealed, nonce = b.nonce, digest = b.digest from vault.field b
    where a.record = ${one.commitment} and b.record = ${other.commitment}`.execute(options.db)
  const read = await vault.texts('grounds', [one.commitment, other.commitment])
  expect(read.get(one.commitment)).toEqual({ state: 'TAMPERED' })
  expect(read.get(other.commitment)).toMatchObject({ state: 'HELD', value: 'other' })
})

test('a commitment opens to its first text; another under it changes nothing', async () => {
  const { vault, options } = await server.vault('justice', 'intl')
  const text = textOf(vault)
  await vault.keepTexts(PERSONS, [text])
  const before = await contentOf(options.db)
  await vault.keepTexts(PERSONS, [{ ...text, value: 'another' }])
  expect(await contentOf(options.db)).toBe(before)
})

test('many at once keep one subject for one person', async () => {
  const { vault, options } = await server.vault('justice', 'intl')
  const texts = Array.from({ length: 8 }, (_, at) => textOf(vault, `text ${at}`))
  await Promise.all(texts.map((text) => vault.keepTexts(PERSONS, [text])))
  const read = await vault.texts(
    'grounds',
    texts.map(({ commitment }) => commitment),
  )
  expect([...read.values()].filter(({ state }) => state === 'HELD')).toHaveLength(8)
  const { rows } = await sql`select subject from vault.subject`.execute(options.db)
  expect(rows).toHaveLength(1)
})

test('all are kept or none', async () => {
  const { vault, options } = await server.vault('justice', 'intl')
  await vault.keepTexts(PERSONS, [textOf(vault)])
  const before = await contentOf(options.db)
  const wrong = textOf(vault, 'x', { name: 'a/b', owner: '990019' })
  await expect(vault.keepTexts(PERSONS, [textOf(vault, 'y'), wrong])).rejects.toThrow(refusal('FIELD_NAME'))
  expect(await contentOf(options.db)).toBe(before)
})

test('a text whose purpose is met already goes when its term has ended, and is erased from then on', async () => {
  const { vault, options } = await server.vault('court', 'intl')
  const text = textOf(vault, 'asked', { clock: 'processingRecord', startedOn: TODAY })
  await vault.keepTexts(PERSONS, [text])
  expect(await vault.deleteDue('2029-03-02')).toEqual({ fields: 0, persons: 0 })
  const state = async (open: Vault) => (await open.texts('grounds', [text.commitment])).get(text.commitment)?.state
  expect(await state(vault)).toBe('HELD')
  expect(await state(await Vault.open(options, '2029-03-03'))).toBe('ERASED')
})

test('a person of whom the last text is due is erased with a certificate; one with another text is not', async () => {
  const { vault, options } = await server.vault('justice', 'intl')
  const [first, second] = [textOf(vault, 'first'), textOf(vault, 'second')]
  const other = textOf(vault, 'of somebody else', { owner: '990018' })
  await vault.keepTexts(PERSONS, [first, second, other])
  const subject = (await vault.ownerOf(PERSONS, OWNER)) ?? ''
  const states = async () => {
    const all = [first, second, other].map(({ commitment }) => commitment)
    const read = await vault.texts('grounds', all)
    return all.map((commitment) => read.get(commitment)?.state)
  }
  expect(await vault.startClock(first.commitment, TODAY)).toBe(1)
  expect(await vault.deleteDue('2026-03-03')).toEqual({ fields: 1, persons: 0 })
  expect(await states()).toEqual(['ERASED', 'HELD', 'HELD'])
  expect(vault.context.erasures.read()).toEqual([])

  await vault.startClock(second.commitment, '2026-04-01')
  expect(await vault.stopClocks([second.commitment, 'sha256:none'])).toBe(1)
  expect(await vault.deleteDue('2026-04-02')).toEqual({ fields: 0, persons: 0 })
  await vault.startClock(second.commitment, '2026-04-01')
  const file = `${options.erasureList}.backup`
  await vault.backup(file)
  expect(await vault.deleteDue('2026-04-02')).toEqual({ fields: 1, persons: 1 })
  expect(await states()).toEqual(['ERASED', 'ERASED', 'HELD'])
  expect(vault.context.erasures.read().map(({ statement }) => statement)).toMatchObject([
    { n: 1, subject, reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' },
  ])
  expect(await vault.ownerOf(PERSONS, OWNER)).toBeUndefined()
  expect(await vault.deleteDue('2026-04-02')).toEqual({ fields: 0, persons: 0 })
  // On the day of the backup nothing was due yet: the list alone keeps the person erased.
  const restored = await Vault.restore({ ...options, db: await server.database() }, file, TODAY)
  const read = await restored.texts('grounds', [second.commitment, other.commitment])
  expect([...read.values()].map(({ state }) => state).sort()).toEqual(['ERASED', 'HELD'])
})

test('a text that is kept while its person becomes due is not lost', async () => {
  const { vault } = await server.vault('justice', 'intl')
  const due = textOf(vault, 'due', { startedOn: TODAY })
  await vault.keepTexts(PERSONS, [due])
  const later = Array.from({ length: 6 }, (_, at) => textOf(vault, `later ${at}`))
  await Promise.all([...later.map((text) => vault.keepTexts(PERSONS, [text])), vault.deleteDue('2026-03-03')])
  const read = await vault.texts(
    'grounds',
    later.map(({ commitment }) => commitment),
  )
  expect([...read.values()].map(({ state }) => state)).toEqual(later.map(() => 'HELD'))
  expect((await vault.texts('grounds', [due.commitment])).get(due.commitment)).toEqual({ state: 'ERASED' })
})

test('the index goes on under a new epoch and a new authority key', async () => {
  const { vault, options } = await server.vault('justice', 'intl')
  const text = textOf(vault)
  await vault.keepTexts(PERSONS, [text])
  const subject = await vault.ownerOf(PERSONS, OWNER)
  await vault.openEpoch(PERSONS.purpose, PERSONS.fieldName)
  await vault.buildEpoch(PERSONS.purpose)
  expect(await vault.completeEpoch(PERSONS.purpose)).toBe(2)
  options.keyFolder.add()
  const rotating = await Vault.open({ ...options, keys: authorityKeys('intl', options.keyFolder.keys()) }, TODAY)
  await rotating.rotateKeys()
  await rotating.requireUnused('key-0001')
  await rotating.keepTexts(PERSONS, [textOf(vault, 'later')])
  expect(await rotating.ownerOf(PERSONS, OWNER)).toBe(subject)
  expect((await rotating.texts('grounds', [text.commitment])).get(text.commitment)).toMatchObject({ value: GROUNDS })
})
