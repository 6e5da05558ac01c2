import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import type { RegistryApi, WritePlan } from '../api.ts'
import { errors } from '../errors.ts'
import type { RecordVersionMessage } from '../messages.ts'
import type { RegistryPorts } from '../ports.ts'

export function recordVersion(
  api: RegistryApi,
  ports: RegistryPorts,
): Pick<MessageDefinition<RecordVersionMessage, WritePlan>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, message: RecordVersionMessage): WritePlan {
      requireWriter(api, ports, ctx, message.recordType)
      return api.checkWrite(ctx, message)
    },
    execute(ctx: TxContext, _message: RecordVersionMessage, plan: WritePlan): Json {
      const { row, digest } = api.write(ctx, plan)
      return { row, digest }
    },
  }
}

/** @throws ContractError RecordTypeUnknown, WriterMissing, and those of the port */
export function requireWriter(api: RegistryApi, ports: RegistryPorts, ctx: CheckContext, recordType: string): void {
  const type = api.recordTypeOf(recordType)
  ensure(type !== undefined, errors.RecordTypeUnknown, { recordType })
  ensure(type.writers.length > 0, errors.WriterMissing, { recordType })
  ports.requireWriter(ctx, type.writers, recordType)
}
