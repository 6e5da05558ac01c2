import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalText } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { answer as answerRecord, controlRequest } from '@xiezhi/control-interface'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { annexDigest, encodeAnswerAnnex } from '../annex.ts'
import type { FeedbackSink, OrderKey, RequestStore } from '../ports.ts'

/** Requests, answers and annexes as files of one folder, each whole or not there. */
export class FileStores {
  readonly requests: RequestStore
  readonly feedback: FeedbackSink
  readonly #folder: string

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.#folder = folder
    const soon = <T>(run: () => T): Promise<T> => Promise.resolve().then(run)
    this.requests = {
      keepRequest: (key, request) =>
        soon(() =>
          this.#write(key.orderId, 'request', { client: key.client, request: controlRequest.encode(request) }),
        ),
      request: (orderId) =>
        soon(() => {
          const kept = this.#read(orderId, 'request') as { readonly request: Json } | undefined
          return kept === undefined ? undefined : controlRequest.decode(kept.request)
        }),
      answer: (orderId) =>
        soon(() => {
          const kept = this.#read(orderId, 'answer')
          return kept === undefined ? undefined : answerRecord.decode(kept)
        }),
      keepAnswer: (orderId, answer) => soon(() => this.#write(orderId, 'answer', answerRecord.encode(answer))),
      finish: ({ orderId }) => soon(() => this.#write(orderId, 'finished', null)),
      unfinished: () =>
        soon(() =>
          this.names('request')
            .filter((orderId) => this.#read(orderId, 'finished') === undefined)
            .map((orderId): OrderKey => ({
              client: (this.#read(orderId, 'request') as { readonly client: string }).client,
              orderId,
            })),
        ),
    }
    this.feedback = {
      keep: (order, annex) =>
        soon(() => {
          if (this.#read(order.orderId, 'annex') === undefined)
            this.#write(order.orderId, 'annex', encodeAnswerAnnex(annex))
          return annexDigest(suite(nodeCrypto, 'intl'), this.#read(order.orderId, 'annex') ?? null)
        }),
      send: ({ orderId }) => soon(() => this.#write(orderId, 'sent', null)),
      drop: ({ orderId }) => soon(() => this.#write(orderId, 'dropped', null)),
    }
  }

  /** Orders that have a file of this kind. */
  names(kind: string): readonly string[] {
    const ending = `.${kind}.json`
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .sort()
  }

  read(orderId: string, kind: string): Json | undefined {
    return this.#read(orderId, kind)
  }

  #read(orderId: string, kind: string): Json | undefined {
    const path = join(this.#folder, `${orderId}.${kind}.json`)
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Json) : undefined
  }

  #write(orderId: string, kind: string, value: Json): void {
    const path = join(this.#folder, `${orderId}.${kind}.json`)
    writeFileSync(`${path}.part`, canonicalText(value))
    renameSync(`${path}.part`, path)
  }
}
