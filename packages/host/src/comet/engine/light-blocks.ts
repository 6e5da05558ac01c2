import { bytesEqual, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { signedHeaderFromJson, validatorFromJson } from '@xiezhi/comet'
import type { LightBlock, Validator } from '@xiezhi/comet'
import type { EngineRpc } from './engine-rpc.ts'

const VALIDATORS_PER_PAGE = 100
/** Sets that are remembered; they change seldom. */
const SETS_KEPT = 16

type Fields = Readonly<Record<string, Json>>

/** Headers, commits and validators as the engine has them. */
export class LightBlocks {
  readonly #rpc: EngineRpc
  /** By the hash that headers name. */
  readonly #sets = new Map<string, readonly Validator[]>()

  constructor(rpc: EngineRpc) {
    this.#rpc = rpc
  }

  /** Undefined: of the latest. @throws RpcError where the engine has no such block */
  async at(height?: number): Promise<LightBlock> {
    const answer = (await this.#rpc.call('commit', height === undefined ? {} : { height: String(height) })) as Fields
    const { header, commit } = signedHeaderFromJson(answer['signed_header'])
    const validators = await this.#validators(hexEncode(header.validatorsHash), Number(header.height))
    const proposer = validators.find(({ address }) => bytesEqual(address, header.proposerAddress)) ?? null
    return { header, commit, validators: { validators, proposer } }
  }

  /** Lowest height that the engine has. @throws RpcError */
  async earliest(): Promise<number> {
    const { sync_info } = (await this.#rpc.call('status')) as { readonly sync_info: Fields }
    return Number(sync_info['earliest_block_height'])
  }

  async #validators(hash: string, height: number): Promise<readonly Validator[]> {
    const known = this.#sets.get(hash)
    if (known !== undefined) return known
    const all: Validator[] = []
    for (let page = 1; ; page++) {
      const params = { height: String(height), page: String(page), per_page: String(VALIDATORS_PER_PAGE) }
      const { validators, total } = (await this.#rpc.call('validators', params)) as Fields
      const shown = (validators as readonly Json[]).map(validatorFromJson)
      all.push(...shown)
      if (all.length >= Number(total) || shown.length === 0) break
    }
    // Priorities change with every block and are not signed.
    const set = all.map((validator) => ({ ...validator, proposerPriority: 0n }))
    this.#sets.set(hash, set)
    const [eldest] = this.#sets.keys()
    if (this.#sets.size > SETS_KEPT && eldest !== undefined) this.#sets.delete(eldest)
    return set
  }
}
