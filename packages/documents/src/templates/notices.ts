import { array, enumeration, object } from '@xiezhi/codec'
import {
  basis,
  contact,
  controlled,
  courtFields,
  documentFields,
  officers,
  outcomes,
  partyFields,
  personFields,
  released,
} from '../fields/parts.ts'
import { caseNumber, civilDate, line, lines, name, paragraph, paragraphs, sum } from '../fields/scalars.ts'
import { defineTemplate } from '../template.ts'
import { BASIS, courtHead, dateAndSeal, officersAndContact, parties } from './blocks.ts'

const subjects = array(object(personFields), { min: 1, max: 30 })
const SUBJECT = '{name}，{idKind|idKind}{idNumber}。'

const noticeFields = { ...courtFields, addressee: name, officers, contact, articles: lines } as const

/** 协助查询财产通知书（网络查询冻结规定 2–4）。 */
export const queryNotice = defineTemplate({
  title: { zh: '协助查询财产通知书', en: 'Property query notice' },
  version: 1,
  fields: object({ ...noticeFields, basis, subjects, scope: lines }),
  body: [
    ...courtHead('协助查询财产通知书'),
    { style: 'addressee', text: '{addressee}：' },
    {
      style: 'paragraph',
      text: `本院执行${BASIS}一案，依照{articles|list}的规定，请协助查询下列被执行人的财产：`,
    },
    { style: 'item', each: 'subjects', text: `{#}．${SUBJECT}` },
    { style: 'paragraph', text: '查询范围：{scope|list}。' },
    { style: 'paragraph', text: '查询结果仅用于本案执行，不得泄露或者用于其他目的。' },
    ...officersAndContact,
    ...dateAndSeal,
  ],
})

/** 协助执行通知书（民事诉讼法 253、262）：appendix C requires the cards of the officers and the number of the ruling. */
export const assistanceNotice = defineTemplate({
  title: { zh: '协助执行通知书', en: 'Assistance notice' },
  version: 1,
  fields: object({ ...noticeFields, subjects, rulingNumber: caseNumber, items: controlled, requests: paragraphs }),
  body: [
    ...courtHead('协助执行通知书'),
    { style: 'addressee', text: '{addressee}：' },
    {
      style: 'paragraph',
      text: '本院作出的{rulingNumber}执行裁定书已经发生法律效力。依照{articles|list}的规定，请协助执行以下事项：',
    },
    { style: 'item', each: 'requests', text: '{#|numberInWords}、{.}' },
    { style: 'heading', text: '被执行人' },
    { style: 'item', each: 'subjects', text: `{#}．${SUBJECT}` },
    { style: 'heading', text: '协助执行事项（共{items|count}项）' },
    {
      style: 'table',
      each: 'items',
      columns: [
        { head: '序号', text: '{#}', width: 1 },
        { head: '种类', text: '{asset|asset}', width: 2 },
        { head: '财产', text: '{description}', width: 3.6 },
        { head: '权利人', text: '{holder}', width: 2.4 },
        { head: '协助单位', text: '{institution}', width: 2.6 },
        { head: '措施', text: '{measure|measure}', width: 1.2 },
        { head: '限额（元）', text: '[[{limitCents|figures}]]', width: 2.2, align: 'right' },
        { head: '期限', text: '{from|date}至{to|date}', width: 3.2 },
      ],
    },
    { style: 'paragraph', text: '请将办理结果填入回执，加盖印章后送回本院。' },
    ...officersAndContact,
    ...dateAndSeal,
  ],
})

/** 协助执行通知书（回执）：what the addressee did. */
export const assistanceReceipt = defineTemplate({
  title: { zh: '协助执行通知书（回执）', en: 'Receipt of an assistance notice' },
  version: 1,
  fields: object({
    ...documentFields,
    court: name,
    noticeNumber: caseNumber,
    institution: name,
    outcomes,
    handler: name,
    phone: name,
    signedOn: civilDate,
    seal: name,
  }),
  body: [
    { style: 'title', text: '协助执行通知书（回执）' },
    { style: 'addressee', text: '{court}：' },
    { style: 'paragraph', text: '你院{noticeNumber}协助执行通知书收悉。办理结果如下：' },
    {
      style: 'table',
      each: 'outcomes',
      columns: [
        { head: '序号', text: '{#}', width: 1 },
        { head: '财产', text: '{description}', width: 4.5 },
        { head: '结果', text: '{result|result}', width: 1.8 },
        { head: '金额（元）', text: '[[{amountCents|figures}]]', width: 2.4, align: 'right' },
        { head: '期限', text: '[[{from|date}]][[至{to|date}]]', width: 3.2 },
        { head: '顺位', text: '[[{rank|rank}]]', width: 2 },
        { head: '原因', text: '[[{reason}]]', width: 3 },
      ],
    },
    { style: 'item', text: '经办人：{handler}　联系电话：{phone}' },
    { style: 'signature', text: '{institution}' },
    ...dateAndSeal,
  ],
})

/** 解除查封、扣押、冻结通知书。 */
export const releaseNotice = defineTemplate({
  title: { zh: '解除协助执行通知书', en: 'Release notice' },
  version: 1,
  fields: object({ ...noticeFields, rulingNumber: caseNumber, noticeNumber: caseNumber, items: released }),
  body: [
    ...courtHead('解除协助执行通知书'),
    { style: 'addressee', text: '{addressee}：' },
    {
      style: 'paragraph',
      text: '本院{noticeNumber}协助执行通知书所列下列事项，现依照{rulingNumber}执行裁定书及{articles|list}的规定，请予解除：',
    },
    {
      style: 'table',
      each: 'items',
      columns: [
        { head: '序号', text: '{#}', width: 1 },
        { head: '种类', text: '{asset|asset}', width: 2 },
        { head: '财产', text: '{description}', width: 4.5 },
        { head: '权利人', text: '{holder}', width: 2.5 },
        { head: '协助单位', text: '{institution}', width: 2.8 },
        { head: '措施', text: '{measure|measure}', width: 1.4 },
        { head: '保留限额（元）', text: '[[{remainingCents|figures}]]', width: 2.4, align: 'right' },
      ],
    },
    ...officersAndContact,
    ...dateAndSeal,
  ],
})

/** 执行通知书（民事诉讼法 251），with the warning of 失信规定 5. */
export const enforcementNotice = defineTemplate({
  title: { zh: '执行通知书', en: 'Enforcement notice' },
  version: 1,
  fields: object({
    ...courtFields,
    ...partyFields,
    addressee: name,
    basis,
    duties: paragraphs,
    principalCents: sum,
    performBy: civilDate,
    payee: object({ account: name, bank: name, holder: name }),
    riskWarning: paragraph,
    articles: lines,
    contact,
  }),
  body: [
    ...courtHead('执行通知书'),
    { style: 'addressee', text: '{addressee}：' },
    ...parties,
    { style: 'paragraph', text: `你（单位）与申请执行人一案，${BASIS}确定的义务未履行。` },
    { style: 'paragraph', text: '依照{articles|list}的规定，责令你（单位）于{performBy|date}前履行下列义务：' },
    { style: 'item', each: 'duties', text: '{#|numberInWords}、{.}' },
    {
      style: 'paragraph',
      text: '其中本金{principalCents|money}。款项交付账户：户名{payee/holder}，开户银行{payee/bank}，账号{payee/account}。',
    },
    { style: 'paragraph', text: '风险提示：{riskWarning}' },
    { style: 'item', text: '联系人：{contact/person}　联系电话：{contact/phone}　地址：{contact/address}' },
    ...dateAndSeal,
  ],
})

export const PROPERTY_CATEGORIES = [
  '收入、银行存款、现金、理财产品、有价证券',
  '土地使用权、房屋等不动产',
  '交通运输工具、机器设备、产品、原材料等动产',
  '债权、股权、投资权益、基金份额、信托受益权、知识产权等财产性权利',
  '其他应当报告的财产',
] as const

/** 报告财产令及财产报告表（民事诉讼法 252；财产调查规定 3–9）: property now and since a year before the enforcement notice. */
export const propertyReportOrder = defineTemplate({
  title: { zh: '报告财产令', en: 'Property report order' },
  version: 1,
  fields: object({
    ...courtFields,
    addressee: name,
    basis,
    reportBy: civilDate,
    /** First day of the year before the enforcement notice was received. */
    from: civilDate,
    categories: array(enumeration(PROPERTY_CATEGORIES), { min: 1, max: PROPERTY_CATEGORIES.length }),
    changesWithin: line,
    penaltyNotice: paragraph,
    articles: lines,
    contact,
    signer: name,
  }),
  body: [
    ...courtHead('报告财产令'),
    { style: 'addressee', text: '{addressee}：' },
    { style: 'paragraph', text: `本院执行${BASIS}一案，你（单位）未按执行通知履行义务。` },
    {
      style: 'paragraph',
      text: '依照{articles|list}的规定，责令你（单位）于{reportBy|date}前如实报告当前以及{from|date}以来的财产情况。',
    },
    { style: 'paragraph', text: '财产情况发生变动的，应当自变动之日起{changesWithin}内补充报告。' },
    { style: 'paragraph', text: '{penaltyNotice}' },
    { style: 'heading', text: '附：财产报告表' },
    {
      style: 'table',
      each: 'categories',
      columns: [
        { head: '序号', text: '{#}', width: 1 },
        { head: '财产种类', text: '{.}', width: 5 },
        { head: '名称、数量、所在地', text: '　', width: 5 },
        { head: '权利负担', text: '　', width: 2.5 },
        { head: '一年内的变动', text: '　', width: 3 },
      ],
    },
    { style: 'item', text: '联系人：{contact/person}　联系电话：{contact/phone}　地址：{contact/address}' },
    { style: 'signature', text: '签发人　{signer}' },
    ...dateAndSeal,
  ],
})
