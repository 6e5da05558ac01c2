import { integer, nullable, object, optional } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery, ReadContext } from '@xiezhi/kernel'
import { caseReference, digest, randomId, shortId } from '../ids.ts'
import { checkDeposit, DEPOSIT_NOT_PROVED, overallResult } from './handlers/check-deposit.ts'
import { objectionsTo, ordersFor } from './handlers/decide-authenticity.ts'
import {
  deposits,
  DEPOSITS_PER_DIGEST_MAX,
  depositsByDigest,
  depositsOfCase,
  filings,
  findings,
  FINDINGS_PER_DEPOSIT_MAX,
  platforms,
} from './state.ts'
import type { Deposit } from './state.ts'

export const PAGE_MAX = 100
const limit = integer({ min: 1, max: PAGE_MAX })

/** Reads for clients. Anybody who holds the document may ask `deposit/verify`: it names neither case nor person. */
export const queries: readonly AnyQuery[] = [
  defineQuery({
    name: 'deposit/verify',
    schema: object({
      digest,
      /** Judges this deposit only. */
      depositId: optional(randomId),
      /** The fact it shall prove, as the asking person states it, UTC milliseconds. */
      factAtMs: optional(nullable(integer({ min: 0 }))),
    }),
    answer: (ctx, { digest: seen, depositId, factAtMs }) => {
      const checks = candidates(ctx, seen, depositId).map((found) =>
        checkDeposit(found, platformOf(ctx, found), seen, factAtMs ?? found.factAtMs),
      )
      return { result: overallResult(checks), checks, notProved: [...DEPOSIT_NOT_PROVED] }
    },
  }),
  defineQuery({
    name: 'deposit/deposit',
    schema: object({ depositId: randomId }),
    answer: (ctx, { depositId }) => {
      const found = deposits(ctx.store).get(depositId)
      if (found === undefined) return null
      return {
        deposit: found,
        filing: filings(ctx.store).get(depositId) ?? null,
        platform: platformOf(ctx, found) ?? null,
        objections: objectionsTo(ctx, depositId),
        orders: ordersFor(ctx, depositId),
        findings: findings(ctx.store)
          .list({ under: [depositId], limit: FINDINGS_PER_DEPOSIT_MAX })
          .map(({ value }) => value),
      }
    },
  }),
  defineQuery({
    name: 'deposit/ofCase',
    schema: object({ caseRef: caseReference, after: optional(randomId), limit }),
    answer: ({ store }, { caseRef, after, limit: most }) =>
      depositsOfCase(store)
        .list({ under: [caseRef], limit: most, ...(after === undefined ? {} : { after: [caseRef, after] }) })
        .flatMap(({ id }) => deposits(store).get(id[1] ?? '') ?? []),
  }),
  defineQuery({
    name: 'deposit/platforms',
    schema: object({ after: optional(shortId), limit }),
    answer: ({ store }, { after, limit: most }) =>
      platforms(store)
        .list({ limit: most, ...(after === undefined ? {} : { after: [after] }) })
        .map(({ value }) => value),
  }),
]

/** The deposit asked for, whatever its digest; without one, all of the digest. */
function candidates(ctx: ReadContext, seen: string, depositId: string | undefined): readonly Deposit[] {
  const ids =
    depositId === undefined
      ? depositsByDigest(ctx.store)
          .list({ under: [seen], limit: DEPOSITS_PER_DIGEST_MAX })
          .map(({ id }) => id[1] ?? '')
      : [depositId]
  return ids.flatMap((id) => deposits(ctx.store).get(id) ?? [])
}

function platformOf({ store }: ReadContext, { platformId }: Deposit): ReturnType<ReturnType<typeof platforms>['get']> {
  return platformId === null ? undefined : platforms(store).get(platformId)
}
