import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testHosts } from '../../../../../tools/judges/test-hosts.ts'
import { exitCode } from '../../exit-codes.ts'
import { runProgram } from '../../program.ts'
import { testZones } from '../../testing/test-zones.ts'
import type { TestZones } from '../../testing/test-zones.ts'
import { Workspace } from '../../zone/workspace.ts'

const hosts = await testHosts('commands about objections')

describe.each(hosts)('commands about objections on $name', (on) => {
  const LICENCE = '14401201010123456'
  const FIRM = '31440000MD00000162'
  let zones: TestZones
  let paper = ''

  beforeAll(async () => {
    zones = await testZones(on)
    paper = join(zones.folder, 'paper.txt')
    writeFileSync(paper, '异议理由（虚构）')
    await zones.start('court')
    await zones.start('justice')
    const firm = {
      uscc: FIRM,
      firmName: '示例律师事务所（虚构）',
      region: '4401',
      orgForm: 'PARTNERSHIP',
      from: '2010-01-01',
    }
    await Workspace.use(async (workspace) => {
      const justice = await workspace.session('justice')
      await justice.submit([{ type: 'lawyer/RegisterFirm', value: firm }], workspace.department())
    })
    expect((await zones.run('bureau', 'grant', '--licence', LICENCE, '--firm', FIRM)).exit).toBe(0)
  }, 60_000)
  afterAll(() => zones.close())

  /** What a person reads. */
  async function said(...args: readonly string[]): Promise<string> {
    const lines: string[] = []
    const write = process.stdout.write.bind(process.stdout)
    process.stdout.write = (chunk: string | Uint8Array): boolean => lines.push(String(chunk)) > 0
    try {
      expect(await runProgram(args)).toBe(0)
      return lines.join('')
    } finally {
      process.stdout.write = write
    }
  }

  test('a lawyer raises an objection, the record reads DISPUTED, and the bureau decides', async () => {
    const raised = await zones.run('objection', 'raise', '--by', 'lawyer', '--licence', LICENCE, '--grounds', paper)
    expect(raised.exit).toBe(0)
    const id = String(raised.document['objectionId'])
    expect((await zones.run('lawyer', 'show', '--licence', LICENCE)).document).toMatchObject({ disputed: true })
    expect((await zones.run('objection', 'show', '--id', id)).document).toMatchObject({
      court: null,
      justice: { state: 'OPEN', raisedBy: { role: 'LAWYER' } },
    })
    expect(await said('objection', 'show', '--id', id)).toMatch(/应于 \S+ 前作出决定[\s\S]* to be decided by \S+/)
    const decided = await zones.run('objection', 'decide', '--id', id, '--result', 'REJECTED', '--decision', paper)
    expect(decided).toMatchObject({ exit: 0, document: { result: 'REJECTED' } })
    expect((await zones.run('lawyer', 'show', '--licence', LICENCE)).document).toMatchObject({ disputed: false })
    expect(await said('objection', 'show', '--id', id)).toMatch(
      /已在期限 \S+ 内作出决定[\s\S]* decided within its term, \S+/,
    )
    const again = await zones.run('objection', 'decide', '--id', id, '--result', 'UPHELD', '--decision', paper)
    expect(again.exit).toBe(exitCode('LEDGER_REFUSED'))
  })

  test('a court without a link is refused by its ledger, and no objection stays', async () => {
    const number = '（2026）粤0106民初78号'
    await zones.run('case', 'open', '--number', number)
    const raised = await zones.run('objection', 'raise', '--case', number, '--licence', LICENCE, '--grounds', paper)
    expect(raised).toMatchObject({
      exit: exitCode('LEDGER_REFUSED'),
      document: { error: { facts: { codespace: 'packet' } } },
    })
  })

  test('a court with a link sends the objection from its own ledger', async () => {
    await zones.link()
    const number = '（2026）粤0106民初79号'
    await zones.run('case', 'open', '--number', number)
    const raised = await zones.run('objection', 'raise', '--case', number, '--licence', LICENCE, '--grounds', paper)
    expect(raised).toMatchObject({ exit: 0, document: { by: 'court' } })
    const shown = await zones.run('objection', 'show', '--id', String(raised.document['objectionId']))
    expect(shown.document).toMatchObject({ court: { state: 'SENT', role: 'COURT_JUDGE' }, justice: null })
  }, 30_000)

  test('says what is wrong: a court without a case, an unknown objection', async () => {
    const noCase = await zones.run('objection', 'raise', '--licence', LICENCE, '--grounds', paper)
    expect(noCase).toMatchObject({ exit: exitCode('USAGE'), document: { error: { code: 'USAGE' } } })
    const unknown = await zones.run('objection', 'show', '--id', 'ff'.repeat(16))
    expect(unknown).toMatchObject({ exit: exitCode('DATA'), document: { error: { code: 'OBJECTION_UNKNOWN' } } })
  })
})
