import { answer } from '@xiezhi/control-interface'
import type { Json } from '@xiezhi/codec'
import type { InstitutionContext } from './context.ts'
import { payOut } from './control/deduct.ts'

interface PendingRow {
  readonly id: number
  readonly request_no: string
  readonly seq: number
  readonly amount: number
  readonly measure: number
  readonly asset: number
  readonly limit_quantity: number
  readonly answer: Json
}

/** Carries out the deductions that were registered; from then on their requests have their last answers. */
export function settleDeductions({ store }: InstitutionContext): Promise<number> {
  return store.transaction(async (tx) => {
    const { rows } = await tx.query<PendingRow>(
      `select p.*, m.asset, m.limit_quantity, r.answer from pending_deduction p
       join measure m on m.id = p.measure join request r on r.request_no = p.request_no order by p.id for update of p, m, r`,
    )
    for (const row of rows) {
      const from = { id: row.measure, limit_quantity: row.limit_quantity }
      await payOut(tx, {
        requestNo: row.request_no,
        seq: row.seq,
        asset: row.asset,
        amount: row.amount,
        target: '',
        from,
      })
      const { rows: current } = await tx.query<{ answer: Json }>('select answer from request where request_no = $1', [
        row.request_no,
      ])
      const given = answer.decode(current[0]?.answer)
      const feedback = {
        requestNo: row.request_no,
        seq: row.seq,
        state: 'CONTROLLED' as const,
        actualControlledCents: row.amount,
        overControlledCents: 0,
        deductedCents: row.amount,
      }
      const last = answer.encode({ ...given, result: 'PROCESSED', items: [...(given.items ?? []), feedback] })
      await tx.query('update request set answer = $2 where request_no = $1', [row.request_no, JSON.stringify(last)])
      await tx.query('delete from pending_deduction where id = $1', [row.id])
    }
    return rows.length
  })
}
