import { createHash } from 'node:crypto'
import { encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { answer, controlRequest } from '@xiezhi/control-interface'
import type { Answer, ControlFeedback, ControlRequest } from '@xiezhi/control-interface'
import type { InstitutionContext } from './context.ts'
import { applyItem, isFiled } from './control/apply-item.ts'
import { LATER } from './control/deduct.ts'
import { endExpired } from './db/rows.ts'
import type { Tx } from './db/store.ts'
import { InstitutionError } from './institution-error.ts'
import { answerQuery } from './query/answer-query.ts'

/**
 * Does what a request asks, once, in one transaction with its answer. The same number with the same content gets the answer that
 * was given; only that and the digest of the content are kept of a request.
 */
export async function handleRequest(context: InstitutionContext, request: ControlRequest): Promise<Answer> {
  const { profile, store, behaviours } = context
  if (request.institutionCode !== profile.institutionCode || request.institutionKind !== profile.kind)
    throw new InstitutionError('OTHER_INSTITUTION')
  if (request.nature === 'QUERY' && !isFiled(context, request)) throw new InstitutionError('OFFICER_NOT_FILED')
  const digest = createHash('sha256')
    .update(encodeCanonical(controlRequest.encode(request)))
    .digest('hex')
  await endExpired(context)
  return store.transaction(async (tx) => {
    // Whoever sends the number at the same moment waits here until the first is done.
    const taken = await tx.query(
      `insert into request (request_no, digest, answer) values ($1, $2, 'null') on conflict do nothing`,
      [request.requestNo, digest],
    )
    if (taken.rowCount === 0) {
      const known = await knownRequest(tx, request.requestNo)
      if (known.digest !== digest && !behaviours.take('ACCEPTS_REUSED_NUMBER'))
        throw new InstitutionError('REQUEST_NO_REUSED')
      return answer.decode(known.answer)
    }
    const given = request.nature === 'QUERY' ? await query(context, tx, request) : await control(context, tx, request)
    await tx.query('update request set answer = $2 where request_no = $1', [
      request.requestNo,
      JSON.stringify(answer.encode(given)),
    ])
    return given
  })
}

async function query(context: InstitutionContext, tx: Tx, request: ControlRequest): Promise<Answer> {
  return { requestNo: request.requestNo, result: 'PROCESSED', query: await answerQuery(context, tx, request) }
}

async function control(context: InstitutionContext, tx: Tx, request: ControlRequest): Promise<Answer> {
  const done = new Map<number, ControlFeedback | typeof LATER>()
  // Assets are held in one order, whatever order a request names them in: two requests cannot wait for each other.
  const items = [...(request.items ?? [])].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
  for (const item of items) done.set(item.seq, await applyItem(context, tx, request, item))
  const feedback = (request.items ?? [])
    .map(({ seq }) => done.get(seq))
    .filter((one) => one !== undefined && one !== LATER)
  const isLater = [...done.values()].includes(LATER)
  const isFailed = !isLater && feedback.every(({ state }) => state === 'NOT_CONTROLLED')
  const result = isLater ? 'REGISTERED' : isFailed ? 'FAILED' : 'PROCESSED'
  return { requestNo: request.requestNo, result, items: feedback }
}

function orderOf(item: NonNullable<ControlRequest['items']>[number]): string {
  const { accountNo, subAccount, securityCode, policyNo, vehicleNo, realEstateUnit, seq } = item
  const asset = [accountNo, subAccount, securityCode, policyNo, vehicleNo, realEstateUnit]
    .map((part) => part ?? '')
    .join('\0')
  return `${asset}\0${String(seq).padStart(4, '0')}`
}

async function knownRequest(tx: Tx, requestNo: string): Promise<{ readonly digest: string; readonly answer: Json }> {
  const { rows } = await tx.query<{ digest: string; answer: Json }>(
    'select digest, answer from request where request_no = $1',
    [requestNo],
  )
  if (rows[0] === undefined) throw new InstitutionError('REQUEST_UNKNOWN')
  return rows[0]
}

/** What became of a request. @throws InstitutionError REQUEST_UNKNOWN */
export async function requestStatus({ store, behaviours }: InstitutionContext, requestNo: string): Promise<Answer> {
  const known = await store.transaction((tx) => knownRequest(tx, requestNo))
  const given = answer.decode(known.answer)
  if (given.items === undefined || !behaviours.take('CONTRADICTORY')) return given
  const items = given.items.map(({ seq }) => ({
    requestNo,
    seq,
    state: 'NOT_CONTROLLED' as const,
    failureReason: 'BALANCE_ZERO' as const,
  }))
  return { ...given, items }
}
