import { base64Encode, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { encodeLightBlock, encodeValidatorSet, headerHash, timestampFromMs } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ErrorKind, Message } from '@xiezhi/kernel'
import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import { encodeMisbehaviour, encodeTendermintHeader } from '@xiezhi/lightclient'
import { beforeEach, describe, expect, test } from 'vitest'
import { CLOCK_DRIFT_MIN_MS, TRUSTING_PERIOD_MAX_MS, TRUSTING_PERIOD_MIN_MS } from '../limits.ts'
import {
  connectedEchoPath,
  echoErrors,
  echoPath,
  MERKLE_PREFIX,
  required,
  TRUSTING_PERIOD_MS,
  validatorKeys,
} from '../testing/index.ts'
import type { Path } from '../testing/index.ts'
import { clientReads } from './client-reads.ts'
import { errors } from './errors.ts'
import { actPart, acts, clients, consensusRows, heightPart } from './state.ts'

const crypto = nodeCrypto
const stranger = testSigner('elsewhere', 'nobody', 900)

let path: Path
const status = (): string | undefined => clientReads.status(path.a.chain.context(), path.a.clientId)

function block(text: LightBlock): string {
  return base64Encode(encodeLightBlock(text))
}

describe('create', () => {
  beforeEach(() => {
    path = echoPath({ crypto })
    path.a.chain.block([])
    path.b.chain.block([])
  })
  const refuse = (kind: ErrorKind, change: Readonly<Record<string, Json>>): void => {
    expectRejected(path.a.chain, kind, [path.createClientMessage(path.a, change)], path.a.governors)
  }

  test('stores the header that two officers vouch for, as an act', () => {
    path.createClient(path.a)
    expect(path.a.clientId).toBe('07-tendermint-0')
    const { header } = path.b.chain.lightBlock(1)
    expect(clientReads.latest(path.a.chain.context(), path.a.clientId)).toMatchObject({
      height: 1,
      root: hexEncode(header.appHash),
      headerHash: hexEncode(headerHash(crypto, header)),
    })
    expect(status()).toBe('Active')
    expect(acts(path.a.chain.store).get(actPart(1))).toMatchObject({
      kind: 'create',
      clientId: path.a.clientId,
      signers: path.a.governors.map(({ organisation, officer, key }) => ({ organisation, officer, key })),
    })
    path.createClient(path.a)
    expect(path.a.clientId).toBe('07-tendermint-1')
    expect(path.a.chain.violations()).toEqual([])
  })

  test('needs two officers', () => {
    const message = path.createClientMessage(path.a)
    expectRejected(path.a.chain, echoErrors.NotTwoOfficers, [message], [path.a.governors[0]])
  })
  test('needs another chain', () => {
    refuse(errors.OwnChain, { chainId: path.a.chain.chainId })
  })
  test('needs a trusting period within limits', () => {
    refuse(errors.TrustingPeriodRange, { trustingPeriodMs: TRUSTING_PERIOD_MIN_MS - 1 })
    refuse(errors.TrustingPeriodRange, { trustingPeriodMs: TRUSTING_PERIOD_MAX_MS + 1 })
  })
  test('needs a clock drift of two heartbeats and five seconds', () => {
    refuse(errors.ClockDriftRange, { clockDriftMs: CLOCK_DRIFT_MIN_MS - 1 })
  })
  test('needs a trust level of a third or more', () => {
    refuse(errors.HeaderTrustOptions, { trustLevel: { numerator: 1, denominator: 4 } })
  })
  test('needs bytes of a light block', () => {
    refuse(errors.BytesMalformed, { checkpoint: base64Encode(Uint8Array.of(1, 2, 3)) })
  })
  test('needs a header of the chain it names', () => {
    refuse(errors.HeaderChainId, { chainId: 'xz-other-1' })
  })
  test('needs a commit for this header: a root changed under the same signatures (F3)', () => {
    const genuine = path.b.chain.lightBlock(1)
    const header = { ...genuine.header, appHash: new Uint8Array(32).fill(7) }
    refuse(errors.HeaderCommitBlockId, { checkpoint: block({ ...genuine, header }) })
  })
  test('needs the validators that the header names', () => {
    const other = validatorKeys(crypto, [10], 77)
    refuse(errors.CheckpointValidators, { checkpoint: block(path.b.chain.forkedBlock(1, {}, other)) })
  })
  test('needs a checkpoint within the trusting period', () => {
    path.a.chain.clock.nowMs += TRUSTING_PERIOD_MS
    refuse(errors.CheckpointExpired, {})
  })
  test('needs a checkpoint that is not from the future', () => {
    path.b.chain.advance(20_001)
    const message = path.createClientMessage(path.a)
    path.a.chain.clock.nowMs -= 20_001
    expectRejected(path.a.chain, errors.CheckpointFromFuture, [message], path.a.governors)
  })
})

describe('register counterparty', () => {
  beforeEach(() => {
    path = echoPath({ crypto })
    path.a.chain.block([])
    path.b.chain.block([])
    path.createClient(path.a)
    path.b.clientId = '07-tendermint-0'
  })
  const message = (change: Readonly<Record<string, Json>> = {}): Message => {
    const value = { clientId: path.a.clientId, counterpartyClientId: path.b.clientId, merklePrefix: MERKLE_PREFIX }
    return { type: 'client/RegisterCounterparty', value: { ...value, ...change } }
  }

  test('happens once', () => {
    required('RegisterCounterparty', path.a.govern([message()]))
    expect(clientReads.counterpartyOf(path.a.chain.context(), path.a.clientId)).toBe(path.b.clientId)
    expectRejected(path.a.chain, errors.CounterpartyExists, [message()], path.a.governors)
  })
  test('needs two officers', () => {
    expectRejected(path.a.chain, echoErrors.NotTwoOfficers, [message()], [path.a.governors[0]])
  })
  test('is for the organisation that created the client', () => {
    const others = [testSigner('elsewhere', 'trust-one', 901), testSigner('elsewhere', 'trust-two', 902)]
    expectRejected(path.a.chain, errors.CreatorOnly, [message()], others)
  })
  test('needs a client', () => {
    expectRejected(path.a.chain, errors.ClientUnknown, [message({ clientId: '07-tendermint-5' })], path.a.governors)
  })
  test('needs a prefix of as many elements as the proofs have levels', () => {
    const merklePrefix = [base64Encode(Uint8Array.of(1)), ...MERKLE_PREFIX]
    expectRejected(path.a.chain, errors.CounterpartyPrefix, [message({ merklePrefix })], path.a.governors)
  })
})

describe('update', () => {
  beforeEach(() => {
    path = connectedEchoPath({ crypto })
    path.b.chain.advance(1_000)
    path.b.chain.advance(1_000)
  })
  const update = (header: LightBlock, trusted = path.a.latestHeight): Message => ({
    type: 'client/UpdateClient',
    value: { clientId: path.a.clientId, header: path.b.headerText(trusted, header) },
  })
  const refuse = (kind: ErrorKind, message: Message, signer = path.a.relayer): void => {
    expectRejected(path.a.chain, kind, [message], [signer])
    expect(status()).toBe('Active')
  }

  test('accepts the next height, a skipped one, and one between two known', () => {
    const first = path.a.latestHeight
    const { height } = path.b.chain
    const results = [height, first + 1, height - 1].map(
      (at) => required('UpdateClient', path.a.relay([update(path.b.chain.lightBlock(at), first)])).data,
    )
    expect(results).toEqual([
      [{ result: 'updated', height }],
      [{ result: 'updated', height: first + 1 }],
      [{ result: 'updated', height: height - 1 }],
    ])
    expect(path.a.latestHeight).toBe(height)
    const row = (at: number): number | null | undefined =>
      consensusRows(path.a.chain.store).get(path.a.clientId, heightPart(at))?.previous
    expect(row(height)).toBe(height - 1)
    expect(row(height - 1)).toBe(first + 1)
    expect(row(first + 1)).toBe(first)
    expect(status()).toBe('Active')
  })

  test('is a no-op for a header that is known', () => {
    const message = path.updateMessage(path.a)
    required('UpdateClient', path.a.relay([message]))
    const before = path.a.chain.moduleEntries()
    const again = required('UpdateClient', path.a.relay([message]))
    expect(again.data).toEqual([{ result: 'noop', height: path.b.chain.height }])
    expect(again.events).toEqual([])
    expect(path.a.chain.moduleEntries()).toBe(before)
  })

  test('needs a relayer', () => {
    refuse(echoErrors.NotRelayer, path.updateMessage(path.a), stranger)
  })
  test('needs a client', () => {
    const { header } = path.updateMessage(path.a).value as { header: string }
    const message = { type: 'client/UpdateClient', value: { clientId: '07-tendermint-5', header } }
    refuse(errors.ClientUnknown, message)
  })
  test('needs canonical bytes', () => {
    const value = {
      clientId: path.a.clientId,
      header: base64Encode(encodeValidatorSet(path.b.chain.lightBlock().validators)),
    }
    refuse(errors.BytesMalformed, { type: 'client/UpdateClient', value })
  })
  test('needs a trusted height that is known', () => {
    refuse(errors.ConsensusStateUnknown, update(path.b.chain.lightBlock(), path.a.latestHeight + 1))
  })
  test('needs the revision of the client', () => {
    const header = path.b.header(path.a.latestHeight)
    const trustedHeight = { ...header.trustedHeight, revisionNumber: 9n }
    const value = {
      clientId: path.a.clientId,
      header: base64Encode(encodeTendermintHeader({ ...header, trustedHeight })),
    }
    refuse(errors.RevisionMismatch, { type: 'client/UpdateClient', value })
  })
  test('needs a commit for this very header (F3)', () => {
    const genuine = path.b.chain.lightBlock()
    const header = { ...genuine.header, appHash: new Uint8Array(32).fill(7) }
    refuse(errors.HeaderCommitBlockId, update({ ...genuine, header }))
  })
  test('needs signatures of the trusted validators', () => {
    const other = validatorKeys(crypto, [10], 77)
    const { header } = path.b.chain.forkedBlock(path.b.chain.height, {}, other)
    const validatorsHash = path.b.chain.forkedBlock(1, {}).header.validatorsHash
    refuse(
      errors.HeaderValidatorsHash,
      update(path.b.chain.forkedBlock(Number(header.height), { validatorsHash }, other)),
    )
  })
  test('needs a header that is not from the future', () => {
    const time = timestampFromMs(path.b.chain.clock.nowMs + 60_000)
    refuse(errors.HeaderFromFuture, update(path.b.chain.forkedBlock(path.b.chain.height, { time })))
  })
  test('needs a later time than the trusted header', () => {
    const time = timestampFromMs(path.b.chain.clock.nowMs - 60_000)
    refuse(errors.HeaderTimeNotGreater, update(path.b.chain.forkedBlock(path.b.chain.height, { time })))
  })
  test('needs a height that a number holds', () => {
    refuse(errors.HeightRange, update(path.b.chain.forkedBlock(path.b.chain.height, { height: 2n ** 60n })))
  })
  test('needs a client within its trusting period', () => {
    const message = path.updateMessage(path.a)
    path.a.chain.advance(TRUSTING_PERIOD_MS)
    expectRejected(path.a.chain, errors.ClientExpired, [message], [path.a.relayer])
    expect(status()).toBe('Expired')
  })
})

describe('signatures of a set of four', () => {
  beforeEach(() => {
    path = connectedEchoPath({ crypto, powers: [[10], [10, 10, 10, 10]] })
    path.b.chain.advance(1_000)
  })
  const refuse = (kind: ErrorKind, changed: LightBlock): void => {
    const header = path.b.headerText(path.a.latestHeight, changed)
    const message = { type: 'client/UpdateClient', value: { clientId: path.a.clientId, header } }
    expectRejected(path.a.chain, kind, [message], [path.a.relayer])
    expect(status()).toBe('Active')
  }

  test('one signature repeated in all slots counts for nothing (F2)', () => {
    const genuine = path.b.chain.lightBlock()
    const [one] = genuine.commit.signatures
    const signatures = genuine.commit.signatures.map(() => one!)
    refuse(errors.HeaderDuplicateSignature, { ...genuine, commit: { ...genuine.commit, signatures } })
  })
  test('one signature under the addresses of all counts for nothing (F2)', () => {
    const genuine = path.b.chain.lightBlock()
    const { signature } = genuine.commit.signatures[0]!
    const signatures = genuine.commit.signatures.map((slot) => ({ ...slot, signature }))
    refuse(errors.HeaderWrongSignature, { ...genuine, commit: { ...genuine.commit, signatures } })
  })
  test('two of four are not enough', () => {
    const genuine = path.b.chain.lightBlock()
    const absent = {
      blockIdFlag: 1 as const,
      validatorAddress: new Uint8Array(0),
      timestamp: { seconds: -62_135_596_800n, nanos: 0 },
      signature: new Uint8Array(0),
    }
    const signatures = genuine.commit.signatures.map((slot, index) => (index < 2 ? slot : absent))
    refuse(errors.HeaderNotEnoughPower, { ...genuine, commit: { ...genuine.commit, signatures } })
  })
})

describe('a change of validators', () => {
  test('is followed at the next height, and beyond it while a third remains', () => {
    path = connectedEchoPath({ crypto, powers: [[10], [10, 10, 10]] })
    path.b.chain.nextValidators = validatorKeys(crypto, [10, 10, 10], 52)
    path.b.chain.advance(1_000)
    path.b.chain.advance(1_000)
    path.b.chain.advance(1_000)
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    expect(status()).toBe('Active')
    expect(clientReads.assurance(path.a.chain.context(), path.a.clientId)?.validators).toBe(3)
  })

  test('to strangers is refused in one leap and accepted step by step', () => {
    path = connectedEchoPath({ crypto })
    path.b.chain.nextValidators = validatorKeys(crypto, [10], 77)
    path.b.chain.advance(1_000)
    const announced = path.b.chain.height
    path.b.chain.advance(1_000)
    path.b.chain.advance(1_000)
    expectRejected(path.a.chain, errors.HeaderNotEnoughTrust, [path.updateMessage(path.a)], [path.a.relayer])
    required('UpdateClient', path.a.relay([path.updateMessage(path.a, announced)]))
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    expect(path.a.latestHeight).toBe(path.b.chain.height)
  })
})

describe('two headers at one height', () => {
  beforeEach(() => {
    path = connectedEchoPath({ crypto })
    path.b.chain.advance(1_000)
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
  })
  const trusted = (): number => path.a.latestHeight - 1
  const fork = (): LightBlock => path.b.chain.forkedBlock(path.b.chain.height, { appHash: new Uint8Array(32).fill(7) })
  const updateFrom = (text: string): Message => ({
    type: 'client/UpdateClient',
    value: { clientId: path.a.clientId, header: text },
  })
  /** A state below the latest, from which both blocks can be verified. */
  function twoStates(): number {
    const first = path.a.latestHeight
    path.b.chain.advance(1_000)
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    return first
  }

  test('an unverified one is refused without trace: nobody can fake an equivocation', () => {
    const first = twoStates()
    const genuine = path.b.chain.lightBlock()
    const foreign = validatorKeys(crypto, [10], 77)
    const faked = [
      { ...genuine, header: { ...genuine.header, appHash: new Uint8Array(32).fill(7) } },
      path.b.chain.forkedBlock(path.b.chain.height, { appHash: new Uint8Array(32).fill(7) }, foreign),
    ]
    const kinds = [errors.HeaderCommitBlockId, errors.HeaderValidatorsHash]
    faked.forEach((header, index) => {
      expectRejected(path.a.chain, kinds[index]!, [updateFrom(path.b.headerText(first, header))], [path.a.relayer])
      expect(status()).toBe('Active')
    })
  })

  test.each([
    ['another root', { appHash: new Uint8Array(32).fill(7) }],
    ['the same root and another history', { dataHash: new Uint8Array(32).fill(7) }],
  ])('a verified one with %s freezes the client and is kept as evidence', (_, change) => {
    const first = twoStates()
    const header = path.b.headerText(first, path.b.chain.forkedBlock(path.b.chain.height, change))
    const result = required('UpdateClient', path.a.relay([updateFrom(header)]))
    expect(result.data?.[0]).toMatchObject({ result: 'frozen' })
    expect(result.events.map(({ type }) => type)).toEqual(['TrustAlarm', 'ClientFrozen'])
    expect(status()).toBe('Frozen')
    const act = clients(path.a.chain.store).get(path.a.clientId)?.frozen?.act ?? 0
    expect(acts(path.a.chain.store).get(actPart(act))).toMatchObject({
      kind: 'evidence',
      facts: { cause: 'header-conflict', conflict: 'equivocation', height: path.b.chain.height, header },
    })
    expectRejected(path.a.chain, errors.ClientFrozen, [updateFrom(header)], [path.a.relayer])
    expect(path.a.chain.violations()).toEqual([])
  })

  test('a verified header that goes back in time freezes the client', () => {
    const first = path.a.latestHeight
    path.b.chain.advance(1_000)
    const skipped = path.b.chain.height
    path.b.chain.advance(1_000)
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    const time = timestampFromMs(path.b.chain.clock.nowMs + 5_000)
    const header = path.b.headerText(first, path.b.chain.forkedBlock(skipped, { time }))
    expect(required('UpdateClient', path.a.relay([updateFrom(header)])).data?.[0]).toMatchObject({ result: 'frozen' })
    expect(status()).toBe('Frozen')
  })

  const misbehaviour = (first: LightBlock, second: LightBlock, from = trusted()): Message => {
    const text = base64Encode(
      encodeMisbehaviour({
        clientId: path.a.clientId,
        first: path.b.header(from, first),
        second: path.b.header(from, second),
      }),
    )
    return { type: 'client/SubmitMisbehaviour', value: { clientId: path.a.clientId, misbehaviour: text } }
  }

  test('submitted as evidence freeze the client', () => {
    const first = twoStates()
    const message = misbehaviour(path.b.chain.lightBlock(), fork(), first)
    expect(required('SubmitMisbehaviour', path.a.relay([message])).data?.[0]).toMatchObject({ result: 'frozen' })
    expect(status()).toBe('Frozen')
  })

  test('submitted as evidence but equal, unsigned or by a stranger, they change nothing', () => {
    const first = twoStates()
    const genuine = path.b.chain.lightBlock()
    const unsigned = { ...genuine, header: { ...genuine.header, appHash: new Uint8Array(32).fill(7) } }
    const rows = [
      [errors.NoMisbehaviour, misbehaviour(genuine, genuine, first), path.a.relayer],
      [errors.HeaderCommitBlockId, misbehaviour(genuine, unsigned, first), path.a.relayer],
      [echoErrors.NotRelayer, misbehaviour(genuine, fork(), first), stranger],
      [errors.ConsensusStateUnknown, misbehaviour(genuine, fork(), first + 7), path.a.relayer],
    ] as const
    for (const [kind, message, signer] of rows) expectRejected(path.a.chain, kind, [message], [signer])
    expect(status()).toBe('Active')
  })
})
