import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkConfig } from '../apps/gateway/src/config.ts'
import { DEMONSTRATION_PASSPHRASE } from '../apps/gateway/src/signing/demonstration-keystores.ts'
import { startAlliance, secretOf } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { startTestGateway } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { CASE_REF, enterLawyerAndCase, LICENCE } from './testing/lawyer-case.ts'

const WRONG = 'wrong-passphrase-canary'
const ASKED = { params: { caseId: CASE_REF }, body: { licence: LICENCE } }
const SHOW = { body: { act: 'verifyLawyer', ...ASKED } }
const passphrase = (text: string) => ({ body: { passphrase: text } })

let alliance: Alliance
let door: TestGateway
let clerk: SignedIn
let judge: SignedIn

beforeAll(async () => {
  alliance = await startAlliance()
  await enterLawyerAndCase(alliance)
  door = await startTestGateway(alliance, LICENCE)
  clerk = await door.signIn('court', 'clerk-1')
  judge = await door.signIn('court', 'judge-1')
  // The case is in the rows.
  for (let at = 0; at < 400 && (await clerk.plain.call('listCases')).items.length === 0; at++)
    await new Promise((resolve) => setTimeout(resolve, 25))
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

async function rows(who: SignedIn): Promise<number> {
  return (await who.plain.call('listOutbox')).items.length
}

describe('the signing key of an officer', () => {
  test('is made from the demonstration’s key files, encrypted', async () => {
    const folder = join(door.config.listeners[0]?.folder ?? '', 'keystores')
    for (const who of [clerk, judge]) await who.plain.call('previewAct', SHOW)
    const text = readFileSync(join(folder, 'court-0105~clerk-1.keystore.json'), 'utf8')
    expect(text).not.toContain(hexEncode(secretOf('court', 'clerk-1')))
    expect(readdirSync(folder)).toContain('court-0105~judge-1.keystore.json')
    expect((await clerk.plain.call('getSession')).signer).toEqual({
      isUnlocked: false,
      unlockedUntilMs: null,
      algorithm: 'ed25519',
    })
  })

  test('is refused as an open file in production', () => {
    const listeners = door.config.listeners.map((own) => ({ ...own, publicUrl: 'https://court.example' }))
    const identity = { kind: 'external', issuer: 'https://identity.example', clientId: 'xiezhi', secretFile: '/secret' }
    const production = { ...door.config, mode: 'production', identity, listeners }
    expect(() => checkConfig(production, 'gateway.json')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        facts: { file: 'gateway.json', path: '/listeners/keyFolder', expected: 'null' },
      }) as Error,
    )
    const provisioned = { ...production, listeners: listeners.map((own) => ({ ...own, keyFolder: null })) }
    expect(checkConfig(provisioned, 'gateway.json').mode).toBe('production')
  })

  test('that nobody has is missing', async () => {
    const auditor = await door.signIn('court', 'court-auditor')
    await expect(auditor.plain.call('unlockSigner', passphrase(DEMONSTRATION_PASSPHRASE))).rejects.toMatchObject({
      code: 'SIGNER_MISSING',
      status: 403,
    })
  })
})

describe('an act', () => {
  test('is shown in words of both languages before the key is open', async () => {
    const { words, shownId, signer, messages } = await clerk.plain.call('previewAct', SHOW)
    expect(shownId).toMatch(/^[0-9a-f]{64}$/)
    expect(signer).toEqual({ organisation: 'court-0105', officer: 'clerk-1' })
    expect(messages.map(({ type }) => type)).toEqual(['query/Ask', 'case/VerifyAgent'])
    const licence = words.find(({ zh }) => zh.includes(LICENCE))
    expect(licence?.en).toContain(LICENCE)
    expect(licence?.en).not.toBe(licence?.zh)
    // What follows the answer names the question by the id that its bytes give it.
    expect(words.some(({ en }) => en.includes(`${shownId}-0`))).toBe(true)
  })

  test('of another role is not shown', async () => {
    const body = { act: 'registerFormerStaff', body: {} }
    await expect(clerk.plain.call('previewAct', { body })).rejects.toMatchObject({ code: 'ROLE_MISSING', status: 403 })
    const malformed = { act: 'verifyLawyer', params: { caseId: CASE_REF }, body: { licence: '1' } }
    await expect(clerk.plain.call('previewAct', { body: malformed })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await expect(clerk.plain.call('previewAct', { body: { act: 'getCase' } })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
  })

  test('is not signed with a locked key, unseen, for other content, or with what another session was shown', async () => {
    const before = await rows(clerk)
    const { shownId } = await clerk.plain.call('previewAct', SHOW)
    await expect(clerk.plain.call('verifyLawyer', ASKED, { shownId })).rejects.toMatchObject({
      code: 'SIGNER_LOCKED',
      status: 423,
    })
    const state = await clerk.plain.call('unlockSigner', passphrase(DEMONSTRATION_PASSPHRASE))
    expect(state.isUnlocked).toBe(true)
    expect(state.unlockedUntilMs).toBeGreaterThan(Date.now())
    await expect(clerk.plain.call('verifyLawyer', ASKED)).rejects.toMatchObject({
      code: 'SIGNER_NOT_SHOWN',
      status: 409,
      facts: { reason: 'ACT_NOT_SHOWN' },
    })
    const other = { ...ASKED, body: { licence: LICENCE, use: 'HEARING' as const } }
    await expect(clerk.plain.call('verifyLawyer', other, { shownId })).rejects.toMatchObject({
      code: 'SIGNER_NOT_SHOWN',
      facts: { reason: 'OTHER_ACT' },
    })
    await judge.plain.call('unlockSigner', passphrase(DEMONSTRATION_PASSPHRASE))
    await expect(judge.plain.call('verifyLawyer', ASKED, { shownId })).rejects.toMatchObject({
      code: 'SIGNER_NOT_SHOWN',
    })
    expect(await rows(clerk)).toBe(before)
    expect(await rows(judge)).toBe(0)

    // None of this has used it up.
    const row = await clerk.plain.call('verifyLawyer', ASKED, { shownId })
    expect(['signed', 'submitted', 'included', 'relayed', 'answered']).toContain(row.state)
    await expect(clerk.plain.call('verifyLawyer', ASKED, { shownId })).rejects.toMatchObject({
      code: 'SIGNER_NOT_SHOWN',
    })
    expect(await rows(clerk)).toBe(before + 1)
  })

  test('needs the key to be open at that moment', async () => {
    const { shownId } = await clerk.plain.call('previewAct', SHOW)
    expect(await clerk.plain.call('lockSigner')).toMatchObject({ isUnlocked: false })
    await expect(clerk.plain.call('verifyLawyer', ASKED, { shownId })).rejects.toMatchObject({ code: 'SIGNER_LOCKED' })
  })
})

describe('a passphrase', () => {
  test('that is wrong has its own code, and after ten of them none is tried', async () => {
    for (let attempt = 0; attempt < 10; attempt++)
      await expect(judge.plain.call('unlockSigner', passphrase(WRONG))).rejects.toMatchObject({
        code: 'SIGNER_PASSPHRASE',
        status: 403,
      })
    await expect(judge.plain.call('unlockSigner', passphrase(DEMONSTRATION_PASSPHRASE))).rejects.toMatchObject({
      code: 'SIGNER_ATTEMPTS',
      status: 429,
    })
    // Another officer's is another count.
    expect((await clerk.plain.call('unlockSigner', passphrase(DEMONSTRATION_PASSPHRASE))).isUnlocked).toBe(true)
  }, 60_000)

  test('is in no log', () => {
    const text = door.logs.join('\n')
    expect(text).not.toContain(WRONG)
    expect(text).not.toContain(DEMONSTRATION_PASSPHRASE)
  })
})
