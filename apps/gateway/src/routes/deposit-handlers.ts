import { depositApi, depositState } from '@xiezhi/contracts'
import type { RouteOutput, Routes } from '@xiezhi/gateway-api'
import { checkedDeposit, depositOf, depositSummary, depositView } from '../views/deposit-view.ts'
import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { recordProof } from './record-proof.ts'

type Answer = RouteOutput<Routes['checkDeposit']>

/** Deposits: the court's listener. The ledger is asked directly; nothing of it is copied. */
export function depositHandlers(listener: Listener): Handlers {
  const { zone } = listener
  return {
    listDeposits: async ({ params, query }) => {
      const limit = limitOf(query)
      const [after] = cursorParts(query, 1) ?? []
      const question = { caseRef: params.caseId, limit: limit + 1, ...(after === undefined ? {} : { after }) }
      const rows = (await zone.query('deposit/ofCase', question)) as unknown as depositState.Deposit[]
      return pageOf(
        rows,
        limit,
        (row) => depositSummary(row, params.caseId),
        ({ depositId }) => [depositId],
      )
    },
    getDeposit: async ({ params }) => depositView(await zone.query('deposit/deposit', { depositId: params.depositId })),
    checkDeposit: (call) => checkDeposit(listener, call),
  }
}

/** Records under the digests, each proved once. What the answer names is neither a case nor a person. */
async function checkDeposit({ zone }: Listener, { body }: Call<'checkDeposit'>): Promise<Answer> {
  const { digests, depositId, factAtMs = null } = body
  const found = new Set<string>()
  for (const digest of digests) {
    const question = { digest, ...(depositId === undefined ? {} : { depositId }) }
    const answer = (await zone.query('deposit/verify', question)) as unknown as { checks: { depositId: string }[] }
    for (const check of answer.checks) found.add(check.depositId)
  }
  const checks: Answer['checks'] = []
  for (const id of found) {
    const proof = await recordProof(zone, depositState.deposits.key(id))
    const deposit = depositOf(proof)
    const platform = await platformOf(zone, deposit.platformId)
    checks.push(checkedDeposit(proof, deposit, platform, depositApi.digestFor(deposit, digests), factAtMs))
  }
  return { result: depositApi.overallResult(checks), checks, notProved: [...depositApi.DEPOSIT_NOT_PROVED] }
}

async function platformOf(
  zone: Listener['zone'],
  platformId: string | null,
): Promise<depositState.Platform | undefined> {
  if (platformId === null) return undefined
  const { record } = await recordProof(zone, depositState.platforms.key(platformId))
  return record === null ? undefined : depositState.platformSchema.parse(record)
}
