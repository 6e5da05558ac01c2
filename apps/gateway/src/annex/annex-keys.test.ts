import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { annexKeys, readCard, writeCard } from './annex-keys.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-annex-keys-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const card = (): string => join(folder, 'annex-card.json')
const changed = (change: object): void => {
  const text = JSON.parse(readFileSync(card(), 'utf8')) as object
  writeFileSync(card(), JSON.stringify({ ...text, ...change }))
}
const refusal = (facts: object): Error =>
  expect.objectContaining({ code: 'CONFIG_INVALID', facts: expect.objectContaining(facts) as object }) as Error

describe.each([
  ['intl', 'ed25519'],
  ['sm', 'sm2'],
] as const)('keys of suite %s', (suiteId, algorithm) => {
  test('are made once, for their owner alone, and the card names suite and algorithm', () => {
    const keys = annexKeys(folder, suiteId)
    writeCard(folder, 'court-1', keys)
    const again = annexKeys(folder, suiteId)
    expect(again.decryption).toEqual(keys.decryption)
    expect(again.signer.publicKey).toEqual(keys.signer.publicKey)
    expect(keys.signer.algorithm).toBe(algorithm)
    expect(statSync(join(folder, 'annex-encryption.key')).mode & 0o777).toBe(0o600)
    const peer = readCard(card(), 'court-1')
    expect(peer).toMatchObject({ id: 'court-1', suiteId, signingKeys: [{ algorithm }] })
    expect(peer?.encryptionKey).toHaveLength(33)
  })

  test('do not serve another suite: what is sealed would not open', () => {
    writeCard(folder, 'court-1', annexKeys(folder, suiteId))
    const before = readFileSync(card(), 'utf8')
    const other = suiteId === 'sm' ? 'intl' : 'sm'
    expect(() => annexKeys(folder, other)).toThrow(refusal({ expected: suiteId, seen: other }))
    expect(readFileSync(card(), 'utf8')).toBe(before)
  })

  test('a card of another authority, another suite than its key, or no card is refused', () => {
    expect(readCard(card(), 'court-1')).toBeUndefined()
    writeCard(folder, 'court-1', annexKeys(folder, suiteId))
    expect(() => readCard(card(), 'court-2')).toThrow(refusal({ expected: 'court-2' }))
    changed({ suite: suiteId === 'sm' ? 'intl' : 'sm' })
    expect(() => readCard(card(), 'court-1')).toThrow(refusal({ expected: 'a card of an authority' }))
    changed({ suite: suiteId, encryptionKey: '00' })
    expect(() => readCard(card(), 'court-1')).toThrow(refusal({ expected: 'a card of an authority' }))
    writeFileSync(card(), 'no card')
    expect(() => readCard(card(), 'court-1')).toThrow(refusal({ expected: 'a card of an authority' }))
  })
})

test('a key file that holds no key is refused without showing what it holds', () => {
  for (const text of ['ab', 'ff'.repeat(32)]) {
    writeFileSync(join(folder, 'annex-encryption.key'), text)
    expect(() => annexKeys(folder, 'sm')).toThrow(refusal({ expected: '32 bytes' }))
  }
})
