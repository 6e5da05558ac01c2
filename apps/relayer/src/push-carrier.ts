import type { LightBlock } from '@xiezhi/comet'
import type { Message } from '@xiezhi/kernel'
import { SdkError } from '@xiezhi/sdk'
import type { Cargo, CargoMessage, Carried, Carrier, Refusal } from './cargo.ts'
import { messagesOf } from './cargo.ts'
import type { MessageTaker } from './chain-end.ts'
import type { ClientView } from './client-view.ts'

/** Message text in one transaction, below the 256 KiB of a whole one: the rest is for header and signature. */
export const TX_MESSAGES_CHARS_MAX = 150 * 1024

/** Submits cargo to the ledger it is for. */
export class PushCarrier implements Carrier {
  readonly #target: MessageTaker
  readonly #view: ClientView

  constructor(target: MessageTaker, view: ClientView) {
    this.#target = target
    this.#view = view
  }

  carry(cargo: Cargo): Promise<Carried> {
    return this.bring(cargo.block, messagesOf(cargo))
  }

  /** Messages that are proved under one header of the peer. @throws SdkError, RelayerError if nothing was decided */
  async bring(block: LightBlock, messages: readonly CargoMessage[]): Promise<Carried> {
    const updates = await this.#view.updatesFor(block)
    const update = updates.at(-1)?.message
    const [first = [], ...others] = packed(messages)
    if (update === undefined && messages.length === 0) return { messages: 0, refused: [] }
    const refused: Refusal[] = []
    for (const one of updates.slice(0, -1)) await this.#withHeader(one.block, one.message, [], refused)
    await this.#withHeader(block, update, first, refused)
    await Promise.all(others.map((group) => this.#group(group, refused)))
    return { messages: messages.length, refused }
  }

  /** The header goes with the first messages; if they are refused it goes alone, so that the others can be proved. */
  async #withHeader(
    block: LightBlock,
    update: Message | undefined,
    group: readonly CargoMessage[],
    refused: Refusal[],
  ): Promise<void> {
    if (update === undefined) return this.#group(group, refused)
    try {
      await this.#target.submit([update, ...group.map(({ message }) => message)])
      this.#view.learn(block)
      return undefined
    } catch (error) {
      if (!isRefusal(error)) throw error
      if (group.length === 0) {
        await this.#view.reload()
        throw error
      }
    }
    await this.#withHeader(block, update, [], refused)
    return this.#halves(group, refused)
  }

  /** One message that the zone refuses must not keep the others back: they are halved until it stands alone. */
  async #group(group: readonly CargoMessage[], refused: Refusal[]): Promise<void> {
    if (group.length === 0) return
    try {
      await this.#target.submit(group.map(({ message }) => message))
    } catch (error) {
      if (!isRefusal(error)) throw error
      const [only] = group
      if (group.length === 1 && only !== undefined) refused.push(refusalOf(only, error))
      else await this.#halves(group, refused)
    }
  }

  async #halves(group: readonly CargoMessage[], refused: Refusal[]): Promise<void> {
    if (group.length === 1) return this.#group(group, refused)
    const half = group.length >> 1
    await Promise.all([this.#group(group.slice(0, half), refused), this.#group(group.slice(half), refused)])
    return undefined
  }
}

function isRefusal(error: unknown): error is SdkError {
  return error instanceof SdkError && error.code === 'TX_REFUSED'
}

function refusalOf({ sequence, message }: CargoMessage, { facts }: SdkError): Refusal {
  const { codespace = '', code = -1 } = facts
  return { type: message.type, sequence, codespace: typeof codespace === 'string' ? codespace : '', code: Number(code) }
}

/** Groups that fit a transaction each, in order. */
function packed(messages: readonly CargoMessage[]): CargoMessage[][] {
  const groups: CargoMessage[][] = []
  let room = 0
  for (const one of messages) {
    const chars = JSON.stringify(one.message).length
    const last = groups.at(-1)
    if (last === undefined || chars > room) {
      groups.push([one])
      room = TX_MESSAGES_CHARS_MAX - chars
    } else {
      last.push(one)
      room -= chars
    }
  }
  return groups
}
