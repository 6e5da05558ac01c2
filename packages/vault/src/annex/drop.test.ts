import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { encodeCanonical } from '@xiezhi/codec'
import { afterEach, describe, expect, test } from 'vitest'
import { annexPair, bring, WAIT_MS } from '../testing/annex-fixture.ts'
import type { Pair, Side } from '../testing/annex-fixture.ts'
import { contentOf, refusal, useTestServer } from '../testing/vault-fixture.ts'
import type { TestServer } from '../testing/vault-fixture.ts'
import { annexContent } from './content.ts'
import { dropName, OUTGOING_FILES_MAX } from './drop-carrier.ts'
import { ENVELOPE_BYTES_MAX, sealEnvelope } from './envelope.ts'
import { pullRequest } from './pull.ts'

let server: TestServer
let pair: Pair
useTestServer((started) => (server = started))
afterEach(async () => {
  await pair.stop()
})

const REFERENCE = `${'d1'.repeat(32)}-0`
const ABOUT = { chainId: 'xz-justice-1', packet: '07-tendermint-0/7', reference: REFERENCE, purpose: 'CREDIT_REPORT' }
const REPORT = { content: '示例信用报告：无不良记录', lawyerName: '示例律师（虚构）' }
const SUITES = (['intl', 'sm'] as const).flatMap((justice) =>
  (['intl', 'sm'] as const).map((court) => ({ justice, court })),
)

async function posted({ justice, clock }: Pair): Promise<string> {
  const subject = await justice.vault.newSubject()
  const disclosures = await justice.vault.put({ subject, record: 'creditReport/1', clock: 'register', fields: REPORT })
  const content = justice.exchange.content(disclosures)
  const keepUntilMs = clock.nowMs + 10 * 86_400_000
  await justice.exchange.post({ recipient: 'court', about: ABOUT, content, subject, keepUntilMs })
  return content.digest
}
const expectIt = (digest: string) => pair.court.exchange.expect({ sender: 'justice', about: ABOUT, digest })
const stateAt = async ({ options }: Side) =>
  (await options.db.selectFrom('vault.annex_in').select('state').executeTakeFirst())?.state
/** As the exchange brings it: whole, under the name that its bytes have. */
function laid(side: Side, kind: 'annex' | 'pull', bytes: Uint8Array): string {
  mkdirSync(side.incoming, { recursive: true })
  const name = dropName(kind, bytes)
  writeFileSync(join(side.incoming, name), bytes)
  return name
}
function aged(side: Side, name: string, ageMs: number): void {
  const then = new Date(Date.now() - ageMs)
  utimesSync(join(side.incoming, name), then, then)
}
const parcels = (side: Side): string[] => readdirSync(side.incoming).filter((name) => name !== 'quarantine')
const NOTHING = { received: 0, answered: 0, waiting: 0, refused: [] }

describe.each(SUITES)('by file drop from $justice to $court', (suites) => {
  test('an annex crosses in a file that shows nobody, once, and the file is gone', async () => {
    pair = await annexPair(server, 'drop', suites)
    await expectIt(await posted(pair))
    const { justice, court, clock } = pair
    expect(await justice.exchange.pushDue()).toEqual({ accepted: 0, carried: 1, failed: [] })
    const [name = ''] = bring(justice, court)
    expect(name).toMatch(/^[0-9a-f]{64}\.annex$/)
    const text = readFileSync(join(court.incoming, name), 'utf8')
    for (const value of Object.values(REPORT)) expect(text).not.toContain(value)
    expect(await court.inbox.read()).toEqual({ ...NOTHING, received: 1 })
    expect(parcels(court)).toEqual([])
    expect(await stateAt(court)).toBe('RETRIEVED')
    clock.nowMs += 86_400_000
    expect(await justice.exchange.pushDue()).toEqual({ accepted: 0, carried: 0, failed: [] })
  })

  test('one that was lost on the way is pulled by a file, and the answer is a file', async () => {
    pair = await annexPair(server, 'drop', suites)
    await expectIt(await posted(pair))
    const { justice, court, clock } = pair
    await justice.exchange.pushDue()
    for (const name of readdirSync(justice.outgoing)) execFileSync('rm', [join(justice.outgoing, name)])
    clock.nowMs += 60_000
    expect(await court.exchange.pullDue()).toEqual([])
    const [request = ''] = bring(court, justice)
    expect(request).toMatch(/^[0-9a-f]{64}\.pull$/)
    expect(await justice.inbox.read()).toEqual({ ...NOTHING, answered: 1 })
    bring(justice, court)
    expect(await court.inbox.read()).toEqual({ ...NOTHING, received: 1 })
    expect(await stateAt(court)).toBe('RETRIEVED')
  })
})

const INTL = { justice: 'intl', court: 'intl' } as const

describe('a file', () => {
  const ready = async (): Promise<Uint8Array> => {
    pair = await annexPair(server, 'drop', INTL)
    await expectIt(await posted(pair))
    await pair.justice.exchange.pushDue()
    const [name = ''] = readdirSync(pair.justice.outgoing)
    return new Uint8Array(readFileSync(join(pair.justice.outgoing, name)))
  }
  /** It is refused, lies in the quarantine under its code, and no row has changed. */
  const quarantined = async (name: string, code: Parameters<typeof refusal>[0]): Promise<void> => {
    const { court } = pair
    const before = await contentOf(court.options.db)
    expect((await court.inbox.read()).refused).toEqual([{ file: name, code, isQuarantined: true }])
    expect(parcels(court)).toEqual([])
    const [stem, kind] = name.split('.')
    expect(court.inbox.quarantined()).toMatchObject([{ file: `${stem ?? ''}.${code}.${kind ?? ''}`, code }])
    expect(court.inbox.quarantined()[0]?.atMs).toBeGreaterThan(Date.now() - 60_000)
    expect(await contentOf(court.options.db)).toBe(before)
  }

  test('that is malformed, oversized or no file at all is refused and put away', async () => {
    await ready()
    await quarantined(laid(pair.court, 'annex', new TextEncoder().encode('{}')), 'ANNEX_MALFORMED')
    for (const kind of ['annex', 'pull'] as const) {
      pair = await annexPair(server, 'drop', INTL)
      const big = laid(pair.court, kind, new Uint8Array(kind === 'pull' ? 2_049 : ENVELOPE_BYTES_MAX + 1))
      await quarantined(big, 'ANNEX_OVERSIZED')
    }
    pair = await annexPair(server, 'drop', INTL)
    const name = `${'a'.repeat(64)}.annex`
    mkdirSync(pair.court.incoming)
    symlinkSync('/etc/hostname', join(pair.court.incoming, name))
    await quarantined(name, 'ANNEX_MALFORMED')
    pair = await annexPair(server, 'drop', INTL)
    mkdirSync(pair.court.incoming)
    // Opening a pipe would wait for a writer that never comes.
    execFileSync('mkfifo', [join(pair.court.incoming, name)])
    await quarantined(name, 'ANNEX_MALFORMED')
  })

  test('with another content, of a stranger, or for another authority is refused and put away', async () => {
    await ready()
    const { justice, court, clock } = pair
    const content = annexContent(justice.vault.context.algorithms, [{ text: 'WyJzIiwibiIsInYiXQ' }])
    const sealed = (change: Partial<Parameters<typeof sealEnvelope>[0]>): Uint8Array =>
      sealEnvelope({
        sender: justice.options.authority,
        recipient: court.peer,
        about: ABOUT,
        digest: content.digest,
        content: content.bytes,
        createdAtMs: clock.nowMs,
        ...change,
      })
    const stranger = { id: 'justice', signer: court.options.authority.signer }
    for (const [code, bytes] of [
      ['ANNEX_DIGEST', sealed({})],
      ['ANNEX_SIGNATURE', sealed({ sender: stranger })],
      ['ANNEX_SENDER_UNKNOWN', sealed({ sender: { ...stranger, id: 'stranger' } })],
      ['ANNEX_RECIPIENT', sealed({ recipient: { ...court.peer, id: 'other' } })],
      ['ANNEX_UNREADABLE', sealed({ recipient: { ...justice.peer, id: 'court' } })],
    ] as const) {
      await quarantined(laid(court, 'annex', bytes), code)
      execFileSync('rm', ['-r', join(court.incoming, 'quarantine')])
    }
    expect(await stateAt(court)).toBe('EXPECTED')
  })

  test('brought twice changes nothing the second time and troubles nobody', async () => {
    const bytes = await ready()
    const { court } = pair
    laid(court, 'annex', bytes)
    expect(await court.inbox.read()).toMatchObject({ received: 1 })
    const before = await contentOf(court.options.db)
    const name = laid(court, 'annex', bytes)
    const refused = [{ file: name, code: 'ANNEX_REPLAYED', isQuarantined: false }]
    expect(await court.inbox.read()).toEqual({ ...NOTHING, refused })
    expect(parcels(court)).toEqual([])
    expect(court.inbox.quarantined()).toEqual([])
    expect(await contentOf(court.options.db)).toBe(before)
  })

  test('that is being copied is left until it is whole; one that never is, is put away', async () => {
    const bytes = await ready()
    const { court } = pair
    const name = laid(court, 'annex', bytes)
    writeFileSync(join(court.incoming, name), bytes.subarray(0, 100))
    expect(await court.inbox.read()).toEqual({ ...NOTHING, waiting: 1 })
    aged(court, name, 600_001)
    await quarantined(name, 'ANNEX_MALFORMED')
    laid(court, 'annex', bytes)
    expect(await court.inbox.read()).toMatchObject({ received: 1 })
  })

  test('that comes before its packet waits for it; for longer than the annex may take, it is put away', async () => {
    pair = await annexPair(server, 'drop', INTL)
    const digest = await posted(pair)
    const { justice, court } = pair
    await justice.exchange.pushDue()
    const [name = ''] = bring(justice, court)
    expect(await court.inbox.read()).toEqual({ ...NOTHING, waiting: 1 })
    aged(court, name, WAIT_MS + 1)
    await quarantined(name, 'ANNEX_UNEXPECTED')
    execFileSync('mv', [
      join(court.incoming, 'quarantine', name.replace('.', '.ANNEX_UNEXPECTED.')),
      join(court.incoming, name),
    ])
    await expectIt(digest)
    expect(await court.inbox.read()).toEqual({ ...NOTHING, received: 1 })
  })

  test('of another name is not touched', async () => {
    await ready()
    const { court } = pair
    mkdirSync(court.incoming, { recursive: true })
    for (const name of ['notes.txt', `${'A'.repeat(64)}.annex`, `${'a'.repeat(64)}.annex.part`])
      writeFileSync(join(court.incoming, name), '{}')
    expect(await court.inbox.read()).toEqual(NOTHING)
    expect(parcels(court)).toHaveLength(3)
  })

  test('those that wait keep no other waiting', async () => {
    const bytes = await ready()
    const { court } = pair
    for (let n = 0; n < 250; n++) writeFileSync(laidHalf(court, n), 'half')
    const name = laid(court, 'annex', bytes)
    const runs = [await court.inbox.read(), await court.inbox.read()]
    expect(runs.reduce((sum, { received }) => sum + received, 0)).toBe(1)
    expect(existsSync(join(court.incoming, name))).toBe(false)
    expect(parcels(court)).toHaveLength(250)
  })

  const laidHalf = (side: Side, n: number): string => {
    mkdirSync(side.incoming, { recursive: true })
    return join(side.incoming, `${n.toString(16).padStart(64, '0')}.annex`)
  }
})

test('a pull that is forged, replayed or late gets nothing; the forged one is put away', async () => {
  pair = await annexPair(server, 'drop', INTL)
  await posted(pair)
  const { justice, court, clock } = pair
  const refusedOf = async (bytes: Uint8Array) => {
    laid(justice, 'pull', bytes)
    return (await justice.inbox.read()).refused.map(({ code, isQuarantined }) => [code, isQuarantined])
  }
  const request = pullRequest(court.vault.context, 'justice', REFERENCE)
  expect(await refusedOf(request)).toEqual([])
  expect(readdirSync(justice.outgoing)).toHaveLength(1)
  expect(await refusedOf(request)).toEqual([['PULL_REPLAYED', false]])
  const forged = { ...court.vault.context, authority: { id: 'court', signer: justice.options.authority.signer } }
  expect(await refusedOf(pullRequest(forged, 'justice', REFERENCE))).toEqual([['PULL_SIGNATURE', true]])
  expect(await refusedOf(pullRequest(court.vault.context, 'justice', 'nothing'))).toEqual([['ANNEX_UNKNOWN', false]])
  expect(await refusedOf(encodeCanonical({ puller: 'court' }))).toEqual([['ANNEX_MALFORMED', true]])
  const late = pullRequest(court.vault.context, 'justice', REFERENCE)
  clock.nowMs += 24 * 3_600_000 + 1
  expect(await refusedOf(late)).toEqual([['PULL_STALE', false]])
  expect(readdirSync(justice.outgoing)).toHaveLength(1)
})

describe('a folder', () => {
  const failing = async (status: string): Promise<void> => {
    expect(await pair.justice.exchange.pushDue()).toEqual({ accepted: 0, carried: 0, failed: ['CARRIER_FAILED'] })
    await expect(pair.justice.carrier.push('court', new Uint8Array(1))).rejects.toThrow(
      refusal('CARRIER_FAILED', { status }),
    )
  }

  test('that nobody empties takes no more, and the annex goes out when there is room', async () => {
    pair = await annexPair(server, 'drop', INTL)
    await posted(pair)
    const { justice, clock } = pair
    mkdirSync(justice.outgoing)
    for (let n = 0; n < OUTGOING_FILES_MAX; n++) writeFileSync(join(justice.outgoing, String(n)), '')
    await failing('folder full')
    execFileSync('rm', [join(justice.outgoing, '0')])
    clock.nowMs += 60_000
    expect(await justice.exchange.pushDue()).toMatchObject({ carried: 1 })
  })

  test('that cannot be used fails with its code and no path', async () => {
    pair = await annexPair(server, 'drop', INTL)
    await posted(pair)
    writeFileSync(pair.justice.outgoing, '')
    await failing('EEXIST')
    writeFileSync(pair.court.incoming, '')
    chmodSync(pair.court.incoming, 0o600)
    await expect(pair.court.inbox.read()).rejects.toThrow(refusal('CARRIER_FAILED', { status: 'ENOTDIR' }))
    expect(pair.court.inbox.quarantined()).toEqual([])
  })
})
