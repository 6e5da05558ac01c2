import { defineMessage } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import { actIdOf, defineAct, noteActs } from '../acts.ts'
import type { RegistryApi } from './api.ts'
import { errors } from './errors.ts'
import { events } from './events.ts'
import { importRecords } from './handlers/import-records.ts'
import { recordVersion } from './handlers/record-version.ts'
import { invariants } from './invariants.ts'
import { importRecordsSchema, recordVersionSchema } from './messages.ts'
import type { RegistryPorts } from './ports.ts'
import { queries } from './queries.ts'

/** Records with two times: when they hold and when they became known. Nothing is overwritten. */
export function registryModule(api: RegistryApi, ports: RegistryPorts): Module {
  const importAct = defineAct({
    type: 'registry/ImportRecords',
    schema: importRecordsSchema,
    subject: (_message, _plan, ctx) => actIdOf(ctx),
    ...importRecords(api, ports),
  })
  return {
    name: 'registry',
    version: 1,
    errors,
    events,
    messages: [
      defineMessage({ type: 'registry/RecordVersion', schema: recordVersionSchema, ...recordVersion(api, ports) }),
      ...noteActs([importAct], ports.noteAct),
    ],
    queries: queries(api),
    invariants,
    migrations: [],
    initGenesis: () => undefined,
  }
}
