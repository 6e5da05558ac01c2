import { base64Decode, hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Message } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { keyBytes, receiptKey } from '../commitment/keys.ts'
import { connectedEchoPath, echoErrors, echoPath, required, sendText } from '../testing/index.ts'
import type { Path } from '../testing/index.ts'
import { STATEMENT_CONSENSUS, STATEMENT_DOMINATED, STATEMENT_OWN_LEDGER } from './assurance.ts'
import { clientReads } from './client-reads.ts'
import { errors } from './errors.ts'
import { actPart, acts, alarms, clients, consensusRows, heightPart } from './state.ts'

const PERIOD_MS = 600_000

let path: Path
function connect(powers?: readonly [readonly number[], readonly number[]], anchors: readonly string[] = []): void {
  path = echoPath({ crypto: nodeCrypto, ...(powers === undefined ? {} : { powers }) })
  path.a.chain.block([])
  path.b.chain.block([])
  path.createClient(path.a, {
    trustingPeriodMs: PERIOD_MS,
    anchors: anchorsOf(anchors),
  })
  path.createClient(path.b, { trustingPeriodMs: PERIOD_MS })
  path.registerCounterparty(path.a)
  path.registerCounterparty(path.b)
}

/** Names an organisation for each validator of B in order; '' leaves it without an anchor. */
function anchorsOf(organisations: readonly string[]): { key: string; organisation: string }[] {
  const { validators } = path.b.chain.lightBlock().validators
  return validators.flatMap(({ publicKey }, index) => {
    const organisation = organisations[index] ?? ''
    return organisation === '' ? [] : [{ key: hexEncode(publicKey), organisation }]
  })
}

const status = (): string | undefined => clientReads.status(path.a.chain.context(), path.a.clientId)
const assurance = () => clientReads.assurance(path.a.chain.context(), path.a.clientId)
const alarmStates = (): Record<string, string> =>
  Object.fromEntries(
    alarms(path.a.chain.store)
      .list({ under: [path.a.clientId], limit: 8 })
      .map(({ id, value }) => [id[1] ?? '', value.state]),
  )
const alarm = (level: string) => alarms(path.a.chain.store).get(path.a.clientId, level)

describe('trust that will expire (F13)', () => {
  beforeEach(() => {
    connect()
  })

  test('is shown at half, at two thirds and at its end, each once', () => {
    const { timeMs } = clientReads.latest(path.a.chain.context(), path.a.clientId)!
    const step = (ageMs: number): string[] => {
      path.a.chain.clock.nowMs = timeMs + ageMs
      path.a.chain.block([])
      return path.a.chain.events.filter(({ type }) => type === 'TrustAlarm').map(({ data }) => data['level'] as string)
    }
    expect(step(PERIOD_MS / 2 - 1)).toEqual([])
    expect(step(PERIOD_MS / 2)).toEqual(['half'])
    expect(step(PERIOD_MS / 2 + 1_000)).toEqual([])
    expect(step((PERIOD_MS * 2) / 3 - 1)).toEqual([])
    expect(step((PERIOD_MS * 2) / 3)).toEqual(['two-thirds'])
    expect(status()).toBe('Active')
    expect(alarm('two-thirds')).toMatchObject({ owner: 'court-office', dueMs: timeMs + PERIOD_MS, state: 'open' })
    expect(step(PERIOD_MS - 1)).toEqual([])
    expect(status()).toBe('Active')
    expect(step(PERIOD_MS)).toEqual(['expired'])
    expect(status()).toBe('Expired')
    expect(step(PERIOD_MS * 3)).toEqual([])
  })

  test('is answered by a newer header, and watched again from it', () => {
    path.a.chain.advance(PERIOD_MS / 2)
    expect(alarmStates()).toEqual({ half: 'open' })
    path.update(path.a)
    expect(alarmStates()).toEqual({ half: 'closed' })
    path.a.chain.advance(PERIOD_MS / 4)
    expect(alarmStates()).toEqual({ half: 'closed' })
    path.a.chain.advance(PERIOD_MS / 4)
    expect(alarmStates()).toEqual({ half: 'open' })
  })

  test('never alarms while headers come', () => {
    for (let round = 0; round < 12; round++) {
      path.a.chain.advance(PERIOD_MS / 4)
      path.update(path.a)
    }
    expect(alarmStates()).toEqual({})
    expect(status()).toBe('Active')
  })

  test('an expired client sends nothing and comes back by an act of two officers only', () => {
    path.a.chain.advance(PERIOD_MS)
    path.b.chain.block([])
    expectRejected(path.a.chain, errors.ClientExpired, [path.updateMessage(path.a)], [path.a.relayer])
    const recover = recoverMessage()
    expectRejected(path.a.chain, echoErrors.NotTwoOfficers, [recover], [path.a.governors[0]])
    const result = required('RecoverClient', path.a.govern([recover]))
    const { act } = result.data?.[0] as { act: number }
    expect(acts(path.a.chain.store).get(actPart(act))).toMatchObject({ kind: 'recover', reason: 'new checkpoint' })
    expect(status()).toBe('Active')
    expect(Object.values(alarmStates())).toEqual(['closed'])
    sendText(path.a, 'again')
    path.a.chain.advance(PERIOD_MS / 2)
    expect(alarmStates()).toMatchObject({ half: 'open' })
  })
})

function recoverMessage(checkpoint = path.b.checkpoint()): Message {
  return {
    type: 'client/RecoverClient',
    value: { clientId: path.a.clientId, checkpoint, reason: 'new checkpoint' },
  }
}

const freezeMessage = (): Message => ({
  type: 'client/FreezeClient',
  value: { clientId: path.a.clientId, reason: 'the peer reports a lost key' },
})

describe('freeze and recovery', () => {
  beforeEach(() => {
    connect()
    path.b.chain.advance(1_000)
  })

  test('are acts of two officers, with reason, alarm and record', () => {
    expectRejected(path.a.chain, echoErrors.NotTwoOfficers, [freezeMessage()], [path.a.governors[0]])
    const { data } = required('FreezeClient', path.a.govern([freezeMessage()]))
    const { act } = data?.[0] as { act: number }
    expect(acts(path.a.chain.store).get(actPart(act))).toMatchObject({
      kind: 'freeze',
      reason: 'the peer reports a lost key',
      facts: { cause: 'officers' },
    })
    expect(status()).toBe('Frozen')
    expect(alarmStates()).toEqual({ frozen: 'open' })
    expectRejected(path.a.chain, errors.AlreadyFrozen, [freezeMessage()], path.a.governors)
    required('RecoverClient', path.a.govern([recoverMessage()]))
    expect(status()).toBe('Active')
    expect(alarmStates()).toEqual({ frozen: 'closed' })
    expect(clients(path.a.chain.store).get(path.a.clientId)).toMatchObject({ frozen: null, watch: 2 })
  })

  test('a recovery starts the one chain of checks that counts', () => {
    const planned = (): number => path.a.chain.store.scan('kernel/due/', { limit: 100 }).length
    expect(planned()).toBe(1)
    required('FreezeClient', path.a.govern([freezeMessage()]))
    required('RecoverClient', path.a.govern([recoverMessage()]))
    expect(planned()).toBe(2)
    path.a.chain.advance(PERIOD_MS / 2)
    expect(planned()).toBe(1)
    path.a.chain.advance(PERIOD_MS / 2)
    expect(planned()).toBe(0)
  })

  test('an active client is not recovered', () => {
    expectRejected(path.a.chain, errors.ClientActive, [recoverMessage()], path.a.governors)
  })

  test('the new checkpoint must be above what the client knows', () => {
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    const checkpoint = path.b.checkpoint()
    required('FreezeClient', path.a.govern([freezeMessage()]))
    expectRejected(path.a.chain, errors.CheckpointNotNewer, [recoverMessage(checkpoint)], path.a.governors)
  })

  test('states from before the recovery prove nothing and lead nowhere', () => {
    const packet = sendText(path.b, 'hello')
    const messages = path.receiveMessages(path.b, packet)
    required('UpdateClient', path.a.relay(messages.slice(0, 1)))
    const before = path.a.latestHeight
    required('FreezeClient', path.a.govern([freezeMessage()]))
    path.b.chain.block([])
    required('RecoverClient', path.a.govern([recoverMessage()]))
    expectRejected(path.a.chain, errors.BeforeRecovery, messages.slice(1), [path.a.relayer])
    path.b.chain.block([])
    const value = { clientId: path.a.clientId, header: path.b.headerText(before) }
    expectRejected(path.a.chain, errors.BeforeRecovery, [{ type: 'client/UpdateClient', value }], [path.a.relayer])
    // Packets in flight go on with a proof from after it.
    expect(path.receive(path.b, packet).data?.[1]).toEqual({ result: 'answered' })
  })
})

describe('assurance', () => {
  test('of one validator is that of an institution', () => {
    connect()
    expect(assurance()).toEqual({
      clientType: '07-tendermint',
      level: 'institution',
      statement: STATEMENT_OWN_LEDGER,
      validators: 1,
      organisations: 1,
      threshold: 1,
    })
    expect(STATEMENT_OWN_LEDGER).toBe('institution (own ledger, equivocation detected)')
  })

  test.each([
    ['no anchors: all count as one', [10, 10, 10, 10], [], 'institution', 1, 1],
    ['four organisations', [10, 10, 10, 10], ['a', 'b', 'c', 'd'], 'consensus', 4, 3],
    ['three equal organisations hold a third each', [10, 10, 10], ['a', 'b', 'c'], 'institution', 3, 3],
    ['two without an anchor hold half together', [10, 10, 10, 10], ['a', 'b', '', ''], 'institution', 3, 2],
    ['one without an anchor', [10, 10, 10, 10], ['a', 'b', 'c', ''], 'consensus', 4, 3],
    ['one organisation runs two of five', [10, 10, 10, 10, 10], ['a', 'a', 'b', 'c', 'd'], 'institution', 4, 3],
  ] as const)('%s', (_, powers, organisations, level, count, threshold) => {
    path = echoPath({ crypto: nodeCrypto, powers: [[10], powers] })
    path.b.chain.block([])
    path.createClient(path.a, { anchors: anchorsOf(organisations) })
    expect(assurance()).toMatchObject({
      level,
      statement: level === 'consensus' ? STATEMENT_CONSENSUS : STATEMENT_DOMINATED,
      validators: powers.length,
      organisations: count,
      threshold,
    })
  })

  test('follows a recorded rotation of anchors', () => {
    path = echoPath({ crypto: nodeCrypto, powers: [[10], [10, 10, 10, 10]] })
    path.b.chain.block([])
    path.createClient(path.a)
    const anchors = anchorsOf(['a', 'b', 'c', 'd'])
    const value = { clientId: path.a.clientId, anchors, reason: 'accreditation of March' }
    const message = { type: 'client/RotateAnchors', value }
    expectRejected(path.a.chain, echoErrors.NotTwoOfficers, [message], [path.a.relayer])
    expect(required('RotateAnchors', path.a.govern([message])).data).toEqual([{ act: 2, version: 2 }])
    expect(assurance()?.level).toBe('consensus')
    expect(acts(path.a.chain.store).get(actPart(2))).toMatchObject({ kind: 'rotate-anchors', facts: { anchors } })
  })

  test('an anchor that names one key twice is refused', () => {
    path = echoPath({ crypto: nodeCrypto })
    path.b.chain.block([])
    const [anchor] = anchorsOf(['a'])
    const result = path.a.govern([path.createClientMessage(path.a, { anchors: [anchor!, anchor!] })])
    expect([result.codespace, result.code]).toEqual(['kernel', 15])
  })
})

describe('pruning', () => {
  test('drops expired states a few at a time, never a kept one, never the latest', () => {
    connect()
    const heights = [path.a.latestHeight]
    for (let round = 0; round < 9; round++) {
      path.update(path.a)
      heights.push(path.a.latestHeight)
    }
    const stored = (): number[] =>
      consensusRows(path.a.chain.store)
        .list({ under: [path.a.clientId], limit: 100 })
        .map(({ id }) => Number(id[1]))
    const kept = heights[2]!
    required('Keep', path.a.relay([{ type: 'echo/Keep', value: { clientId: path.a.clientId, height: kept } }]))
    path.a.chain.advance(PERIOD_MS - 60_000)
    path.update(path.a)
    expect(stored()).toHaveLength(11)
    path.a.chain.advance(60_000)
    path.update(path.a)
    // Four were looked at, one of them is kept.
    expect(stored()).toEqual([kept, ...heights.slice(4), ...stored().slice(-2)])
    path.update(path.a)
    path.update(path.a)
    expect(stored()).toEqual([kept, ...stored().slice(-4)])
    expect(stored()).toContain(path.a.latestHeight)
    expect(consensusRows(path.a.chain.store).get(path.a.clientId, heightPart(kept))?.kept).toBe(true)
    expect(status()).toBe('Active')
    expect(path.a.chain.violations()).toEqual([])
  })
})

describe('a foreign proof for another module', () => {
  test('shows presence and absence at a height with the time of the peer', () => {
    path = connectedEchoPath({ crypto: nodeCrypto })
    const packet = sendText(path.a, 'hello')
    const key = receiptKey(packet.destinationClient, 1)
    const absent = path.b.show(key)
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    const claim = (shown: typeof absent) => ({
      clientId: path.a.clientId,
      proofHeight: shown.proofHeight,
      proof: base64Decode(shown.proof),
      key: keyBytes(key),
    })
    const ctx = path.a.chain.context()
    const view = clientReads.requireAbsence(ctx, claim(absent))
    expect(view.timeSeconds).toBe(Math.floor(view.timeMs / 1_000))
    expect(() => clientReads.requireMembership(ctx, claim(absent), Uint8Array.of(1))).toThrow('ProofKind')
    path.receive(path.a, packet)
    const present = path.b.show(key)
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    const receipt = path.b.chain.store.get(key)!
    expect(clientReads.requireMembership(path.a.chain.context(), claim(present), receipt).height).toBe(
      present.proofHeight,
    )
    expect(() => clientReads.requireAbsence(path.a.chain.context(), claim(present))).toThrow('ProofKind')
  })
})
