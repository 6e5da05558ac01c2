import { Type } from 'typebox'
import { act, call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import { client } from '../schemas/enforcement-scalars.ts'
import {
  alarmEnded,
  alarmEnding,
  assetLinePages,
  assetLineView,
  endedAlarm,
  inboxRow,
  institutionAnswer,
  institutionMeasure,
  institutionObjection,
  institutionOrderView,
  MEASURE_STATES,
  objectionText,
  RECEIVED_STATES,
  reconciliationRun,
} from '../schemas/institution.ts'
import { pageFields, pageOf, pageQuery } from '../schemas/page.ts'
import { actId, closed, oneOf, randomId } from '../schemas/scalars.ts'

const OPERATOR: readonly Role[] = ['INSTITUTION_OPERATOR']
const listeners = ['institution'] as const
const ofOrder = closed({ client, orderId: actId })
const onOrder = { subject: 'order', param: 'orderId', purpose: 'ASSISTANCE' } as const

/** The in-box of an institution and what stands on its assets: a person sees those of the own institution. */
export const institutionRoutes = {
  listInbox: read({
    path: '/api/v1/institution/orders',
    listeners,
    access: OPERATOR,
    summary: { zh: '收件箱', en: 'In-box' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf([...RECEIVED_STATES, 'OPEN'])) }),
    response: pageOf(inboxRow),
    audit: { subject: 'order', purpose: 'ASSISTANCE' },
  }),
  getInboxOrder: read({
    path: '/api/v1/institution/orders/:client/:orderId',
    listeners,
    access: OPERATOR,
    summary: { zh: '协助事项及其附件', en: 'An order with its opened annex' },
    params: ofOrder,
    response: institutionOrderView,
    audit: onOrder,
  }),
  acceptOrder: act({
    path: '/api/v1/institution/orders/:client/:orderId/acceptance',
    listeners,
    access: OPERATOR,
    summary: { zh: '受理', en: 'Take an order on' },
    params: ofOrder,
  }),
  answerOrder: act({
    path: '/api/v1/institution/orders/:client/:orderId/answer',
    listeners,
    access: OPERATOR,
    summary: { zh: '反馈结果', en: 'Answer an order' },
    params: ofOrder,
    body: institutionAnswer,
  }),
  objectToOrder: act({
    path: '/api/v1/institution/orders/:client/:orderId/objections',
    listeners,
    access: OPERATOR,
    summary: { zh: '提出书面异议', en: 'Object to an order' },
    params: ofOrder,
    body: objectionText,
  }),
  listMeasures: read({
    path: '/api/v1/institution/measures',
    listeners,
    access: OPERATOR,
    summary: { zh: '在控措施', en: 'Measures on our assets' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf([...MEASURE_STATES, 'LIVE'])) }),
    response: pageOf(institutionMeasure),
    audit: { subject: 'record', purpose: 'ASSISTANCE' },
  }),
  getAssetLine: read({
    path: '/api/v1/institution/lines/:assetKey',
    listeners,
    access: OPERATOR,
    summary: { zh: '一项财产上的措施及其顺位', en: 'The line of measures on an asset' },
    params: closed({ assetKey: randomId }),
    response: assetLineView,
    audit: { subject: 'record', param: 'assetKey', purpose: 'ASSISTANCE' },
  }),
  getAssetLinePages: read({
    path: '/api/v1/institution/lines/:assetKey/pages',
    listeners,
    access: OPERATOR,
    summary: { zh: '一项财产上已终了的措施', en: 'Measures on an asset that have ended and left the line' },
    params: closed({ assetKey: randomId }),
    query: closed({ after: Type.Optional(Type.Integer({ minimum: 0 })) }),
    response: assetLinePages,
    audit: { subject: 'record', param: 'assetKey', purpose: 'ASSISTANCE' },
  }),
  listInstitutionObjections: read({
    path: '/api/v1/institution/objections',
    listeners,
    access: OPERATOR,
    summary: { zh: '本单位提出的异议', en: 'Objections that we raised' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(['OPEN', 'UPHELD', 'DISMISSED'])) }),
    response: pageOf(institutionObjection),
    audit: { subject: 'order', purpose: 'ASSISTANCE' },
  }),
  listReconciliations: read({
    path: '/api/v1/institution/reconciliations',
    listeners,
    access: ['INSTITUTION_OPERATOR', 'OPERATOR'],
    summary: { zh: '每日对账', en: 'Reconciliations' },
    query: pageQuery,
    response: pageOf(reconciliationRun),
  }),
  listEndedAlarms: read({
    path: '/api/v1/institution/ended-alarms',
    listeners,
    access: ['INSTITUTION_OPERATOR', 'AUDITOR'],
    summary: { zh: '已终结的告警', en: 'Alarms that have ended' },
    query: pageQuery,
    response: pageOf(endedAlarm),
  }),
  endInstitutionAlarm: call({
    path: '/api/v1/institution/alarms/:alarmId/end',
    listeners,
    access: OPERATOR,
    summary: { zh: '终结关于反馈形式的告警（附理由）', en: 'End an alarm about the form of an answer, with reasons' },
    params: closed({ alarmId: Type.String({ pattern: '^[0-9a-f-]{36}$' }) }),
    body: alarmEnding,
    response: alarmEnded,
    audit: { subject: 'record', param: 'alarmId', purpose: 'ASSISTANCE' },
  }),
}
