import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { keyTextOf } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import { signOrder } from '@xiezhi/sdk'
import type { Included, OfficerKey } from '@xiezhi/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FAILURES_ALARM } from '../apps/relayer/src/alarms.ts'
import type { Log } from '../apps/relayer/src/log.ts'
import { tellFault } from '../tools/faults/fault-row.ts'
import { questionMessage } from '../tools/protocol-search/questions.ts'
import { CHAIN_IDS, officerKey, startAlliance } from './testing/alliance.ts'
import type { Alliance, Zone } from './testing/alliance.ts'
import { until } from './testing/until.ts'

/** Codes of `authority`. */
const KEY_ENDED = 6
const KEY_COMPROMISED = 7
const TWO_PERSONS_NEEDED = 17
const ROOT = ['root-1', 'root-2'] as const

let alliance: Alliance
let nonce = 0
let told: Parameters<Log>[0][] = []
beforeEach(async () => {
  told = []
  alliance = await startAlliance({ log: (entry) => told.push(entry) })
})
afterEach(async () => {
  await alliance.close()
})

test('an officer key is stolen: what it signs after the compromise date is refused, what it signed before stands, two persons give a new one', async () => {
  const { court } = alliance
  const clerk = officerKey('court', 'clerk-1')
  const key = keyTextOf(clerk.signer)
  const before = await ask(clerk)
  await answered(before)
  await nextMs()
  const compromisedFromMs = Date.now()
  await nextMs()
  // By whoever has the key now; nobody knows yet.
  const doubtful = await ask(clerk)
  await answered(doubtful)
  const receipt = await court.client.query('query/receipt', { dispatchId: before })

  await act(
    court,
    revoke(key, compromisedFromMs),
    ROOT.map((root) => officerKey('court', root)),
  )
  const dispatches = await dispatchCount()
  await expect(ask(clerk)).rejects.toMatchObject(refusal(KEY_COMPROMISED))
  expect(await dispatchCount()).toBe(dispatches)
  expect(await court.client.query('query/receipt', { dispatchId: before })).toEqual(receipt)
  // What was signed between is in a list for a person to look at; nothing is annulled by itself.
  const { acts } = (await court.client.query('authority/doubtfulActs', { key })) as unknown as {
    readonly acts: readonly { readonly actId: string }[]
  }
  expect(acts.map(({ actId }) => actId)).toEqual([doubtful])

  const fresh = anotherKey(clerk, 'after the theft')
  const enrol = enrolment(clerk, fresh)
  await expect(act(court, enrol, [officerKey('court', 'root-1')])).rejects.toMatchObject(refusal(TWO_PERSONS_NEEDED))
  await expect(ask(fresh)).rejects.toMatchObject({ code: 'TX_REFUSED' })
  await act(court, enrol, [...ROOT.map((root) => officerKey('court', root)), fresh])
  await answered(await ask(fresh))
  await expect(ask(clerk)).rejects.toMatchObject(refusal(KEY_COMPROMISED))
  expect([...court.host.app.violations(), ...alliance.justice.host.app.violations()]).toEqual([])
  tellFault({ fault: 'the key of an officer is stolen', tries: 1, survived: 1, outageMs: 0 })
})

test.each(['court', 'justice'] as const)(
  'the key of the relayer of the %s zone is revoked: nothing passes and the relayer says why, until a new key is given',
  async (kind) => {
    const zone = alliance[kind]
    const relayer = officerKey(kind, 'relayer')
    const roots = ROOT.map((root) => officerKey(kind, root))
    await act(zone, revoke(keyTextOf(relayer.signer), null), roots)
    const beganMs = performance.now()
    const dispatchId = await ask(officerKey('court', 'clerk-1'))
    const failures = () => Math.max(...(alliance.link?.status ?? []).map((direction) => direction.failures))
    await until(() => Promise.resolve(failures() >= FAILURES_ALARM))
    expect(told.filter(({ step }) => step === 'failed').map(({ error }) => error)).toContainEqual(
      expect.stringMatching(/authority.*KeyEnded|KeyEnded/),
    )
    expect(await alliance.court.client.query('query/receipt', { dispatchId })).toBeNull()

    const fresh = anotherKey(relayer, 'after the end')
    await act(zone, enrolment(relayer, fresh), [...roots, fresh])
    alliance.link?.close()
    writeFileSync(join(alliance.folder, `${kind}.relayer.key`), hexEncode(secretOf(relayer, 'after the end')))
    await alliance.openLink()
    await answered(dispatchId)
    const outageMs = performance.now() - beganMs
    expect([...alliance.court.host.app.violations(), ...alliance.justice.host.app.violations()]).toEqual([])
    tellFault({ fault: `the key of the relayer of the ${kind} zone is revoked`, tries: 1, survived: 1, outageMs })
  },
)

test('the key of an officer is revoked without a theft: it signs nothing more, and no act of it is doubted', async () => {
  const { court } = alliance
  const clerk = officerKey('court', 'clerk-1')
  const key = keyTextOf(clerk.signer)
  await answered(await ask(clerk))
  await act(court, revoke(key, null), [clerk])
  const dispatches = await dispatchCount()
  await expect(ask(clerk)).rejects.toMatchObject(refusal(KEY_ENDED))
  expect(await dispatchCount()).toBe(dispatches)
  expect(await court.client.query('authority/doubtfulActs', { key })).toMatchObject({ acts: [] })
  tellFault({ fault: 'the key of an officer is revoked', tries: 1, survived: 1, outageMs: 0 })
})

function refusal(code: number): object {
  return { code: 'TX_REFUSED', facts: { codespace: 'authority', code } }
}

function act({ kind, client }: Zone, message: Message, officers: readonly OfficerKey[]): Promise<Included> {
  const chainId = CHAIN_IDS[kind]
  const order = { chainId, messages: [message], officers, nowMs: Date.now(), nonce: `keys-${nonce++}` }
  return client.submit(signOrder(order))
}

function revoke(key: string, compromisedFromMs: number | null): Message {
  return { type: 'authority/RevokeKey', value: { key, compromisedFromMs } }
}

function enrolment({ organisation, officer }: OfficerKey, fresh: OfficerKey): Message {
  const value = { organisation, officer, key: keyTextOf(fresh.signer), validToMs: null, lostKey: null }
  return { type: 'authority/EnrolKey', value }
}

function secretOf({ organisation, officer }: OfficerKey, name: string): Uint8Array {
  return nodeCrypto.sha256(new TextEncoder().encode(`invented key of ${organisation} ${officer} ${name}`))
}

function anotherKey(of: OfficerKey, name: string): OfficerKey {
  return { ...of, signer: nodeCrypto.signer('ed25519', secretOf(of, name)) }
}

/** Asks as this officer; the dispatch id. */
async function ask(officer: OfficerKey): Promise<string> {
  const nowMs = Date.now()
  const question = questionMessage({
    timeoutSeconds: Math.floor(nowMs / 1_000) + 600,
    deadlineMs: nowMs + 3_600_000,
    caseRef: 'ca'.repeat(16),
  })
  const { data } = await act(alliance.court, question, [officer])
  const [{ dispatchId } = { dispatchId: '' }] = data as unknown as readonly { readonly dispatchId: string }[]
  return dispatchId
}

async function answered(dispatchId: string): Promise<void> {
  await until(async () => (await alliance.court.client.query('query/receipt', { dispatchId })) ?? undefined)
}

async function dispatchCount(): Promise<number> {
  return ((await alliance.court.client.query('query/dispatches', { limit: 100 })) as unknown as readonly unknown[])
    .length
}

/** Stamps are in milliseconds: the next act has another one. */
async function nextMs(): Promise<void> {
  const ms = Date.now() + 2
  await until(() => Promise.resolve(Date.now() > ms))
}
