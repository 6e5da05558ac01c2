import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { randomId } from '../../ids.ts'
import type { MeasurePorts } from '../ports.ts'
import { lines } from '../state.ts'
import { planOf } from './line-plan.ts'
import { settle } from './stand.ts'
import { writePlan } from './write-plan.ts'

/** Due effect at 24:00 of a last day: ends the term if it has not been renewed, and the next takes effect. */
export function expireTerms(ports: MeasurePorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const line = lines(ctx.store).get(randomId.parse(item))
    if (line === undefined) return
    writePlan(ctx, ports, settle(ctx, ports.lawBook(ctx), planOf(line)))
  }
}
