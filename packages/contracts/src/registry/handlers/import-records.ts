import { CodecError } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import type { RegistryApi } from '../api.ts'
import { errors } from '../errors.ts'
import type { ImportRecords } from '../messages.ts'
import type { RegistryPorts } from '../ports.ts'
import { imports, newVersionSchema } from '../state.ts'
import type { ImportReport, NewVersion } from '../state.ts'
import { requireWriter } from './record-version.ts'

/** Rows are judged one after another on the state that the rows before have made. */
export function importRecords(
  api: RegistryApi,
  ports: RegistryPorts,
): Pick<MessageDefinition<ImportRecords, null>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { recordType }: ImportRecords): null {
      requireWriter(api, ports, ctx, recordType)
      return null
    },
    execute(ctx: TxContext, { recordType, rows }: ImportRecords): Json {
      const refused = rows.flatMap((row, at) => {
        const attempt = ctx.attempt((tried) => api.write(tried, api.checkWrite(tried, versionOf(recordType, row))))
        return attempt.ok ? [] : [refusalOf(at + 1, attempt.error)]
      })
      const actId = actIdOf(ctx)
      const report: ImportReport = {
        actId,
        recordType,
        rows: rows.length,
        accepted: rows.length - refused.length,
        refused,
        importedAtMs: ctx.block.decidedAtMs,
      }
      imports(ctx.store).set(actId, report)
      const { accepted } = report
      ctx.emit({ type: 'RecordsImported', data: { actId, recordType, accepted, refused: refused.length } })
      return { actId, accepted, refused }
    },
  }
}

function versionOf(recordType: string, row: Json): NewVersion {
  const version = parsed(row)
  ensure(version.recordType === recordType, errors.RecordTypeMismatch, { expected: recordType })
  return version
}

function parsed(row: Json): NewVersion {
  try {
    return newVersionSchema.parse(row)
  } catch (error) {
    if (error instanceof CodecError) throw new ContractError(errors.RowMalformed, { field: error.facts.path })
    throw error
  }
}

function refusalOf(row: number, { kind, facts }: ContractError): ImportReport['refused'][number] {
  const field = typeof facts.field === 'string' ? facts.field.slice(0, 64) : null
  return { row, codespace: kind.codespace, code: kind.code, name: kind.name, field }
}
