import type { AnyMessage, CheckContext, TxContext } from '@xiezhi/kernel'

/** `<transaction id>-<message index>`: the name of an act. */
export function actIdOf(ctx: CheckContext): string {
  return `${ctx.txId}-${ctx.messageIndex}`
}

/** Notes an act of the signers, so that it can be found if a key proves compromised. */
export type NoteAct = (ctx: TxContext, type: string, subject: string) => void

/** Fields that name what an act is about; the first that a message has is its subject. */
const SUBJECT_FIELDS = [
  'caseRef',
  'licenceNo',
  'sanctionId',
  'objectionId',
  'fallbackId',
  'dispatchId',
  'alarmId',
  'taskId',
  'serial',
  'uscc',
  'instrumentDigest',
] as const

/** The messages of a module, each noted once it has been executed. */
export function noteActs(messages: readonly AnyMessage[], noteAct: NoteAct): readonly AnyMessage[] {
  return messages.map((message) => ({
    ...message,
    execute: (ctx, value, plan) => {
      const answer = message.execute(ctx, value, plan)
      noteAct(ctx, message.type, subjectOf(value))
      return answer
    },
  }))
}

function subjectOf(message: unknown): string {
  const fields = message as Readonly<Record<string, unknown>>
  const name = SUBJECT_FIELDS.find((field) => typeof fields[field] === 'string')
  return name === undefined ? '' : String(fields[name])
}
