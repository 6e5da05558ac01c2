import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testHosts } from '../../../../../tools/judges/test-hosts.ts'
import { exitCode } from '../../exit-codes.ts'
import { testZones } from '../../testing/test-zones.ts'
import type { TestZones } from '../../testing/test-zones.ts'

const hosts = await testHosts('commands for work without the ledger')

describe.each(hosts)('commands for work without the ledger on $name', (on) => {
  const LICENCE = '14401201010123456'
  const FIRM = '31440000MD0000016H'
  const CASE = '（2026）粤0106民初77号'
  let zones: TestZones
  let document = ''

  const record = (...more: readonly string[]): ReturnType<TestZones['run']> =>
    zones.run('fallback', 'record', '--case', CASE, '--licence', LICENCE, '--document', document, ...more)

  beforeAll(async () => {
    zones = await testZones(on)
    document = join(zones.folder, 'check.txt')
    writeFileSync(document, '纸质核对笔录（虚构）')
    await zones.start('court')
    expect((await zones.run('case', 'open', '--number', CASE)).exit).toBe(0)
    expect((await zones.run('case', 'agent', '--case', CASE, '--licence', LICENCE, '--firm', FIRM)).exit).toBe(0)
  }, 60_000)
  afterAll(() => zones.close())

  test('a paper check is recorded while the other ledger is down, confirmed by the judge, and verifies the agent', async () => {
    const recorded = await record('--verdict', 'PASS', '--use', 'HEARING')
    expect(recorded).toMatchObject({ exit: 0, document: { state: 'RECORDED', reason: 'OTHER_ZONE_UNREACHABLE' } })
    const id = String(recorded.document['fallbackId'])
    expect((await zones.run('fallback', 'show', '--id', id)).document).toMatchObject({
      state: 'RECORDED',
      licenceNo: LICENCE,
    })

    const ratified = await zones.run('fallback', 'ratify', '--id', id)
    expect(ratified).toMatchObject({ exit: 0, document: { state: 'RATIFIED', court: { verdict: 'PASS' } } })
    const again = await zones.run('fallback', 'ratify', '--id', id)
    expect(again).toMatchObject({ exit: exitCode('LEDGER_REFUSED'), document: { error: { code: 'LEDGER_REFUSED' } } })
  })

  test('a check that found a bar exits as a bar; a rejected one verifies nobody', async () => {
    const blocked = await record('--verdict', 'BLOCK')
    const ratified = await zones.run('fallback', 'ratify', '--id', String(blocked.document['fallbackId']))
    expect(ratified).toMatchObject({ exit: exitCode('BLOCK'), document: { court: { verdict: 'BLOCK' } } })

    const doubted = await record('--verdict', 'PASS')
    const rejected = await zones.run('fallback', 'ratify', '--reject', '--id', String(doubted.document['fallbackId']))
    expect(rejected).toMatchObject({ exit: 0, document: { state: 'REJECTED', court: null } })
  })

  test('says what is wrong: no document, an unknown id, and a ledger that can be asked', async () => {
    const noDocument = await zones.run(
      'fallback',
      'record',
      '--case',
      CASE,
      '--licence',
      LICENCE,
      '--verdict',
      'PASS',
      '--document',
      '/nowhere',
    )
    expect(noDocument).toMatchObject({ exit: exitCode('NO_INPUT'), document: { error: { code: 'FILE_UNREADABLE' } } })
    const unknown = await zones.run('fallback', 'show', '--id', `${'0'.repeat(64)}-0`)
    expect(unknown).toMatchObject({ exit: exitCode('DATA'), document: { error: { code: 'FALLBACK_UNKNOWN' } } })

    await zones.start('justice')
    const needless = await record('--verdict', 'PASS')
    expect(needless).toMatchObject({ exit: exitCode('USAGE'), document: { error: { code: 'FALLBACK_NOT_NEEDED' } } })
  }, 30_000)
})
