import type { Message } from '@xiezhi/kernel'
import { CliError } from '../../cli-error.ts'
import { ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { newId } from '../bureau/instrument.ts'
import { courtClient, idArgument } from '../enforcement/parts.ts'

const ROWS_MAX = 100

interface AtOptions {
  readonly at: string
  readonly entry: string
  readonly json?: boolean
}
export type ConfirmOptions = AtOptions

/** The subscriber's service says that its own system has what is held now, or has deleted it. */
export function confirm(options: ConfirmOptions): Promise<number> {
  return acting(options, 'gateway', async (workspace) => {
    const zone = await workspace.session('institution')
    const [client, entryId] = [courtClient(workspace), idArgument(options.entry)]
    const asked = { client, subscriber: options.at, limit: ROWS_MAX }
    const rows = (await zone.query('listing/held', asked)) as readonly JsonObject[]
    const found = rows.find((row) => row['entryId'] === entryId)
    if (found === undefined) throw new CliError('ENTRY_NOT_HELD', 'DATA', { subscriber: options.at, entry: entryId })
    const revision = (found['view'] as JsonObject | null)?.['revision'] ?? 0
    return { type: 'listing/Confirm', value: { client, items: [{ entryId, revision }] } }
  })
}

export interface UseOptions extends AtOptions {
  readonly measure: string
  readonly purpose: string
}

export function use(options: UseOptions): Promise<number> {
  return acting(options, 'operator', (workspace) => {
    const { measure, purpose } = options
    const what = { useId: newId(), entryId: idArgument(options.entry), measure, action: 'REFUSE', count: 1 }
    const value = { client: courtClient(workspace), use: { ...what, purpose, on: ledgerToday(), reasonDigest: null } }
    return { type: 'listing/RecordUse', value }
  })
}

async function acting(
  { at, json }: AtOptions,
  officer: string,
  plan: (workspace: Workspace) => Promise<Message> | Message,
): Promise<number> {
  const out = new Output({ json })
  return Workspace.use(async (workspace) => {
    const zone = await workspace.session('institution')
    const message = await plan(workspace)
    const { height, data } = await zone.submit([message], [workspace.officer('institution', at, officer)])
    out.say('listingActed', { act: message.type, answer: JSON.stringify(data[0] ?? null) })
    out.say('acted', { zone: zone.zone.name, height })
    out.document({ ...(data[0] as JsonObject | null), height })
    return 0
  })
}
