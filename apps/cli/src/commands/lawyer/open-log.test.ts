import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testHosts } from '../../../../../tools/judges/test-hosts.ts'
import { LEGAL_BASIS, PURPOSE } from '@xiezhi/sdk'
import { exitCode } from '../../exit-codes.ts'
import { testZones } from '../../testing/test-zones.ts'
import type { TestZones } from '../../testing/test-zones.ts'
import { askMessage } from '../../zone/ask.ts'
import { commitmentOf, keepOpening } from '../../zone/query-log.ts'
import { Workspace } from '../../zone/workspace.ts'

const hosts = await testHosts('the log of opened questions')

describe.each(hosts)('the log of opened questions on $name', (on) => {
  const question = {
    licenceNo: '14401201010123456',
    asOf: '2026-03-02',
    caseRef: 'ca'.repeat(16),
    use: 'FILING',
    letterFirmUscc: '31440000MD00000162',
    subscribe: false,
  } as const
  const { licenceNo, asOf, caseRef } = question
  const opening = { caseRef, licenceNo, asOf, purpose: PURPOSE, legalBasis: LEGAL_BASIS }
  const clerk = { organisation: 'court-district', officer: 'clerk' }
  let zones: TestZones

  /** A question on the court's ledger under this commitment. */
  function ask(commitment: string): Promise<string> {
    return Workspace.use(async (workspace) => {
      const court = await workspace.session('court')
      const { data } = await court.submit([askMessage(question, commitment)], workspace.court('clerk'))
      return (data[0] as { dispatchId: string }).dispatchId
    })
  }

  beforeAll(async () => {
    zones = await testZones(on)
    await zones.start('court')
    await zones.start('justice')
    await zones.link()
  }, 60_000)
  afterAll(() => zones.close())

  test('opens the commitment of a question and holds it against the ledger', async () => {
    const commitment = keepOpening(zones.home, { ...clerk, ...opening })
    const dispatchId = await ask(commitment)

    expect(await zones.run('lawyer', 'open-log', '--dispatch', dispatchId)).toMatchObject({
      exit: 0,
      document: { dispatchId, commitment, opening: { officer: 'clerk', caseRef }, answererAgrees: null },
    })
  })

  test('an opening of another question, a changed file and a lost one are told', async () => {
    const made = { salt: '0d'.repeat(16), ...clerk, officer: 'judge', ...opening }
    const commitment = commitmentOf(made)
    writeFileSync(zones.home.queryLog(commitment), JSON.stringify(made))
    const other = await zones.run('lawyer', 'open-log', '--dispatch', await ask(commitment))
    expect(other).toMatchObject({
      exit: exitCode('EVIDENCE_INVALID'),
      document: { error: { code: 'OPENING_OTHER', facts: { field: 'officer', expected: 'clerk', seen: 'judge' } } },
    })

    const kept = keepOpening(zones.home, { ...clerk, ...opening })
    const dispatchId = await ask(kept)
    const file = zones.home.queryLog(kept)
    writeFileSync(file, readFileSync(file, 'utf8').replace(asOf, '2026-03-03'))
    expect(await zones.run('lawyer', 'open-log', '--dispatch', dispatchId)).toMatchObject({
      exit: exitCode('EVIDENCE_INVALID'),
      document: { error: { code: 'OPENING_WRONG', facts: { expected: kept } } },
    })
    rmSync(file)
    expect(await zones.run('lawyer', 'open-log', '--dispatch', dispatchId)).toMatchObject({
      exit: exitCode('NO_INPUT'),
      document: { error: { code: 'OPENING_MISSING' } },
    })
  })

  test('an unknown dispatch is told', async () => {
    expect(await zones.run('lawyer', 'open-log', '--dispatch', `${'0'.repeat(64)}-0`)).toMatchObject({
      exit: exitCode('DATA'),
      document: { error: { code: 'DISPATCH_UNKNOWN' } },
    })
  })
})
