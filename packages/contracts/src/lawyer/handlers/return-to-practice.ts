import { object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { civilDateOf, randomId } from '../../ids.ts'
import { writeWithEvent } from '../events.ts'
import type { LawyerPorts } from '../ports.ts'
import { lawyers, sanctions } from '../state.ts'
import { periodOn } from './status-timeline.ts'

const itemSchema = object({ lawyerId: randomId, sanctionId: randomId })

/**
 * Due effect on the day after a suspension: tells the return once the record has been looked at again. A licence that
 * ended meanwhile, another suspension, or a sanction set aside before its end returns nobody.
 */
export function returnToPractice(ports: LawyerPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const { lawyerId, sanctionId } = itemSchema.parse(item)
    const lawyer = lawyers(ctx.store).get(lawyerId)
    const sanction = sanctions(ctx.store).get(lawyerId, sanctionId)
    if (lawyer === undefined || sanction === undefined || sanction.revoked !== null) return
    const today = civilDateOf(ctx.block.decidedAtMs)
    const period = periodOn(lawyer.statusPeriods, today)
    if (period?.status !== 'ACTIVE') return
    writeWithEvent(ctx, ports, lawyer, {
      kind: 'RETURNED',
      status: 'ACTIVE',
      from: period.from,
      to: period.to,
      actId: null,
      organisation: null,
      instrumentDigest: null,
    })
  }
}
