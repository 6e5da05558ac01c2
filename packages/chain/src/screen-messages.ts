import { CodecError } from '@xiezhi/codec'
import { registryMessages, screenFields } from '@xiezhi/contracts'
import { ContractError, kernelErrors } from '@xiezhi/kernel'
import type { AnyMessage, Message, Module } from '@xiezhi/kernel'
import { recordTypes } from './record-types.ts'

/** A relayer sends what another ledger's payload made it send: such messages are refused inside a block, one by one. */
const RELAYED = /^(client|packet)\//

/**
 * Refuses messages before they are included. A refused transaction stays in its block with all its bytes, so what must never
 * stand on a ledger (rulebook 2.8), and fields that no schema knows, must not come so far.
 */
export function messageScreen(modules: readonly Module[]): (messages: readonly Message[]) => void {
  const definitions = new Map<string, AnyMessage>()
  for (const module of modules) for (const message of module.messages) definitions.set(message.type, message)
  return (messages) => {
    messages.forEach(({ type, value }, messageIndex) => {
      const definition = definitions.get(type)
      if (definition === undefined || RELAYED.test(type)) return
      const parsed: unknown = parsing({ message: type, messageIndex }, () => definition.schema.parse(value))
      if (type === 'registry/RecordVersion') screenRecord(parsed as RecordVersion)
      if (type === 'registry/ImportRecords') screenRows(parsed as ImportRecords, messageIndex)
    })
  }
}

/** A row that does not meet the schema is refused alone by the handler, but not before it stood in the block. */
function screenRows({ rows }: ImportRecords, messageIndex: number): void {
  rows.forEach((row, at) => {
    const facts = { message: 'registry/ImportRecords', messageIndex, row: at + 1 }
    screenRecord(parsing(facts, () => registryMessages.recordVersionSchema.parse(row)))
  })
}

type RecordVersion = ReturnType<typeof registryMessages.recordVersionSchema.parse>
type ImportRecords = ReturnType<typeof registryMessages.importRecordsSchema.parse>

/** @throws ContractError of codespace `registry`, with the field's name and never its value */
function screenRecord({ recordType, fields }: RecordVersion): void {
  const type = recordTypes.find(({ name }) => name === recordType)
  if (type !== undefined) screenFields(type, fields)
}

function parsing<T>(facts: Readonly<Record<string, string | number>>, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof CodecError)
      throw new ContractError(kernelErrors.MessageMalformed, { ...facts, ...error.facts })
    throw error
  }
}
