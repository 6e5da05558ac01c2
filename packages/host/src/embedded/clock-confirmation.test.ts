import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Encode, bytesEqual, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { ContractError } from '@xiezhi/kernel'
import { testSigner } from '@xiezhi/kernel/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CONFIRMATION_DRIFT_MAX_MS, signClockConfirmation } from './clock-confirmation.ts'
import type { ClockAlarm } from './clock-journal.ts'
import { EmbeddedHost } from './embedded-host.ts'
import { HostError } from './host-error.ts'
import { RpcServer } from './rpc/rpc-server.ts'
import { noteClerk, noteClockOfficer, noteErrors, noteOfficer, noteTx } from './testing/note-module.ts'
import { noteHostOptions } from './testing/note-host.ts'

const START_MS = 1_772_413_200_000
const CHAIN_ID = 'xz-note-1'

let folder: string
let nowMs: number
let host: EmbeddedHost

function open(): EmbeddedHost {
  const clock = { wallMs: () => nowMs, monotonicMs: () => 0 }
  const options = { ...noteHostOptions(folder, START_MS), clock }
  const opened = new EmbeddedHost({ ...options, mayConfirmClock: noteClockOfficer })
  opened.start()
  return opened
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-confirm-'))
  nowMs = START_MS + 1_000
  host = open()
  await host.submit(noteTx('a', nowMs))
  nowMs += 3_600_000
  await expect(host.submit(noteTx('b', nowMs))).rejects.toMatchObject({ code: 'HOST_CLOCK_ALARM' })
})
afterEach(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

function alarm(): ClockAlarm {
  const { alarm: standing } = host.clock
  if (standing === undefined) throw new RangeError('no alarm')
  return standing
}

function signed(
  facts: Partial<Parameters<typeof signClockConfirmation>[1]> = {},
  officer: Parameters<typeof signClockConfirmation>[0] = noteOfficer,
): Uint8Array {
  return signClockConfirmation(officer, { chainId: CHAIN_ID, alarm: alarm(), confirmedAtMs: nowMs, ...facts })
}

function edited(change: (document: { body: Record<string, Json>; signature: string }) => void): Uint8Array {
  const document = structuredClone(decodeCanonical(signed())) as { body: Record<string, Json>; signature: string }
  change(document)
  return encodeCanonical(document)
}

function refusal(bytes: Uint8Array): string {
  try {
    host.confirmClock(bytes)
  } catch (error) {
    if (error instanceof HostError) return error.code
    if (error instanceof ContractError) return `${error.kind.codespace}/${error.kind.code}`
    throw error
  }
  return 'none'
}

test('an officer who may ends the alarm: blocks are made again, after a restart too', async () => {
  const bytes = signed()
  expect(host.confirmClock(bytes)).toMatchObject({ organisation: 'court', officer: 'technician' })
  expect((await host.submit(noteTx('c', nowMs))).code).toBe(0)
  await host.stop()
  host = open()
  expect(host.clock.alarm).toBeUndefined()
  expect(host.clock.confirmations.map((kept) => bytesEqual(kept.signed, bytes))).toEqual([true])
  expect((await host.submit(noteTx('d', nowMs))).code).toBe(0)
})

test('an alarm is not cured by a restart', async () => {
  const before = alarm()
  await host.stop()
  host = open()
  expect(alarm()).toEqual(before)
  await expect(host.submit(noteTx('e', nowMs))).rejects.toMatchObject({ code: 'HOST_CLOCK_ALARM' })
  host.confirmClock(signed())
  expect((await host.submit(noteTx('f', nowMs))).code).toBe(0)
})

const stranger = testSigner('court', 'technician', 9)

test.each<[string, () => Uint8Array, string]>([
  ['what is not canonical JSON', () => Uint8Array.of(1), 'HOST_CONFIRMATION_MALFORMED'],
  ['a field more', () => edited(({ body }) => (body['note'] = 'x')), 'HOST_CONFIRMATION_MALFORMED'],
  ['another version', () => edited(({ body }) => (body['version'] = 2)), 'HOST_CONFIRMATION_MALFORMED'],
  ['another chain', () => signed({ chainId: 'xz-note-2' }), 'HOST_CONFIRMATION_OTHER_CHAIN'],
  ['another number', () => signed({ alarm: { ...alarm(), number: 2 } }), 'HOST_CONFIRMATION_OTHER_ALARM'],
  ['another clock', () => signed({ alarm: { ...alarm(), wallMs: 1 } }), 'HOST_CONFIRMATION_OTHER_ALARM'],
  [
    'an officer whose clock differs',
    () => signed({ confirmedAtMs: nowMs - CONFIRMATION_DRIFT_MAX_MS - 1 }),
    'HOST_CONFIRMATION_OTHER_INSTANT',
  ],
  ['a key that nobody has', () => signed({}, stranger), `note/${noteErrors.OfficerUnknown.code}`],
  ['an officer without the role', () => signed({}, noteClerk), `note/${noteErrors.RoleNotHeld.code}`],
  [
    'a changed field under the signature',
    () => edited(({ body }) => (body['officer'] = 'clerk')),
    'HOST_CONFIRMATION_SIGNATURE',
  ],
  ['a key that is none', () => edited(({ body }) => (body['key'] = 'ed25519:00')), 'HOST_CONFIRMATION_SIGNATURE'],
  [
    'another signature',
    () => edited((document) => (document.signature = base64Encode(new Uint8Array(64)))),
    'HOST_CONFIRMATION_SIGNATURE',
  ],
  [
    'a signature for another purpose',
    () =>
      edited((document) => {
        document.signature = base64Encode(noteOfficer.signer.sign(encodeCanonical(document.body)))
      }),
    'HOST_CONFIRMATION_SIGNATURE',
  ],
])('refuses %s, and the alarm stands', (_, make, code) => {
  const before = alarm()
  expect(refusal(make())).toBe(code)
  expect([alarm(), host.clock.confirmations]).toEqual([before, []])
})

test('refuses the same confirmation twice, for the next alarm and without one', async () => {
  const bytes = signed()
  host.confirmClock(bytes)
  expect(refusal(bytes)).toBe('HOST_CONFIRMATION_REPLAYED')
  expect((await host.submit(noteTx('c', nowMs))).code).toBe(0)
  nowMs += 60_000
  await expect(host.submit(noteTx('d', nowMs))).rejects.toMatchObject({ code: 'HOST_CLOCK_ALARM' })
  expect(refusal(bytes)).toBe('HOST_CONFIRMATION_REPLAYED')
  expect(alarm().number).toBe(2)
})

test('refuses where there is no alarm, and where nobody was named who may', async () => {
  const other = signed({ alarm: { ...alarm(), number: 7 } })
  host.confirmClock(signed())
  expect(refusal(other)).toBe('HOST_ALARM_ABSENT')
  await host.stop()
  const clock = { wallMs: () => nowMs, monotonicMs: () => 0 }
  host = new EmbeddedHost({ ...noteHostOptions(folder, START_MS), clock })
  expect(refusal(other)).toBe('HOST_CONFIRMATION_NOT_CONFIGURED')
})

test('the RPC tells the alarm, takes the confirmation once, and names each refusal', async () => {
  const rpc = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
  const call = async (method: string, params: object): Promise<Json> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const response = await fetch(`http://127.0.0.1:${rpc.port}`, { method: 'POST', body })
    return ((await response.json()) as { result: Json }).result
  }
  try {
    const standing = alarm()
    expect(await call('clock_alarm', {})).toMatchObject({ chain_id: CHAIN_ID, alarm: standing, wall_ms: nowMs })
    const clerk = { confirmation: base64Encode(signed({}, noteClerk)) }
    expect(await call('confirm_clock', clerk)).toMatchObject({ confirmed: false, name: 'RoleNotHeld' })
    const params = { confirmation: base64Encode(signed()) }
    expect(await call('confirm_clock', params)).toEqual({
      confirmed: true,
      organisation: 'court',
      officer: 'technician',
    })
    expect(await call('confirm_clock', params)).toMatchObject({ confirmed: false, name: 'HOST_CONFIRMATION_REPLAYED' })
    expect(await call('clock_alarm', {})).toMatchObject({ alarm: null, confirmations: 1 })
  } finally {
    await rpc.close()
  }
})
