import { object, string } from '@xiezhi/codec'
import { collection, defineErrors, defineMessage, ensure, signTransaction } from '@xiezhi/kernel'
import type { CheckContext, Module } from '@xiezhi/kernel'
import { testSigner } from '@xiezhi/kernel/testing'

/** A module with one message and one refusal, for tests of the host alone. */
export const noteErrors = defineErrors('note', {
  Taken: [2, 'the note exists'],
  OfficerUnknown: [3, 'nobody here has this key'],
  RoleNotHeld: [4, 'the officer may not do this'],
})

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

/** The one who may confirm the clock of a zone with notes, and one who may not. */
export const noteOfficer = testSigner('court', 'technician', 2)
export const noteClerk = officer

export function noteClockOfficer({ signers }: CheckContext): void {
  const [signer] = signers
  const known = [noteOfficer, noteClerk].find(({ key }) => key === signer?.key)
  ensure(known !== undefined && known.officer === signer?.officer, noteErrors.OfficerUnknown)
  ensure(known === noteOfficer, noteErrors.RoleNotHeld)
}
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
