import type { TextState } from '@xiezhi/gateway-api'
import { caseNumber, bundledLaw, LawError } from '@xiezhi/law'
import { GatewayError } from '../gateway-error.ts'
import { openPersonalAlarms } from '../personal/alarms.ts'
import { deadlineOfAlarm, openAlarms } from '../views/alarm-view.ts'
import type { CaseViews } from '../views/case-view.ts'
import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import type { VerificationViews } from '../views/verification-view.ts'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'

/** Cases and verifications: the court's listener. */
export function courtHandlers(listener: Listener, cases: CaseViews, verifications: VerificationViews): Handlers {
  const { clock } = listener
  return {
    listCases: async ({ query }) => {
      const limit = limitOf(query)
      const rows = await cases.summaries(query.state, cursorParts(query, 2), limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ filedOn, caseId }) => [filedOn, caseId],
      )
    },
    findCase: async ({ body }) => ({ caseId: await cases.findByNumber(normalised(body.caseNumber)) }),
    getCase: async ({ params }) => cases.view(params.caseId, await clock.today()),
    listVerifications: (call) => listVerifications(listener, verifications, call),
    getVerification: ({ params }) => verifications.view(params.id),
    listFormerStaff: (call) => listFormerStaff(listener, call),
    listDeadlines: ({ query }) =>
      openAlarms(listener.db, query, deadlineOfAlarm, [(after, limit) => openPersonalAlarms(listener, after, limit)]),
  }
}

async function listVerifications(
  { db }: Listener,
  verifications: VerificationViews,
  { query }: Call<'listVerifications'>,
): Promise<{ items: Awaited<ReturnType<VerificationViews['summaries']>>; next: string | null }> {
  const limit = limitOf(query)
  const after = cursorParts(query, 2)
  let select = db
    .selectFrom('projection.request')
    .select(['dispatch_id', 'asked_at_ms'])
    .orderBy('asked_at_ms', 'desc')
    .orderBy('dispatch_id')
    .limit(limit + 1)
  if (after !== undefined) {
    const [at = '0', id = ''] = after
    select = select.where((eb) =>
      eb.or([
        eb('asked_at_ms', '<', Number(at)),
        eb.and([eb('asked_at_ms', '=', Number(at)), eb('dispatch_id', '>', id)]),
      ]),
    )
  }
  const rows = await select.execute()
  const { items, next } = pageOf(
    rows,
    limit,
    (row) => row.dispatch_id,
    (row) => [row.asked_at_ms, row.dispatch_id],
  )
  return { items: await verifications.summaries(items), next }
}

async function listFormerStaff(
  { db, texts }: Listener,
  { query }: Call<'listFormerStaff'>,
): Promise<{ items: FormerStaff[]; next: string | null }> {
  const limit = limitOf(query)
  const [after = ''] = cursorParts(query, 1) ?? []
  const rows = await db
    .selectFrom('projection.former_staff')
    .selectAll()
    .where('serial', '>', after)
    .orderBy('serial')
    .limit(limit + 1)
    .execute()
  const staffOf = ({ record }: (typeof rows)[number]): StaffRecord => record as unknown as StaffRecord
  const nameOf = await texts.shown(
    'formerStaff',
    rows.map((row) => staffOf(row).commitment),
  )
  return pageOf(
    rows,
    limit,
    (row) => {
      const { commitment, ...staff } = staffOf(row)
      const { text, state } = nameOf([commitment])
      return { ...staff, name: text, nameState: state, recordKey: `case/former-staff/${row.serial}` }
    },
    ({ serial }) => [serial],
  )
}

interface StaffRecord extends Omit<FormerStaff, 'name' | 'nameState' | 'recordKey'> {
  readonly commitment: string
}

interface FormerStaff {
  readonly serial: string
  readonly role: 'JUDGE' | 'PROCURATOR'
  readonly courtsServed: string[]
  readonly leftOn: string
  readonly leaveKind: 'RESIGNED' | 'RETIRED' | 'TRANSFERRED' | 'DISMISSED'
  readonly senior: boolean
  readonly firmInFormerArea: boolean
  readonly name: string | null
  readonly nameState: TextState
  readonly recordedAtMs: number
  readonly recordKey: string
}

/** @throws GatewayError INPUT_INVALID */
function normalised(text: string): string {
  try {
    return caseNumber.parse({ text }, bundledLaw).normalised
  } catch (error) {
    if (error instanceof LawError)
      throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/caseNumber', expected: error.code })
    throw error
  }
}
