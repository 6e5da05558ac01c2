import { base64Encode, bytesEqual, CodecError, concatBytes, latin1Encode } from '@xiezhi/codec'
import { CometError, headerHash, validatorAddress } from '@xiezhi/comet'
import type { LightBlock, Validator, ValidatorSet } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import {
  clientErrors,
  commitmentKey,
  decodeMerkleProof,
  encodeMerkleProof,
  packetCommitment,
  packetFromJson,
  verifyMerkleProof,
} from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import { kernelErrors } from '@xiezhi/kernel'
import {
  decodeTendermintHeader,
  encodeTendermintHeader,
  HEADER_TYPE_URL,
  LightClientError,
  revisionOf,
  verifyHeader,
} from '@xiezhi/lightclient'
import type { TendermintHeader } from '@xiezhi/lightclient'
import { ProofError } from '@xiezhi/merkle'
import { SdkError } from '@xiezhi/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cosmosMessages, updateClient } from '../../../apps/relayer/src/cosmos/cosmos-messages.ts'
import { ECHO_PORT } from './testing/interop-modules.ts'
import { mutated, overlong, seeded } from './testing/mutate.ts'
import { buildSimd } from './testing/simd-chain.ts'
import { World } from './testing/world.ts'

const CASES = Number(process.env['XIEZHI_INTEROP_CASES'] ?? 150)
const AT_ONCE = 15
const SEED = 20_261_129

const simd = await buildSimd('changed messages between a zone and a chain of ibc-go')

interface Outcome {
  readonly codespace: string
  readonly code: number
}

const TRUST = { trustLevel: { numerator: 1, denominator: 3 }, trustingPeriodMs: 14 * 86_400_000, clockDriftMs: 20_000 }
const ACCEPTED: Outcome = { codespace: '', code: 0 }

/** The code with which our light client refuses the header; null where it accepts. */
function verdictOn(bytes: Uint8Array, { header }: LightBlock): string | null {
  try {
    const { block, trustedHeight, trustedValidators } = decodeTendermintHeader(bytes)
    const { revisionNumber, revisionHeight } = trustedHeight
    if (revisionHeight !== header.height || revisionNumber !== revisionOf(header.chainId)) return 'TRUSTED_HEIGHT'
    const { time, height, nextValidatorsHash } = header
    const trusted = { height, time, nextValidatorsHash, nextValidators: trustedValidators }
    verifyHeader(nodeCrypto, header.chainId, trusted, block, TRUST, Date.now())
    return null
  } catch (error) {
    if (error instanceof LightClientError || error instanceof CometError || error instanceof CodecError)
      return error.code
    throw error
  }
}

/** Whether nothing but the proposers of the two sets is changed: no hash covers them, and our client does not read them. */
function isProposerChange(bytes: Uint8Array, genuine: Uint8Array): boolean {
  const { block, trustedHeight, trustedValidators } = decodeTendermintHeader(bytes)
  const { validators } = trustedValidators
  const own = decodeTendermintHeader(genuine)
  const restored = encodeTendermintHeader({
    block: { ...block, validators: { ...block.validators, proposer: own.block.validators.proposer } },
    trustedHeight,
    trustedValidators: { validators, proposer: own.trustedValidators.proposer },
  })
  return bytesEqual(restored, genuine)
}

/** Validators that nobody has elected. */
function strangers(count: number): ValidatorSet {
  const validators = Array.from({ length: count }, (_, at): Validator => {
    const publicKey = nodeCrypto.sha256(Uint8Array.of(at >> 8, at & 0xff))
    const address = validatorAddress(nodeCrypto, publicKey)
    return { address, publicKey, votingPower: 1n, proposerPriority: 0n }
  })
  return { validators, proposer: validators[0] ?? null }
}

function withProposer({ validators, proposer }: ValidatorSet): ValidatorSet {
  return { validators, proposer: proposer ?? validators[0] ?? null }
}

function headerFrom(block: LightBlock, trusted: LightBlock): TendermintHeader {
  return {
    block: { ...block, validators: withProposer(block.validators) },
    trustedHeight: { revisionNumber: revisionOf(block.header.chainId), revisionHeight: trusted.header.height },
    trustedValidators: withProposer(trusted.validators),
  }
}

/** Some at once: a zone and a chain take many in one block. */
async function each<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += AT_ONCE)
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(run))))
  return results
}

function changedOnes(bytes: Uint8Array): Uint8Array[] {
  const below = seeded(SEED)
  return Array.from({ length: CASES }, () => mutated(bytes, below)).filter((one) => !bytesEqual(one, bytes))
}

describe.skipIf('absent' in simd)(`changed messages (seed ${SEED})`, () => {
  let world: World
  beforeAll(async () => {
    if ('path' in simd) world = await World.start(simd.path)
  })
  afterAll(() => world.close())

  /** What the zone says of a message of a relayer. */
  const outcomeOn = async (type: string, value: Readonly<Record<string, unknown>>): Promise<Outcome> => {
    try {
      await world.zone.act([{ type, value: value as never }], 'relayer')
      return ACCEPTED
    } catch (error) {
      if (!(error instanceof SdkError) || error.code === 'CONNECTION_CLOSED') throw error
      const { codespace, code } = error.facts
      return { codespace: typeof codespace === 'string' ? codespace : '', code: Number(code) }
    }
  }
  const knownToZone = async (): Promise<number> => {
    const client = (await world.zone.client.query('client/client', { clientId: world.clientOnZone })) as {
      latestHeight: number
    }
    return client.latestHeight
  }
  const update = (header: Uint8Array): Promise<Outcome> =>
    outcomeOn('client/UpdateClient', { clientId: world.clientOnZone, header: base64Encode(header) })

  describe('of ibc-go', () => {
    let trusted: LightBlock
    let block: LightBlock
    let genuine: Uint8Array
    beforeAll(async () => {
      const { node } = world.chain.user
      trusted = await node.lightBlock(await knownToZone())
      block = await node.lightBlockSoon(Number(trusted.header.height) + 2)
      genuine = encodeTendermintHeader(headerFrom(block, trusted))
    })

    test('a header: refused with a code, or none of its header is changed', async () => {
      const known = await knownToZone()
      const changed = changedOnes(genuine)
      const refused = await each(
        changed.filter((bytes) => verdictOn(bytes, trusted) !== null),
        update,
      )
      expect([...new Set(refused.map(({ codespace }) => codespace))]).toEqual(['client'])
      expect(new Set(refused.map(({ code }) => code)).size).toBeGreaterThan(4)
      expect(await knownToZone()).toBe(known)
      const harmless = changed.filter((bytes) => verdictOn(bytes, trusted) === null)
      for (const outcome of await each(harmless, update)) expect(outcome).toEqual(ACCEPTED)
      const hash = headerHash(nodeCrypto, block.header)
      for (const bytes of harmless)
        expect(headerHash(nodeCrypto, decodeTendermintHeader(bytes).block.header)).toEqual(hash)
      expect(await world.statusOnZone()).toBe('Active')
      expect(world.zone.host.app.violations()).toEqual([])
    })

    test('a header of another chain, revision or trusted height, or with other validators', async () => {
      const known = await knownToZone()
      const next = await world.chain.user.node.lightBlockSoon(known + 2)
      const from = await world.chain.user.node.lightBlock(known)
      const header = headerFrom(next, from)
      const { trustedHeight } = header
      const changes: readonly (readonly [Partial<TendermintHeader>, Outcome])[] = [
        [{ trustedHeight: { ...trustedHeight, revisionNumber: 8n } }, clientErrors.RevisionMismatch],
        [{ trustedHeight: { ...trustedHeight, revisionHeight: 10_000n } }, clientErrors.ConsensusStateUnknown],
        [{ trustedHeight: { ...trustedHeight, revisionHeight: 2n ** 60n } }, clientErrors.HeightRange],
        [{ block: { ...header.block, header: { ...next.header, chainId: 'simd-8' } } }, clientErrors.HeaderChainId],
        [{ trustedValidators: strangers(2) }, clientErrors.HeaderTrustedValidatorsHash],
        [{ block: { ...header.block, validators: strangers(2) } }, clientErrors.HeaderValidatorsHash],
        // Within the limit of the bytes, far from the set that the header names.
        [{ block: { ...header.block, validators: strangers(900) } }, clientErrors.HeaderValidatorsHash],
        // Beyond the limit of the bytes; beyond that of a transaction.
        [{ block: { ...header.block, validators: strangers(1_500) } }, kernelErrors.MessageMalformed],
        [{ block: { ...header.block, validators: strangers(10_001) } }, kernelErrors.TxTooLarge],
      ]
      for (const [change, expected] of changes) {
        const { codespace, code } = await update(encodeTendermintHeader({ ...header, ...change }))
        expect({ codespace, code }).toEqual({ codespace: expected.codespace, code: expected.code })
      }
      expect(await knownToZone()).toBe(known)
    })

    test('a proof: refused with a code, and the packet is received by the genuine one alone', async () => {
      const packet = await world.sendFromChain({ sourcePort: 'mockv2A', destinationPort: ECHO_PORT, text: 'proved' })
      const { node } = world.chain.user
      const { height, proofs } = await node.proved(latin1Encode(commitmentKey(world.clientOnChain, packet.sequence)))
      const proof = encodeMerkleProof(proofs)
      const shown = await node.lightBlockSoon(height + 1)
      const from = await node.lightBlock(await knownToZone())
      expect(await update(encodeTendermintHeader(headerFrom(shown, from)))).toEqual(ACCEPTED)
      const receive = (bytes: Uint8Array): Promise<Outcome> =>
        outcomeOn('packet/ReceivePacket', { packet, proof: base64Encode(bytes), proofHeight: height + 1 })

      const outcomes = await each(changedOnes(proof), receive)
      expect([...new Set(outcomes.map(({ codespace }) => codespace))]).toEqual(['client'])
      expect(new Set(outcomes.map(({ code }) => code)).size).toBeGreaterThan(4)
      const [tree = new Uint8Array(0), stores = new Uint8Array(0)] = proofs
      const { BytesMalformed, ProofEncoding, ProofKind } = clientErrors
      const notCanonical: readonly (readonly [Uint8Array, Outcome])[] = [
        [encodeMerkleProof([tree]), BytesMalformed],
        [encodeMerkleProof([tree, stores, stores]), BytesMalformed],
        [concatBytes(proof, Uint8Array.of(0x10, 1)), BytesMalformed],
        [overlong(proof, proof[1] === undefined || proof[1] < 0x80 ? 1 : 2), BytesMalformed],
        [encodeMerkleProof([concatBytes(tree, Uint8Array.of(0x48, 1)), stores]), ProofEncoding],
        [encodeMerkleProof([overlong(tree, (tree[1] ?? 0) < 0x80 ? 1 : 2), stores]), ProofEncoding],
        // A batch and a compressed batch, as ics23 can also write them.
        [encodeMerkleProof([Uint8Array.of(0x1a, 0), stores]), ProofKind],
        [encodeMerkleProof([Uint8Array.of(0x22, 0), stores]), ProofKind],
      ]
      for (const [bytes, expected] of notCanonical) {
        const { codespace, code } = await receive(bytes)
        expect({ codespace, code }).toEqual({ codespace: expected.codespace, code: expected.code })
      }
      const input = { clientId: world.clientOnZone, sequences: [packet.sequence] }
      expect(await world.zone.client.query('packet/received', input)).toMatchObject([{ receipt: null }])
      expect(await receive(proof)).toEqual(ACCEPTED)
      expect(world.zone.host.app.violations()).toEqual([])
    })
  })

  describe('of ours, judged by ibc-go and by our own light client', () => {
    let trusted: LightBlock
    beforeAll(async () => {
      trusted = await world.zone.client.lightBlock(await world.clientHeightOnChain())
    })
    const laterBlock = async (): Promise<LightBlock> => {
      while ((await world.zone.client.status()).height < Number(trusted.header.height) + 3) await world.zone.nextBlock()
      return world.zone.client.lightBlock((await world.zone.client.status()).height)
    }
    const theirs = (header: Uint8Array): Promise<string | null> => {
      const message = { typeUrl: HEADER_TYPE_URL, value: header }
      return world.judged([updateClient(world.clientOnChain, message, world.chain.user.account.address)])
    }
    test('a header: they agree but for its encoding and for what no hash covers', async () => {
      const genuine = encodeTendermintHeader(headerFrom(await laterBlock(), trusted))
      expect([verdictOn(genuine, trusted), await theirs(genuine)]).toEqual([null, null])
      const verdicts = await each(changedOnes(genuine), async (bytes) => ({
        bytes,
        ours: verdictOn(bytes, trusted),
        theirs: await theirs(bytes),
      }))
      const laxer = verdicts.filter(({ ours, theirs: other }) => ours === null && other !== null)
      expect(laxer.filter(({ bytes }) => !isProposerChange(bytes, genuine))).toEqual([])
      const stricter = verdicts.filter(({ ours, theirs: other }) => ours !== null && other === null)
      const known = ['PROTO_INVALID', 'COMMIT_ADDRESS', 'PROPOSER_INVALID', 'VALIDATORS_MALFORMED']
      expect(stricter.filter(({ ours }) => !known.includes(ours ?? ''))).toEqual([])
      expect(verdicts.filter(({ ours, theirs: other }) => ours !== null && other !== null).length).toBeGreaterThan(
        CASES / 2,
      )
    })

    test('a proof: they agree but for its encoding', async () => {
      const packet: PacketJson = await world.sendFromZone({
        sourcePort: ECHO_PORT,
        destinationPort: 'mockv2B',
        text: 'proved',
      })
      const key = commitmentKey(world.clientOnZone, packet.sequence)
      const { block, entries, height } = await world.zone.client.proveMany([key])
      const proof = encodeMerkleProof([entries[0]?.proof ?? new Uint8Array(0)])
      const header = base64Encode(encodeTendermintHeader(headerFrom(block, trusted)))
      const context = {
        signer: world.chain.user.account.address,
        peerRevision: revisionOf(trusted.header.chainId),
      }
      const received = (bytes: Uint8Array): Promise<string | null> =>
        world.judged(
          cosmosMessages(
            [
              { type: 'client/UpdateClient', value: { clientId: world.clientOnChain, header } },
              {
                type: 'packet/ReceivePacket',
                value: { packet, proof: base64Encode(bytes), proofHeight: height + 1 },
              },
            ],
            context,
          ),
        )
      const verify = (bytes: Uint8Array): string | null => {
        try {
          verifyMerkleProof(nodeCrypto, {
            layout: 'smt',
            prefix: [new Uint8Array(0)],
            root: block.header.appHash,
            proof: bytes,
            key: latin1Encode(key),
            value: packetCommitment(nodeCrypto, packetFromJson(packet)),
          })
          return null
        } catch (error) {
          if (error instanceof ProofError || error instanceof CodecError) return error.code
          throw error
        }
      }
      expect([verify(proof), await received(proof)]).toEqual([null, null])
      expect(decodeMerkleProof(proof)).toHaveLength(1)
      const verdicts = await each(changedOnes(proof), async (bytes) => ({
        ours: verify(bytes),
        theirs: await received(bytes),
      }))
      expect(verdicts.filter(({ ours, theirs: other }) => ours === null && other !== null)).toEqual([])
      const stricter = verdicts.filter(({ ours, theirs: other }) => ours !== null && other === null)
      expect(stricter.filter(({ ours }) => !['PROTO_INVALID', 'PROOF_ENCODING'].includes(ours ?? ''))).toEqual([])
      expect(verdicts.filter(({ ours, theirs: other }) => ours !== null && other !== null).length).toBeGreaterThan(
        CASES / 2,
      )
    })
  })
})
