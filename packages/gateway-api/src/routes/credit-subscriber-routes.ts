import { Type } from 'typebox'
import { act, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import {
  CREDIT_HELD_STATES,
  creditConfirmation,
  creditDifferenceRow,
  creditEntryRow,
  creditEntryView,
  creditReceiptRow,
  creditSetRow,
  creditSummary,
  creditUse,
  creditUseRow,
} from '../schemas/credit-subscriber.ts'
import { client } from '../schemas/enforcement-scalars.ts'
import { pageFields, pageOf, pageQuery } from '../schemas/page.ts'
import { closed, flag, oneOf, randomId } from '../schemas/scalars.ts'

const OPERATOR: readonly Role[] = ['INSTITUTION_OPERATOR']
const listeners = ['institution'] as const
const ofEntry = closed({ client, entryId: randomId })
const onEntry = { subject: 'record', param: 'entryId', purpose: 'CREDIT_LIST' } as const

/** Credit lists at a department or platform that acts on them: a person sees those of the own organisation. */
export const creditSubscriberRoutes = {
  getCreditSummary: read({
    path: '/api/v1/institution/credit/summary',
    listeners,
    access: OPERATOR,
    summary: { zh: '信用名单概况', en: 'Credit lists at a glance' },
    response: creditSummary,
  }),
  listHeldEntries: read({
    path: '/api/v1/institution/credit/entries',
    listeners,
    access: OPERATOR,
    summary: { zh: '本单位持有的名单条目及可采取的措施', en: 'Entries held here, and what may be done on them' },
    query: closed({
      ...pageFields,
      state: Type.Optional(oneOf([...CREDIT_HELD_STATES, 'OPEN'])),
    }),
    response: pageOf(creditEntryRow),
    audit: { subject: 'record', purpose: 'CREDIT_LIST' },
  }),
  getHeldEntry: read({
    path: '/api/v1/institution/credit/entries/:client/:entryId',
    listeners,
    access: OPERATOR,
    summary: { zh: '名单条目及平台展示内容', en: 'An entry, and the record that the own system shows' },
    params: ofEntry,
    response: creditEntryView,
    audit: onEntry,
  }),
  recordUse: act({
    path: '/api/v1/institution/credit/entries/:client/:entryId/uses',
    listeners,
    access: OPERATOR,
    summary: { zh: '登记一次使用', en: 'Record that an entry was used' },
    params: ofEntry,
    body: creditUse,
    audit: onEntry,
  }),
  confirmHeldEntry: act({
    path: '/api/v1/institution/credit/entries/:client/:entryId/confirmation',
    listeners,
    access: OPERATOR,
    summary: { zh: '确认已采纳或已删除', en: 'Confirm that it is shown, or deleted' },
    params: ofEntry,
    body: creditConfirmation,
  }),
  listCreditReceipts: read({
    path: '/api/v1/institution/credit/receipts',
    listeners,
    access: OPERATOR,
    summary: { zh: '回执', en: 'Receipts given' },
    query: closed({ ...pageFields, withdrawals: Type.Optional(flag) }),
    response: pageOf(creditReceiptRow),
  }),
  listCreditUses: read({
    path: '/api/v1/institution/credit/uses',
    listeners,
    access: OPERATOR,
    summary: { zh: '使用记录', en: 'Uses recorded' },
    query: pageQuery,
    response: pageOf(creditUseRow),
    audit: { subject: 'record', purpose: 'CREDIT_LIST' },
  }),
  listCreditSets: read({
    path: '/api/v1/institution/credit/sets',
    listeners,
    access: OPERATOR,
    summary: { zh: '每月名单对账', en: 'Monthly reconciliation of the set' },
    query: pageQuery,
    response: pageOf(creditSetRow),
  }),
  listCreditDifferences: read({
    path: '/api/v1/institution/credit/differences',
    listeners,
    access: OPERATOR,
    summary: { zh: '本单位系统与名单的差异', en: 'Differences of the own system' },
    query: closed({ ...pageFields, open: Type.Optional(flag) }),
    response: pageOf(creditDifferenceRow),
  }),
}
