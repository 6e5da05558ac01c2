import { base64Encode, hexEncode } from '@xiezhi/codec'
import type { LightBlock, ValidatorSet } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Signer } from '@xiezhi/crypto'
import { clientErrors } from '@xiezhi/interchain'
import { encodeMisbehaviour, encodeTendermintHeader, MISBEHAVIOUR_TYPE_URL, revisionOf } from '@xiezhi/lightclient'
import type { TendermintHeader, TendermintMisbehaviour } from '@xiezhi/lightclient'
import { signCommit } from '@xiezhi/lightclient/testing'
import type { SdkError } from '@xiezhi/sdk'
import { timestampToMs, validatorAddress } from '@xiezhi/comet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { updateClient } from '../../../apps/relayer/src/cosmos/cosmos-messages.ts'
import { secretOf } from '../../../apps/relayer/src/testing/echo-zones.ts'
import { ECHO_PORT } from './testing/interop-modules.ts'
import { buildSimd } from './testing/simd-chain.ts'
import { World } from './testing/world.ts'

const simd = await buildSimd('misbehaviour between a zone and a chain of ibc-go')

/** The block as it is and another of its height with another root, both signed by the one validator. */
function twoHeaders(block: LightBlock, signer: Signer, trustedHeight: number): TendermintMisbehaviour {
  const [own] = block.validators.validators
  if (own === undefined) throw new RangeError('no validator')
  const set: ValidatorSet = { validators: [own], proposer: own }
  const header = { ...block.header, appHash: new Uint8Array(32).fill(0xee) }
  const keys = { set, signers: new Map([[hexEncode(validatorAddress(nodeCrypto, signer.publicKey)), signer]]) }
  const commit = signCommit(nodeCrypto, header, { validators: keys, timeMs: timestampToMs(header.time) })
  const asHeader = (one: LightBlock): TendermintHeader => ({
    block: { ...one, validators: set },
    trustedHeight: { revisionNumber: revisionOf(header.chainId), revisionHeight: BigInt(trustedHeight) },
    trustedValidators: set,
  })
  const first = asHeader({ header: block.header, commit: block.commit, validators: set })
  return { clientId: '07-tendermint-0', first, second: asHeader({ header, commit, validators: set }) }
}

describe.skipIf('absent' in simd)('two headers of one height', () => {
  let world: World
  beforeAll(async () => {
    if ('path' in simd) world = await World.start(simd.path)
  })
  afterAll(() => world.close())

  const latestOf = async (): Promise<number> => {
    const client = (await world.zone.client.query('client/client', { clientId: world.clientOnZone })) as {
      latestHeight: number
    }
    return client.latestHeight
  }
  const submit = (misbehaviour: TendermintMisbehaviour): Promise<unknown> => {
    const value = { clientId: world.clientOnZone, misbehaviour: base64Encode(encodeMisbehaviour(misbehaviour)) }
    return world.zone.act([{ type: 'client/SubmitMisbehaviour', value }], 'relayer')
  }
  const submitThere = (misbehaviour: TendermintMisbehaviour): Promise<unknown> => {
    const message = { typeUrl: MISBEHAVIOUR_TYPE_URL, value: encodeMisbehaviour(misbehaviour) }
    const { user } = world.chain
    return user.submit([updateClient(world.clientOnChain, message, user.account.address)])
  }
  const ourMisbehaviour = async (signer: Signer): Promise<TendermintMisbehaviour> => {
    const { client } = world.zone
    const created = await world.clientHeightOnChain()
    while ((await client.status()).height <= created + 1) await world.zone.nextBlock()
    return twoHeaders(await client.lightBlock(created + 1), signer, created)
  }
  const theirMisbehaviour = async (signer: Signer): Promise<TendermintMisbehaviour> => {
    const { node } = world.chain.user
    const latest = await latestOf()
    return twoHeaders(await node.lightBlockSoon(latest + 1), signer, latest)
  }

  test('that somebody else signed freeze neither client', async () => {
    const stranger = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7))
    // The commit has no signature of the validator.
    await expect(submit(await theirMisbehaviour(stranger))).rejects.toMatchObject({
      code: 'TX_REFUSED',
      facts: { codespace: 'client' },
    } satisfies Partial<SdkError>)
    await expect(submitThere(await ourMisbehaviour(stranger))).rejects.toMatchObject({
      code: 'TX_REFUSED',
      facts: { codespace: 'client' },
    })
    expect([await world.statusOnZone(), await world.statusOnChain()]).toEqual(['Active', 'Active'])
  })

  test('that agree freeze neither client', async () => {
    const same = ({ first, ...rest }: TendermintMisbehaviour): TendermintMisbehaviour => ({
      ...rest,
      first,
      second: first,
    })
    const { codespace, code } = clientErrors.NoMisbehaviour
    await expect(submit(same(await theirMisbehaviour(world.chain.validator)))).rejects.toMatchObject({
      facts: { codespace, code },
    })
    const own = nodeCrypto.signer('ed25519', secretOf('court', 'validator'))
    // ibc-go takes such a message and does nothing.
    await submitThere(same(await ourMisbehaviour(own)))
    expect([await world.statusOnZone(), await world.statusOnChain()]).toEqual(['Active', 'Active'])
  })

  test('that the validator of the zone signed freeze their client of it', async () => {
    const own = nodeCrypto.signer('ed25519', secretOf('court', 'validator'))
    await submitThere(await ourMisbehaviour(own))
    expect(await world.statusOnChain()).toBe('Frozen')
    const payload = { sourcePort: 'mockv2A', destinationPort: ECHO_PORT, text: 'after' }
    await expect(world.sendFromChain(payload)).rejects.toMatchObject({
      code: 'TX_REFUSED',
      facts: { codespace: 'client' },
    })
  })

  test('that their validator signed freeze our client of the chain', async () => {
    const misbehaviour = await theirMisbehaviour(world.chain.validator)
    await submit(misbehaviour)
    expect(await world.statusOnZone()).toBe('Frozen')
    const { codespace, code } = clientErrors.ClientFrozen
    const payload = { sourcePort: ECHO_PORT, destinationPort: 'mockv2B', text: 'after' }
    await expect(world.sendFromZone(payload)).rejects.toMatchObject({ facts: { codespace, code } })
    const header = base64Encode(encodeTendermintHeader(misbehaviour.first))
    const update = { type: 'client/UpdateClient', value: { clientId: world.clientOnZone, header } }
    await expect(world.zone.act([update], 'relayer')).rejects.toMatchObject({ facts: { codespace, code } })
    expect(world.zone.host.app.violations()).toEqual([])
  })
})
