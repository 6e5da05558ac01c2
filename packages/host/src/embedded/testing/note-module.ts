import { object, string } from '@xiezhi/codec'
import { collection, defineErrors, defineMessage, ensure, signTransaction } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import { testSigner } from '@xiezhi/kernel/testing'

/** A module with one message and one refusal, for tests of the host alone. */
export const noteErrors = defineErrors('note', { Taken: [2, 'the note exists'] })

const notes = collection('note/text', object({ text: string({ bytesMax: 64 }) }))

export const noteKey = (id: string): string => notes.key(id)

export const noteModule: Module = {
  name: 'note',
  version: 1,
  errors: noteErrors,
  events: ['NoteWritten'],
  messages: [
    defineMessage({
      type: 'note/Write',
      schema: object({ id: string({ bytesMax: 32 }) }),
      check: (ctx, { id }) => ensure(!notes(ctx.store).has(id), noteErrors.Taken, { id }),
      execute: (ctx, { id }) => {
        notes(ctx.store).set(id, { text: id })
        ctx.emit({ type: 'NoteWritten', data: { id } })
        return null
      },
    }),
  ],
  queries: [],
  invariants: [],
  migrations: [],
  initGenesis: () => undefined,
}

const officer = testSigner('court', 'clerk', 1)
let nonce = 0

export function noteTx(id: string, issuedAtMs = Date.now()): Uint8Array {
  const body = {
    chainId: 'xz-note-1',
    signers: [{ organisation: officer.organisation, officer: officer.officer, key: officer.key }],
    messages: [{ type: 'note/Write', value: { id } }],
    issuedAtMs,
    expiresAtMs: issuedAtMs + 60_000,
    nonce: String(nonce++),
  }
  return signTransaction(body, [officer.signer])
}
