import type { Json } from '@xiezhi/codec'
import type { WrittenView } from '@xiezhi/gateway-api'
import type { Listener } from '../routes/listener.ts'
import { CASE_FILES } from '../vault/private-texts.ts'

const WRITING = 'caseWriting'
const STATES = { HELD: 'held', ERASED: 'erased', TAMPERED: 'damaged' } as const

export interface Written {
  readonly reasons: string
  readonly fileDigest?: string
}

/** Who wrote it, where that is a person of whom the ledger knows nothing. */
export interface Writer {
  readonly as: string
  readonly name: string | null
}

export interface KeptWriting {
  /** What the ledger commits to. */
  readonly digest: string
  /** On disk before the digest is signed. */
  readonly keep: () => Promise<void>
}

interface Value {
  readonly text: string
  readonly fileDigest: string | null
  readonly by: Writer | null
}

type Parts = Pick<Listener, 'db' | 'texts' | 'clock'>

/** Reasons, grounds and findings of a case: the ledger has a salted digest, the vault has the text and who wrote it. */
export class Writings {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  write(caseId: string, { reasons, fileDigest }: Written, by: Writer | null = null): KeptWriting {
    const { db, texts, clock } = this.#parts
    const content: Value = { text: reasons, fileDigest: fileDigest ?? null, by }
    const value = texts.saltedValue(WRITING, content as unknown as Json)
    return {
      digest: value.digest,
      keep: async () => {
        await texts.keepValues(CASE_FILES, [{ owner: caseId, value }])
        await db
          .insertInto('enforcement_writing')
          .values({ commitment: value.digest, case_ref: caseId, made_at_ms: clock.nowMs() })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      },
    }
  }

  /** Gives what is shown of each digest, and who wrote it; of one that was written elsewhere, the digest alone. */
  async shown(
    digests: readonly string[],
  ): Promise<(digest: string) => { readonly written: WrittenView; readonly by: Writer | null }> {
    const kept = await this.#parts.texts.values(WRITING, [...new Set(digests)])
    return (digest) => {
      const found = kept.get(digest)
      const state = found === undefined ? 'none' : STATES[found.state]
      const value = found?.state === 'HELD' ? (found.value as unknown as Value) : null
      return {
        written: { digest, text: value?.text ?? null, state, fileDigest: value?.fileDigest ?? null },
        by: value?.by ?? null,
      }
    }
  }
}
