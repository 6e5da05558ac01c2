import { afterAll, beforeAll, expect, test } from 'vitest'
import { testZones } from '../../testing/test-zones.ts'
import type { TestZones } from '../../testing/test-zones.ts'

let zones: TestZones
/** By how much the clock of the court's machine is ahead. */
let aheadMs = 0

beforeAll(async () => {
  zones = await testZones()
  await zones.start('justice')
  await zones.start('institution')
  await zones.start('court', { wallMs: () => Date.now() + aheadMs, monotonicMs: () => performance.now() })
})
afterAll(() => zones.close())

interface Refusal {
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>
}

async function confirm(as: string, zone = 'court'): Promise<{ readonly exit: number; readonly error?: Refusal }> {
  const { exit, document } = await zones.run('node', 'confirm-clock', '--zone', zone, '--as', as)
  return { exit, ...(document as { readonly error?: Refusal }) }
}

interface Status {
  readonly zones: readonly { readonly zone: string; readonly height: number; readonly clockAlarm: unknown }[]
}

async function court(): Promise<Status['zones'][number] & { readonly exit: number }> {
  const { exit, document } = await zones.run('status')
  const [zone] = (document as unknown as Status).zones
  if (zone === undefined) throw new RangeError('no zone')
  return { ...zone, exit }
}

test('without an alarm there is nothing to confirm', async () => {
  expect(await confirm('court-high/trust-1')).toMatchObject({ exit: 65, error: { code: 'ALARM_ABSENT' } })
  expect(await court()).toMatchObject({ exit: 0, zone: 'court', clockAlarm: null })
})

test('an alarm is shown with its cure; who may not, and a clock that is still wrong, do not end it; a governor does', async () => {
  aheadMs = 3_600_000
  await expect.poll(async () => (await court()).clockAlarm).toMatchObject({ kind: 'forward-jump' })
  const stopped = await court()
  expect(stopped.exit).toBe(69)
  const { document } = await zones.run('doctor')
  const { findings } = document as unknown as { readonly findings: readonly { ok: boolean; cure: string }[] }
  const cure = 'npx xiezhi node confirm-clock --zone court --as court-high/trust-1'
  expect(findings.filter(({ ok }) => !ok).map((finding) => finding.cure)).toContain(cure)

  const wrongClock = await confirm('court-high/trust-1')
  expect([wrongClock.exit, wrongClock.error?.facts['name']]).toEqual([77, 'HOST_CONFIRMATION_OTHER_INSTANT'])
  aheadMs = 0
  const wrongRole = await confirm('court-district/clerk')
  expect([wrongRole.exit, wrongRole.error?.facts]).toMatchObject([
    77,
    { codespace: 'authority', code: 12, name: 'RoleNotHeld' },
  ])
  expect((await confirm('court-high/nobody')).error?.code).toBe('KEY_UNREADABLE')
  expect((await confirm('court-high')).error?.code).toBe('USAGE')
  expect((await confirm('court-high/trust-1', 'police')).error?.code).toBe('ZONE_UNKNOWN')
  expect(await court()).toMatchObject({ height: stopped.height, clockAlarm: stopped.clockAlarm })

  expect((await confirm('court-high/trust-1')).exit).toBe(0)
  const going = await court()
  expect(going.clockAlarm).toBeNull()
  await expect.poll(async () => (await court()).height).toBeGreaterThan(stopped.height)
}, 60_000)
