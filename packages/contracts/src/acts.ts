import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'

/** `<transaction id>-<message index>`: the name of an act. */
export function actIdOf(ctx: CheckContext): string {
  return `${ctx.txId}-${ctx.messageIndex}`
}

/** Notes an act of the signers, so that it can be found if a key proves compromised. */
export type NoteAct = (ctx: TxContext, type: string, subject: string) => void

/** A message whose execution is an act of its signers. */
export interface ActDefinition<M = never, P = unknown> extends MessageDefinition<M, P> {
  /** What the act is about: an id, never a name. `plan` is what `check` has returned. */
  subject(message: M, plan: P, ctx: CheckContext): string
}

// Erased as the kernel erases messages; `defineAct` keeps each one sound.
export type AnyAct = ActDefinition

export function defineAct<M, P>(definition: ActDefinition<M, P>): AnyAct {
  return definition as unknown as AnyAct
}

/** The messages of a module, each noted once it has been executed. */
export function noteActs(acts: readonly AnyAct[], noteAct: NoteAct): readonly AnyAct[] {
  return acts.map((act) => ({
    ...act,
    execute: (ctx, message, plan) => {
      const answer = act.execute(ctx, message, plan)
      noteAct(ctx, act.type, act.subject(message, plan, ctx))
      return answer
    },
  }))
}
