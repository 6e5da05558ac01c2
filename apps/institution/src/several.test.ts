import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scenarioClockText } from '@xiezhi/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from './config.ts'
import { InstitutionError } from './institution-error.ts'
import { Several } from './several.ts'
import { ask, bankItem, canRun, control, controlOf, statusOf, TestPlace } from './testing/institution-fixture.ts'

const YEAR_MS = 365 * 86_400_000

describe.skipIf(!canRun)('several institutions in one process', () => {
  let place: TestPlace
  let running: Several | undefined
  beforeAll(() => {
    place = new TestPlace()
  })
  afterAll(async () => {
    await running?.stop()
    await place.end()
  })

  const start = async (config: object): Promise<Several> => {
    const file = join(place.folder, 'several.json')
    writeFileSync(file, JSON.stringify(config))
    const loaded = loadConfig(file)
    if (!('institutions' in loaded)) throw new Error('one institution')
    return Several.start(
      loaded,
      () => undefined,
      () => undefined,
    )
  }
  const both = (): object => ({
    databaseFolder: 'db',
    institutions: ['bank', 'land'].map((profile) => place.config(profile)),
  })

  test('each has a database of its own, and keeps it over a restart', async () => {
    running = await start(both())
    const [bank] = running.institutions
    const request = controlOf('BANK', 'SAMPLEBANK', [bankItem('SAMPLE-0001')])
    const feedback = await control(place.court(bank?.port ?? 0), request)
    expect(feedback.actualControlledCents).toBe(5_000_000)
    await running.stop()
    running = await start(both())
    const [again, land] = running.institutions
    expect((await statusOf(place.court(again?.port ?? 0), request.requestNo))?.items).toMatchObject([feedback])
    expect(await statusOf(place.court(land?.port ?? 0), request.requestNo)).toBeUndefined()
    // What one holds is nothing to the other.
    await expect(ask(place.court(land?.port ?? 0), request)).rejects.toThrow(/OTHER_INSTITUTION/)
  }, 120_000)

  test('the clock of a demonstration is theirs', async () => {
    await running?.stop()
    const clock = join(place.folder, 'scenario-clock.json')
    const { today, ...config } = place.config('bank')
    expect(today).toBeDefined()
    running = await start({ databaseFolder: 'db2', institutions: [{ ...config, scenarioClock: clock }] })
    const calendar = running.institutions[0]?.context.calendar
    const before = calendar?.today() ?? ''
    writeFileSync(clock, scenarioClockText(YEAR_MS))
    expect(Number(calendar?.today().slice(0, 4))).toBe(Number(before.slice(0, 4)) + 1)
  }, 120_000)

  test('a folder whose socket would have too long a path is refused', async () => {
    const refused = start({ databaseFolder: 'd'.repeat(90), institutions: [place.config('bank')] })
    await expect(refused).rejects.toThrow(InstitutionError)
    await expect(refused).rejects.toMatchObject({ code: 'CONFIG_INVALID', facts: { path: '/databaseFolder' } })
  })
})
