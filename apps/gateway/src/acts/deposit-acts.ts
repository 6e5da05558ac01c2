import type { Json } from '@xiezhi/codec'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { ActPlans } from './act-plans.ts'
import { randomId } from './random-id.ts'

/** Acts on deposits of the court (在线诉讼规则 16–19). */
export const depositPlans: ActPlans = {
  depositFile: ({ params: { caseId }, body }) => {
    const depositId = randomId()
    const fields = { caseRef: caseId, foreignAnchor: null, ...body }
    return Promise.resolve({
      ...planOn('depositFile', 'deposit/DepositFile', depositId, fields),
      facts: { depositId },
    })
  },
  contestDeposit: ({ params: { depositId }, body }) =>
    Promise.resolve(planOn('contestDeposit', 'deposit/ContestDeposit', depositId, body)),
  orderSource: ({ params: { depositId }, body }) =>
    Promise.resolve(planOn('orderSource', 'deposit/OrderSource', depositId, body)),
  answerSourceOrder: ({ params: { depositId, order }, body }) =>
    Promise.resolve(planOn('answerSourceOrder', 'deposit/AnswerSourceOrder', depositId, { order, ...body })),
  decideAuthenticity: ({ params: { depositId }, body }) =>
    Promise.resolve(planOn('decideAuthenticity', 'deposit/DecideAuthenticity', depositId, body)),
}

function planOn(act: string, type: string, depositId: string, fields: object): ActPlan {
  const value = { depositId, ...fields } as unknown as Json
  return { act, subject: { kind: 'deposit', id: depositId }, messages: [{ type, value }], then: 'done' }
}
