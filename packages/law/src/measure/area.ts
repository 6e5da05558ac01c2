import { admit } from './admit.ts'
import { allocate } from './allocate.ts'
import { disposalTransfer } from './disposal-transfer.ts'
import { livingReserve } from './living-reserve.ts'
import { overControl } from './over-control.ts'
import { queue } from './queue.ts'
import { renewal } from './renewal.ts'
import { surplus } from './surplus.ts'
import { term } from './term.ts'

/** Sealing, seizing and freezing (查封、扣押、冻结). */
export const measure = {
  term,
  renewal,
  allocate,
  overControl,
  queue,
  admit,
  surplus,
  livingReserve,
  disposalTransfer,
}
