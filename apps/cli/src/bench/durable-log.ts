import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'

/** A file that only grows. An entry that `append` has returned for is on disk; entries of one moment share a write. */
export class DurableLog {
  readonly #file: FileHandle
  #waiting: { readonly line: Uint8Array; readonly done: () => void; readonly failed: (error: unknown) => void }[] = []
  #isWriting = false

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async open(path: string): Promise<DurableLog> {
    return new DurableLog(await open(path, 'a', 0o600))
  }

  append(entry: Json): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ line: Buffer.concat([encodeCanonical(entry), Buffer.from('\n')]), done, failed })
      if (!this.#isWriting) void this.#write()
    })
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  async #write(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const taken = this.#waiting.splice(0)
      try {
        await this.#file.appendFile(Buffer.concat(taken.map(({ line }) => line)))
        await this.#file.datasync()
        for (const { done } of taken) done()
      } catch (error) {
        for (const { failed } of taken) failed(error)
      }
    }
    this.#isWriting = false
  }
}
