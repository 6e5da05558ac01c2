import { base64Decode, base64Encode, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { bundledLaw, waitingMs } from '@xiezhi/law'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { annexPair, bring } from '../testing/annex-fixture.ts'
import type { Pair } from '../testing/annex-fixture.ts'
import { contentOf, refusal, useTestServer } from '../testing/vault-fixture.ts'
import type { TestServer } from '../testing/vault-fixture.ts'
import { annexContent, DOCUMENT_FIELD } from './content.ts'
import { answerAnnexRequest, ENVELOPES_PATH, PULLS_PATH } from './endpoint.ts'
import { ENVELOPE_BYTES_MAX, sealEnvelope, signedBytes } from './envelope.ts'
import type { AnnexHeader } from './envelope.ts'
import { HttpsCarrier } from './https-carrier.ts'
import { pullRequest } from './pull.ts'

let server: TestServer
let pair: Pair
useTestServer((started) => (server = started))
afterEach(async () => {
  await pair.stop()
})

const INTL = { justice: 'intl', court: 'intl' } as const
const REFERENCE = `${'d1'.repeat(32)}-0`
const ABOUT = {
  chainId: 'xz-justice-1',
  packet: '07-tendermint-0/7',
  reference: REFERENCE,
  purpose: 'AGENT_VERIFICATION',
}
const REPORT = { content: '示例信用报告：无不良记录', generatedOn: '2026-03-01' }

/** The bureau stores a credit report and posts it; gives the digest that its ledger commits to. */
async function posted({ justice, clock }: Pair): Promise<{ digest: string; subject: string }> {
  const subject = await justice.vault.newSubject()
  const disclosures = await justice.vault.put({ subject, record: 'creditReport/1', clock: 'register', fields: REPORT })
  const content = justice.exchange.content(disclosures)
  const keepUntilMs = clock.nowMs + 10 * 86_400_000
  await justice.exchange.post({ recipient: 'court', about: ABOUT, content, subject, keepUntilMs })
  return { digest: content.digest, subject }
}
const expected = ({ court }: Pair, digest: string) => court.exchange.expect({ sender: 'justice', about: ABOUT, digest })
const reportAt = async ({ court }: Pair): Promise<readonly unknown[]> => {
  const row = await court.vault.context.db.selectFrom('vault.annex_in').selectAll().executeTakeFirstOrThrow()
  const wanted = { subject: row.subject ?? '', record: `annex/justice/${REFERENCE}`, names: ['content'] }
  return (await court.vault.read(wanted)).map(({ value }) => value)
}
const envelopeOf = async ({ justice }: Pair): Promise<Uint8Array> => {
  const row = await justice.vault.context.db.selectFrom('vault.annex_out').select('envelope').executeTakeFirstOrThrow()
  return new Uint8Array(row.envelope)
}

const SUITES = [
  INTL,
  { justice: 'sm', court: 'sm' },
  { justice: 'intl', court: 'sm' },
  { justice: 'sm', court: 'intl' },
] as const
describe.each(SUITES)('an annex from $justice to $court', (suites) => {
  test('is pushed over HTTP, matches the ledger, and its retrieval is a fact until it is recorded', async () => {
    pair = await annexPair(server, 'https', suites)
    const { digest } = await posted(pair)
    expect(digest.startsWith(suites.justice === 'sm' ? 'sm3:' : 'sha256:')).toBe(true)
    await expected(pair, digest)
    expect(await pair.justice.exchange.pushDue()).toEqual({ accepted: 1, carried: 0, failed: [] })

    expect(await reportAt(pair)).toEqual([REPORT.content])
    const fact = { reference: REFERENCE, sender: 'justice', digest, outcome: 'RETRIEVED', reason: null }
    expect(await pair.court.exchange.unrecordedFacts()).toEqual([{ ...fact, endedAtMs: pair.clock.nowMs }])
    await pair.court.exchange.markRecorded([fact], 'ab'.repeat(32))
    expect(await pair.court.exchange.unrecordedFacts()).toEqual([])
    expect(await pair.justice.exchange.pushDue()).toEqual({ accepted: 0, carried: 0, failed: [] })
  })

  test.each(['https', 'drop'] as const)('that was not pushed is pulled (%s)', async (kind) => {
    pair = await annexPair(server, kind, suites)
    const { digest } = await posted(pair)
    await expected(pair, digest)
    const { justice, court, clock } = pair
    expect(await court.exchange.pullDue()).toEqual([])
    clock.nowMs += 60_000
    expect(await court.exchange.pullDue()).toEqual([])
    if (kind === 'drop') {
      bring(court, justice)
      await justice.inbox.read()
      bring(justice, court)
      await court.inbox.read()
    }
    expect(await reportAt(pair)).toEqual([REPORT.content])
  })
})

describe('an annex of one document', () => {
  const DOCUMENT = { format: 'xiezhi/order-annex/v1', request: { bdhm: 'X-1' }, salt: '0f'.repeat(16) }
  const digestOf = (value: Json) => suite(nodeCrypto, 'intl').digest(encodeCanonical(value))

  test('travels as its canonical bytes and lies in the vault as one field', async () => {
    pair = await annexPair(server, 'https', { justice: 'sm', court: 'intl' })
    const { justice, court, clock } = pair
    const digest = digestOf(DOCUMENT)
    const content = justice.exchange.document(DOCUMENT, digest)
    const subject = await justice.vault.newSubject()
    await justice.exchange.post({
      recipient: 'court',
      about: ABOUT,
      content,
      subject,
      keepUntilMs: clock.nowMs + 86_400_000,
    })
    await expected(pair, digest)
    expect(await justice.exchange.pushDue()).toMatchObject({ accepted: 1 })
    const row = await court.vault.context.db.selectFrom('vault.annex_in').selectAll().executeTakeFirstOrThrow()
    const wanted = { subject: row.subject ?? '', record: `annex/justice/${REFERENCE}`, names: [DOCUMENT_FIELD] }
    expect((await court.vault.read(wanted)).map(({ value }) => value)).toEqual([DOCUMENT])
  })

  test.each<[string, Json, Json, Parameters<typeof refusal>[0]]>([
    ['another digest', DOCUMENT, { ...DOCUMENT, salt: '00' }, 'ANNEX_DIGEST'],
    ['no format', { salt: '00' }, { salt: '00' }, 'ANNEX_MALFORMED'],
    ['a foreign format', { format: 'other/annex/v1' }, { format: 'other/annex/v1' }, 'ANNEX_MALFORMED'],
    ['no object', 'text', 'text', 'ANNEX_MALFORMED'],
  ])('with %s does not leave', async (_, document, committed, code) => {
    pair = await annexPair(server, 'https', INTL)
    expect(() => pair.justice.exchange.document(document, digestOf(committed))).toThrow(refusal(code))
  })
})

test('an annex that has overtaken its packet is pushed again after a second, and not a moment before', async () => {
  pair = await annexPair(server, 'https', INTL)
  const { digest } = await posted(pair)
  const { justice, clock } = pair
  expect(await justice.exchange.pushDue()).toEqual({ accepted: 0, carried: 0, failed: ['ANNEX_UNEXPECTED'] })
  await expected(pair, digest)
  clock.nowMs += 999
  expect(await justice.exchange.pushDue()).toEqual({ accepted: 0, carried: 0, failed: [] })
  clock.nowMs += 1
  expect(await justice.exchange.pushDue()).toEqual({ accepted: 1, carried: 0, failed: [] })
})

describe('an annex that never comes', () => {
  test('is a failure after the time of the parameter, and not a moment before; later it is not taken in', async () => {
    pair = await annexPair(server, 'https', INTL)
    const { digest } = await posted(pair)
    await expected(pair, digest)
    const { court, clock } = pair
    const term = waitingMs(bundledLaw, 'PX-R18-24.annex', Date.now())
    clock.nowMs += term - 1
    expect(await court.exchange.failOverdue()).toBe(0)
    clock.nowMs += 1
    expect(await court.exchange.failOverdue()).toBe(1)
    expect(await court.exchange.unrecordedFacts()).toEqual([
      {
        reference: REFERENCE,
        sender: 'justice',
        digest,
        outcome: 'FAILED',
        reason: 'NOT_RETRIEVED',
        endedAtMs: clock.nowMs,
      },
    ])
    const before = await contentOf(court.options.db)
    await expect(court.exchange.receive(await envelopeOf(pair))).rejects.toThrow(refusal('ANNEX_OVERDUE'))
    expect(await contentOf(court.options.db)).toBe(before)
  })

  test('is pulled with growing waits from a gateway that is down, and comes when it is back', async () => {
    pair = await annexPair(server, 'https', INTL)
    const { digest } = await posted(pair)
    await expected(pair, digest)
    const { court, clock, justice } = pair
    const down = new HttpsCarrier(() => 'http://127.0.0.1:9')
    const { pushDue } = await import('./outbox.ts')
    expect(await pushDue(justice.vault.context, down)).toEqual({ accepted: 0, carried: 0, failed: ['CARRIER_FAILED'] })
    expect(await justice.exchange.pushDue()).toMatchObject({ accepted: 0 })
    clock.nowMs += 60_000
    expect(await justice.exchange.pushDue()).toMatchObject({ accepted: 1 })
    expect(await court.exchange.pullDue()).toEqual([])
    expect(await reportAt(pair)).toEqual([REPORT.content])
  })
})

describe.each(SUITES)('refused without a trace, from $justice to $court', (suites) => {
  const attempt = async (code: Parameters<typeof refusal>[0], envelope: Uint8Array, status: number): Promise<void> => {
    const { court } = pair
    const before = await contentOf(court.options.db)
    await expect(court.exchange.receive(envelope)).rejects.toThrow(refusal(code))
    const answer = await answerAnnexRequest(court.exchange, { method: 'POST', path: ENVELOPES_PATH, body: envelope })
    expect([answer.status, JSON.parse(Buffer.from(answer.body).toString())]).toMatchObject([status, { code }])
    expect(await contentOf(court.options.db)).toBe(before)
  }
  const ready = async (): Promise<Uint8Array> => {
    pair = await annexPair(server, 'https', suites)
    const { digest } = await posted(pair)
    await expected(pair, digest)
    return envelopeOf(pair)
  }
  const sealed = (changed: Partial<Parameters<typeof sealEnvelope>[0]>): Uint8Array => {
    const { justice, court, clock } = pair
    const content = annexContent(justice.vault.context.algorithms, [{ text: 'WyJzIiwibiIsInYiXQ' }])
    return sealEnvelope({
      sender: justice.options.authority,
      recipient: court.peer,
      about: ABOUT,
      digest: content.digest,
      content: content.bytes,
      createdAtMs: clock.nowMs,
      ...changed,
    })
  }
  const altered = (bytes: Uint8Array, change: (envelope: Record<string, Json>) => void): Uint8Array => {
    const envelope = decodeCanonical(bytes) as Record<string, Json>
    change(envelope)
    return encodeCanonical(envelope)
  }

  test('ANNEX_DIGEST: another content than the ledger committed to, whatever its header says', async () => {
    await ready()
    await attempt('ANNEX_DIGEST', sealed({}), 422)
    const committed = await pair.court.options.db
      .selectFrom('vault.annex_in')
      .select('digest')
      .executeTakeFirstOrThrow()
    await attempt('ANNEX_DIGEST', sealed({ digest: committed.digest }), 422)
  })

  test('ANNEX_RECIPIENT, ANNEX_UNREADABLE: for another authority', async () => {
    const envelope = await ready()
    await attempt('ANNEX_RECIPIENT', sealed({ recipient: { ...pair.court.peer, id: 'other' } }), 403)
    await attempt('ANNEX_UNREADABLE', sealed({ recipient: { ...pair.justice.peer, id: 'court' } }), 422)
    expect(envelope.length).toBeGreaterThan(0)
  })

  test('ANNEX_SIGNATURE, ANNEX_UNREADABLE: each tampered part of the ciphertext, unsigned and signed anew', async () => {
    const envelope = await ready()
    const { header, sealed: box } = decodeCanonical(envelope) as { header: AnnexHeader; sealed: string }
    const bytes = base64Decode(box)
    // The ephemeral key, the ciphertext, the tag.
    for (const at of [1, 40, 70, bytes.length - 1]) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      const tampered = base64Encode(changed)
      await attempt(
        'ANNEX_SIGNATURE',
        altered(envelope, (one) => (one['sealed'] = tampered)),
        403,
      )
      const signature = base64Encode(pair.justice.options.authority.signer.sign(signedBytes(header, tampered)))
      await attempt('ANNEX_UNREADABLE', encodeCanonical({ header: header as Json, sealed: tampered, signature }), 422)
    }
  })

  test('ANNEX_REPLAYED: the same annex again; the sender counts it as delivered', async () => {
    const envelope = await ready()
    await pair.court.exchange.receive(envelope)
    await attempt('ANNEX_REPLAYED', envelope, 409)
    expect(await pair.justice.exchange.pushDue()).toEqual({ accepted: 1, carried: 0, failed: [] })
  })

  test('ANNEX_OVERSIZED: before anything else is looked at', async () => {
    await ready()
    await attempt('ANNEX_OVERSIZED', new Uint8Array(ENVELOPE_BYTES_MAX + 1), 413)
    const long = { text: 'A'.repeat(1024 * 1024) }
    expect(() => pair.justice.exchange.content([long])).toThrow(refusal('ANNEX_OVERSIZED'))
  })

  test('ANNEX_UNEXPECTED: nothing waits for it, or it is bound to another packet, chain or purpose', async () => {
    await ready()
    for (const change of [
      { reference: `${'d2'.repeat(32)}-0` },
      { packet: '07-tendermint-0/8' },
      { chainId: 'xz-justice-2' },
      { purpose: 'RECORD_OBJECTION' },
    ]) {
      await attempt('ANNEX_UNEXPECTED', sealed({ about: { ...ABOUT, ...change } }), 409)
    }
  })

  test('ANNEX_SENDER_UNKNOWN, ANNEX_SIGNATURE: from somebody else', async () => {
    const envelope = await ready()
    const stranger = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(9))
    await attempt('ANNEX_SENDER_UNKNOWN', sealed({ sender: { id: 'stranger', signer: stranger } }), 403)
    await attempt('ANNEX_SIGNATURE', sealed({ sender: { id: 'justice', signer: stranger } }), 403)
    const other = nodeCrypto.signer(suites.justice === 'sm' ? 'sm2' : 'ed25519', new Uint8Array(32).fill(9))
    await attempt('ANNEX_SIGNATURE', sealed({ sender: { id: 'justice', signer: other } }), 403)
    const moved = altered(envelope, (one) => {
      one['header'] = { ...(one['header'] as Record<string, Json>), createdAtMs: 1 }
    })
    await attempt('ANNEX_SIGNATURE', moved, 403)
  })

  test('ANNEX_MALFORMED: not canonical, another format, a further field', async () => {
    const envelope = await ready()
    const text = Buffer.from(envelope).toString()
    await attempt('ANNEX_MALFORMED', new Uint8Array(Buffer.from(` ${text}`)), 400)
    await attempt(
      'ANNEX_MALFORMED',
      new Uint8Array(Buffer.from(text.replace('xiezhi/annex/v2', 'xiezhi/annex/v3'))),
      400,
    )
    await attempt(
      'ANNEX_MALFORMED',
      altered(envelope, (one) => (one['more'] = 1)),
      400,
    )
    await attempt('ANNEX_MALFORMED', new Uint8Array(0), 400)
  })
})

describe('a pull is refused', () => {
  const answer = (request: Uint8Array) =>
    answerAnnexRequest(pair.justice.exchange, { method: 'POST', path: PULLS_PATH, body: request })
  const codeOf = async (request: Uint8Array): Promise<unknown> => {
    const { status, body } = await answer(request)
    return status === 200 ? 'given' : (JSON.parse(Buffer.from(body).toString()) as { code: string }).code
  }

  test('from anybody but the recipient, twice, too late, and for what is not there', async () => {
    pair = await annexPair(server, 'https', INTL)
    await posted(pair)
    const { court, justice, clock } = pair
    const request = pullRequest(court.vault.context, 'justice', REFERENCE)
    expect(await codeOf(request)).toBe('given')
    expect(await codeOf(request)).toBe('PULL_REPLAYED')
    expect(await codeOf(pullRequest(court.vault.context, 'other', REFERENCE))).toBe('ANNEX_RECIPIENT')
    expect(await codeOf(pullRequest(court.vault.context, 'justice', 'nothing'))).toBe('ANNEX_UNKNOWN')
    // The sender itself is a known authority, and not the recipient.
    expect(await codeOf(pullRequest(justice.vault.context, 'justice', REFERENCE))).toBe('ANNEX_UNKNOWN')
    const stranger = { ...court.vault.context, authority: { id: 'stranger', signer: court.options.authority.signer } }
    expect(await codeOf(pullRequest(stranger, 'justice', REFERENCE))).toBe('ANNEX_SENDER_UNKNOWN')
    const forged = { ...court.vault.context, authority: { id: 'court', signer: justice.options.authority.signer } }
    expect(await codeOf(pullRequest(forged, 'justice', REFERENCE))).toBe('PULL_SIGNATURE')
    const late = pullRequest(court.vault.context, 'justice', REFERENCE)
    clock.nowMs += 24 * 3_600_000 + 1
    expect(await codeOf(late)).toBe('PULL_STALE')
    expect((await answerAnnexRequest(justice.exchange, { method: 'GET', path: PULLS_PATH, body: late })).status).toBe(
      405,
    )
    expect((await answerAnnexRequest(justice.exchange, { method: 'POST', path: '/annex', body: late })).status).toBe(
      404,
    )
  })

  test('when the annex is no longer kept, or its subject was erased', async () => {
    pair = await annexPair(server, 'https', INTL)
    const { subject } = await posted(pair)
    const { court, justice } = pair
    await justice.vault.erase({ subject, reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL_47' })
    expect(await codeOf(pullRequest(court.vault.context, 'justice', REFERENCE))).toBe('ANNEX_UNKNOWN')
    expect(await justice.exchange.pushDue()).toEqual({ accepted: 0, carried: 0, failed: [] })
  })
})

test('an address that is neither HTTPS nor this machine is not spoken to', async () => {
  pair = await annexPair(server, 'https', INTL)
  for (const address of ['http://192.0.2.1', 'ftp://127.0.0.1', 'no address']) {
    const carrier = new HttpsCarrier(() => address)
    await expect(carrier.push('court', new Uint8Array(1))).rejects.toThrow(
      refusal('CARRIER_FAILED', { status: 'no address' }),
    )
  }
})

test('erasure at the recipient takes the annex with it, and no later push brings it back', async () => {
  pair = await annexPair(server, 'https', INTL)
  const { digest } = await posted(pair)
  await expected(pair, digest)
  const envelope = await envelopeOf(pair)
  const { subject, record } = await pair.court.exchange.receive(envelope)
  await pair.court.vault.erase({ subject, reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' })
  await expect(pair.court.vault.read({ subject, record, names: ['content'] })).rejects.toThrow(
    refusal('SUBJECT_ERASED'),
  )
  await expect(pair.court.exchange.receive(envelope)).rejects.toThrow(refusal('ANNEX_REPLAYED'))
})

test('of several that come together each gets its own answer, and what was taken is taken once', async () => {
  pair = await annexPair(server, 'https', INTL)
  const { digest } = await posted(pair)
  await expected(pair, digest)
  const envelope = await envelopeOf(pair)
  const { court } = pair
  const text = Buffer.from(envelope).toString()
  const other = new Uint8Array(Buffer.from(text.replace('"signature":"', '"signature":"A')))
  const received = await court.exchange.receiveAll([other, envelope, envelope])
  expect(received).toMatchObject([
    { code: 'ANNEX_MALFORMED' },
    { reference: REFERENCE, sender: 'justice', record: `annex/justice/${REFERENCE}` },
    { code: 'ANNEX_REPLAYED' },
  ])
  expect(await reportAt(pair)).toEqual([REPORT.content])
  const { rows } = await sql`select subject from vault.subject`.execute(court.options.db)
  expect(rows).toHaveLength(1)
})

test('of several that are posted together, one of an erased subject is left out', async () => {
  pair = await annexPair(server, 'https', INTL)
  const { subject, digest } = await posted(pair)
  const { justice, clock } = pair
  await justice.vault.erase({ subject, reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL_47' })
  const other = await justice.vault.newSubject()
  const disclosures = await justice.vault.put({ subject: other, record: 'two', clock: 'register', fields: REPORT })
  const content = justice.exchange.content(disclosures)
  const annex = { recipient: 'court', content, keepUntilMs: clock.nowMs + 1 }
  const about = (n: number) => ({ ...ABOUT, reference: `${'d3'.repeat(32)}-${n}` })
  expect(
    await justice.exchange.postAll([
      { ...annex, about: about(0), subject },
      { ...annex, about: about(1), subject: other },
    ]),
  ).toEqual([false, true])
  const { rows } = await sql`select reference from vault.annex_out`.execute(justice.options.db)
  expect(rows).toEqual([{ reference: about(1).reference }])
  expect(await justice.vault.readMany([{ subject, record: 'creditReport/1', names: ['content'] }])).toMatchObject([
    { code: 'SUBJECT_ERASED' },
  ])
  await expect(
    justice.exchange.post({ ...annex, about: about(2), subject, content: { ...content, digest } }),
  ).rejects.toThrow(refusal('SUBJECT_ERASED'))
})

test('one that was found to be signed before its packet is taken in after it; who waits is told of its reference', async () => {
  pair = await annexPair(server, 'https', INTL)
  const { digest } = await posted(pair)
  const { exchange } = pair.court
  const told: string[] = []
  exchange.onExpected((references) => told.push(...references))
  const envelope = await envelopeOf(pair)
  expect(() => exchange.signed(envelope.subarray(1))).toThrow(refusal('ANNEX_MALFORMED'))
  const annex = exchange.signed(envelope)
  expect(annex.reference).toBe(REFERENCE)
  expect(await exchange.takeAll([annex])).toMatchObject([{ code: 'ANNEX_UNEXPECTED' }])
  expect(told).toEqual([])
  await expected(pair, digest)
  expect(told).toEqual([REFERENCE])
  expect(await exchange.takeAll([annex, annex])).toMatchObject([{ reference: REFERENCE }, { code: 'ANNEX_REPLAYED' }])
  expect(await reportAt(pair)).toEqual([REPORT.content])
})
