import type { Json } from '@xiezhi/codec'
import { decodeAnswerAnnex } from '@xiezhi/institution-service'
import type { Listener } from '../routes/listener.ts'
import { propertyIn } from './found-property.ts'
import { EnforcementStore } from './store.ts'

/**
 * Takes the opened annex of an answer, which the caller has held against the digest on the ledger: what was found becomes
 * property of the case. The same order again changes nothing. False: no order of this gateway.
 * @throws CodecError, ControlInterfaceError: it is no annex of an answer
 */
export async function takeAnswer(listener: Listener, orderId: string, annex: Json): Promise<boolean> {
  const { answer } = decodeAnswerAnnex(annex)
  const store = new EnforcementStore(listener)
  const order = (await store.orders([orderId])).get(orderId)
  if (order === undefined) return false
  if (order.answer !== null) return true
  const { case_ref: caseId, institution } = await listener.db
    .selectFrom('projection.sent_order')
    .select(['case_ref', 'institution'])
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow()
  const debtor = await store.debtor(caseId, order.debtor_id)
  await store.keepProperty(caseId, debtor, propertyIn(answer), { institution, source: 'ANSWER', orderId })
  await store.keepAnswer(orderId, debtor.fields.idNo, annex)
  listener.live.tell({ topic: 'enforcement', id: caseId, height: null })
  return true
}
