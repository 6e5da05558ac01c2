import { readFileSync } from 'node:fs'
import { CodecError, hexBytes, hexDecode } from '@xiezhi/codec'
import { DirectSecp256k1Wallet, encodePubkey, makeAuthInfoBytes, makeSignDoc } from '@cosmjs/proto-signing'
import { BaseAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth'
import { QueryAccountRequest, QueryAccountResponse } from 'cosmjs-types/cosmos/auth/v1beta1/query'
import { TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx'
import type { Any } from 'cosmjs-types/google/protobuf/any'
import type { CosmosConfig } from '../config.ts'
import { RelayerError } from '../relayer-error.ts'
import type { CosmosNode } from './cosmos-node.ts'
import { decoded } from './decoded.ts'

const ACCOUNT_QUERY = '/cosmos.auth.v1beta1.Query/Account'
const BASE_ACCOUNT = '/cosmos.auth.v1beta1.BaseAccount'
/** A header, or a packet with its proof, stays below this. */
const GAS_PER_MESSAGE = 400_000

/** The account that signs and pays on a Cosmos chain. */
export class CosmosAccount {
  readonly address: string
  readonly #signer: DirectSecp256k1Wallet
  readonly #publicKey: Uint8Array
  readonly #config: Pick<CosmosConfig, 'gasPerMessage' | 'fee'>

  private constructor(
    signer: DirectSecp256k1Wallet,
    { address, pubkey }: { readonly address: string; readonly pubkey: Uint8Array },
    config: CosmosConfig,
  ) {
    this.#signer = signer
    this.address = address
    this.#publicKey = pubkey
    this.#config = config
  }

  /** @throws RelayerError KEY_INVALID; the key itself is never shown */
  static async load(config: CosmosConfig): Promise<CosmosAccount> {
    const signer = await DirectSecp256k1Wallet.fromKey(secretIn(config.keyFile), config.prefix)
    const [account] = await signer.getAccounts()
    if (account === undefined) throw new RelayerError('KEY_INVALID', { file: config.keyFile, expected: 'an account' })
    return new CosmosAccount(signer, account, config)
  }

  /** One transaction of all these messages, signed for the account's next sequence. @throws SdkError */
  async sign(node: CosmosNode, chainId: string, messages: readonly Any[]): Promise<Uint8Array> {
    const { accountNumber, sequence } = await this.#state(node)
    const publicKey = { type: 'tendermint/PubKeySecp256k1', value: Buffer.from(this.#publicKey).toString('base64') }
    const { gasPerMessage = GAS_PER_MESSAGE, fee } = this.#config
    const amount = fee === undefined ? [] : [{ denom: fee.denom, amount: String(fee.perMessage * messages.length) }]
    const authInfo = makeAuthInfoBytes(
      [{ pubkey: encodePubkey(publicKey), sequence }],
      amount,
      gasPerMessage * messages.length,
      undefined,
      undefined,
    )
    const body = TxBody.encode(TxBody.fromPartial({ messages: [...messages] })).finish()
    const { signed, signature } = await this.#signer.signDirect(
      this.address,
      makeSignDoc(body, authInfo, chainId, Number(accountNumber)),
    )
    return TxRaw.encode({
      bodyBytes: signed.bodyBytes,
      authInfoBytes: signed.authInfoBytes,
      signatures: [Buffer.from(signature.signature, 'base64')],
    }).finish()
  }

  /** @throws SdkError QUERY_REFUSED, RelayerError ACCOUNT_KIND */
  async #state(node: CosmosNode): Promise<BaseAccount> {
    const request = QueryAccountRequest.encode({ address: this.address }).finish()
    const { account } = decoded(QueryAccountResponse, await node.ask(ACCOUNT_QUERY, request))
    if (account?.typeUrl !== BASE_ACCOUNT)
      throw new RelayerError('ACCOUNT_KIND', { address: this.address, expected: BASE_ACCOUNT })
    return decoded(BaseAccount, account.value)
  }
}

function secretIn(keyFile: string): Uint8Array {
  try {
    return hexDecode(hexBytes(32).parse(readFileSync(keyFile, 'utf8').trim()))
  } catch (error) {
    if (error instanceof CodecError)
      throw new RelayerError('KEY_INVALID', { file: keyFile, expected: '64 hexadecimal digits' })
    if (error instanceof Error && 'syscall' in error)
      throw new RelayerError('KEY_INVALID', { file: keyFile, expected: 'a readable file' }, error)
    throw error
  }
}
