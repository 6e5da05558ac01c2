import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testHosts } from '../../../../../tools/judges/test-hosts.ts'
import { exitCode } from '../../exit-codes.ts'
import { testZones } from '../../testing/test-zones.ts'
import type { TestZones } from '../../testing/test-zones.ts'
import { Workspace } from '../../zone/workspace.ts'
import { writeTrustFiles } from '../up/link.ts'

const hosts = await testHosts('commands about deposits')

describe.each(hosts)('commands about deposits on $name', (on) => {
  const NUMBER = '（2026）粤0106民初91号'
  const PLATFORM = ['--id', 'sample-chain', '--operator', '91440300MA0000000X', '--standard', 'GB_T_43580']
  let zones: TestZones
  let contract = ''
  let paper = ''

  beforeAll(async () => {
    zones = await testZones(on)
    contract = join(zones.folder, 'contract.pdf')
    paper = join(zones.folder, 'paper.txt')
    writeFileSync(contract, '合同（虚构）')
    writeFileSync(paper, '文书（虚构）')
    await zones.start('court')
    await Workspace.use(async (workspace) => {
      await writeTrustFiles(zones.home, workspace.alliance, [await workspace.session('court')])
    })
    expect((await zones.run('case', 'open', '--number', NUMBER)).exit).toBe(0)
  }, 60_000)
  afterAll(() => zones.close())

  async function deposited(...args: readonly string[]): Promise<string> {
    const { exit, document } = await zones.run('deposit', 'file', contract, ...args)
    expect({ exit, document }).toMatchObject({ exit: 0 })
    return String(document['depositId'])
  }

  describe('deposit', () => {
    test('a file that nobody deposited has no anchor', async () => {
      expect(await zones.run('deposit', 'verify', contract)).toMatchObject({
        exit: exitCode('EVIDENCE_UNDECIDABLE'),
        document: { result: 'NO_ANCHOR', checks: [] },
      })
    })

    test('the whole way: deposited, checked by proof, contested, ordered, answered, decided on', async () => {
      expect((await zones.run('deposit', 'platform', ...PLATFORM)).exit).toBe(0)
      const id = await deposited('--case', NUMBER, '--platform', 'sample-chain', '--interest', 'OPERATOR')
      expect(await zones.run('deposit', 'verify', contract)).toMatchObject({
        exit: 0,
        document: {
          result: 'MATCH_ANCHORED',
          checks: [{ depositId: id, algorithm: 'sm3', interest: 'OPERATOR', platform: { standards: ['GB_T_43580'] } }],
        },
      })
      const contest = ['deposit', 'contest', '--id', id, '--reasons', paper]
      expect((await zones.run(...contest, '--ground', 'POST_CHAIN', '--factor', 'INTEREST')).exit).toBe(0)
      expect((await zones.run(...contest, '--ground', 'PRE_CHAIN')).exit).toBe(0)
      const order = ['deposit', 'order', '--id', id, '--kind', 'SOURCE', '--order', paper, '--days', '3']
      expect((await zones.run(...order)).exit).toBe(0)
      const decide = ['deposit', 'decide', '--id', id, '--examined', '2026-01-05', '--decision', paper]
      const all = ['--factor', 'PLATFORM_COMPLIANCE', 'INTEREST', 'PLATFORM_SECURITY', 'TECHNIQUE_AND_PROCESS']
      expect(await zones.run(...decide, '--result', 'CONFIRMED', ...all)).toMatchObject({
        exit: exitCode('LEDGER_REFUSED'),
        document: { error: { facts: { codespace: 'deposit', code: 19, name: 'OrderOpen' } } },
      })
      expect(
        (await zones.run('deposit', 'answer', '--id', id, '--number', '1', '--answer', `SOURCE=${paper}`)).exit,
      ).toBe(0)
      expect((await zones.run(...decide, '--result', 'CONFIRMED', ...all)).exit).toBe(0)
      expect((await zones.run('deposit', 'show', '--id', id)).document).toMatchObject({
        orders: [{ state: 'ANSWERED' }],
        findings: [{ outcome: 'CONFIRMED' }],
      })
      expect((await zones.run('deposit', 'list', '--case', NUMBER)).document).toMatchObject({
        deposits: [{ depositId: id, objections: 2 }],
      })
    })

    test('a fact before the deposit is said with the delay', async () => {
      const late = await zones.run('deposit', 'verify', contract, '--fact', '2026-01-01T00:00:00+08:00')
      expect(late).toMatchObject({ exit: exitCode('ALERT'), document: { result: 'ANCHOR_AFTER_EVENT' } })
    })

    test('one byte more is another file, and a mismatch with the deposit asked for', async () => {
      const id = await deposited('--algorithm', 'sha256')
      const changed = join(zones.folder, 'changed.pdf')
      writeFileSync(changed, readFileSync(contract))
      appendFileSync(changed, ' ')
      expect((await zones.run('deposit', 'verify', changed)).document).toMatchObject({ result: 'NO_ANCHOR' })
      expect(await zones.run('deposit', 'verify', changed, '--id', id)).toMatchObject({
        exit: exitCode('EVIDENCE_INVALID'),
        document: { result: 'HASH_MISMATCH', checks: [{ depositId: id }] },
      })
      expect((await zones.run('deposit', 'verify', contract, '--id', id)).document).toMatchObject({
        result: 'MATCH_ANCHORED',
        checks: [{ algorithm: 'sha256' }],
      })
      expect((await zones.run('deposit', 'revoke', '--id', id, '--reason', 'ENTERED_IN_ERROR')).exit).toBe(0)
      expect(await zones.run('deposit', 'verify', contract, '--id', id)).toMatchObject({
        exit: exitCode('EVIDENCE_INVALID'),
        document: { result: 'REVOKED' },
      })
    })

    test('a proof against validators whom nobody trusts does not hold', async () => {
      const file = zones.home.trust('court')
      const trust = JSON.parse(readFileSync(file, 'utf8')) as { zones: { validators: { publicKey: string }[] }[] }
      for (const zone of trust.zones) for (const one of zone.validators) one.publicKey = '11'.repeat(32)
      const foreign = join(zones.folder, 'foreign.trust.json')
      writeFileSync(foreign, JSON.stringify(trust))
      expect(await zones.run('deposit', 'verify', contract, '--trust', foreign)).toMatchObject({
        exit: exitCode('EVIDENCE_INVALID'),
        document: { result: 'PROOF_INVALID' },
      })
    })

    test('says what is wrong: an unknown deposit, an instant without a zone, an answer without a file', async () => {
      const unknown = await zones.run('deposit', 'show', '--id', 'ff'.repeat(16))
      expect(unknown).toMatchObject({ exit: exitCode('DATA'), document: { error: { code: 'DEPOSIT_UNKNOWN' } } })
      const instant = await zones.run('deposit', 'verify', contract, '--fact', '2026-01-01T00:00:00')
      expect(instant.exit).toBe(exitCode('USAGE'))
      const answer = await zones.run(
        'deposit',
        'answer',
        '--id',
        'ff'.repeat(16),
        '--number',
        '1',
        '--answer',
        'SOURCE',
      )
      expect(answer.exit).toBe(exitCode('USAGE'))
    })

    test('where the ledger cannot be reached nothing is said of the file', async () => {
      const before = process.env['XIEZHI_PORT_BASE']
      process.env['XIEZHI_PORT_BASE'] = '1'
      try {
        expect(await zones.run('deposit', 'verify', contract)).toMatchObject({
          exit: exitCode('UNAVAILABLE'),
          document: { result: 'CHAIN_UNREACHABLE' },
        })
      } finally {
        process.env['XIEZHI_PORT_BASE'] = before
      }
    })
  })
})
