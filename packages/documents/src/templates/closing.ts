import { array, nullable, object, refine } from '@xiezhi/codec'
import { basis, codesIn, courtFields, documentFields, panel, partyFields, personFields } from '../fields/parts.ts'
import {
  caseNumber,
  cents,
  civilDate,
  count,
  digest,
  line,
  lines,
  name,
  paragraph,
  paragraphs,
  sum,
} from '../fields/scalars.ts'
import { defineTemplate } from '../template.ts'
import { CLAIM_BASIS_WORDS, FINDING_WORDS } from '../words/codes.ts'
import { BASIS, courtHead, dateAndSeal, parties } from './blocks.ts'

function totalOf(sums: readonly number[]): number {
  return sums.reduce((total, one) => total + one, 0)
}

/** 终结本次执行程序裁定书（法〔2016〕373号）。 */
export const endOfRoundRuling = defineTemplate({
  title: { zh: '执行裁定书（终结本次执行程序）', en: 'Ruling that ends this round of enforcement' },
  version: 1,
  fields: refine(
    object({
      ...courtFields,
      ...partyFields,
      basis,
      owedCents: sum,
      performedCents: cents,
      openCents: sum,
      searches: paragraphs,
      measures: paragraphs,
      consumptionOrderNumber: name,
      heard: paragraph,
      articles: lines,
      remedy: paragraph,
      resumption: paragraph,
      panel,
    }),
    ({ owedCents, performedCents, openCents }) => performedCents + openCents === owedCents,
    'a sum that is what was performed and what is open',
  ),
  body: [
    ...courtHead('执行裁定书'),
    ...parties,
    {
      style: 'paragraph',
      text: `${BASIS}，本院依法立案执行，申请执行标的为{owedCents|money}。`,
    },
    { style: 'paragraph', text: '财产调查情况：' },
    { style: 'item', each: 'searches', text: '{#|numberInWords}、{.}' },
    { style: 'paragraph', text: '采取的执行措施：' },
    { style: 'item', each: 'measures', text: '{#|numberInWords}、{.}' },
    { style: 'paragraph', text: '本院已发出{consumptionOrderNumber}限制消费令。{heard}' },
    { style: 'paragraph', text: '已执行到位{performedCents|money}，尚有{openCents|money}未执行到位。' },
    { style: 'paragraph', text: '依照{articles|list}的规定，裁定如下：' },
    { style: 'item', text: '终结本次执行程序。' },
    { style: 'paragraph', text: '{resumption}' },
    { style: 'paragraph', text: '{remedy}' },
    { style: 'signature', each: 'panel', text: '{role|panelRole}　{name}' },
    ...dateAndSeal,
  ],
})

/** 债务计算表：each figure with the steps that lead to it. */
export const claimCalculation = defineTemplate({
  title: { zh: '执行债务计算表', en: 'Calculation of the claim' },
  version: 1,
  fields: refine(
    object({
      ...courtFields,
      basis,
      asOf: civilDate,
      items: array(object({ title: line, steps: line, ground: line, cents }), { min: 1, max: 40 }),
      totalCents: cents,
      preparedBy: name,
    }),
    ({ items, totalCents }) => totalOf(items.map((item) => item.cents)) === totalCents,
    'a total of its items',
  ),
  body: [
    ...courtHead('执行债务计算表'),
    { style: 'paragraph', text: `执行依据：${BASIS}。` },
    { style: 'paragraph', text: '计算至{asOf|date}：' },
    {
      style: 'table',
      each: 'items',
      columns: [
        { head: '序号', text: '{#}', width: 1 },
        { head: '项目', text: '{title}', width: 3 },
        { head: '计算过程', text: '{steps}', width: 6 },
        { head: '依据', text: '{ground}', width: 4 },
        { head: '金额（元）', text: '{cents|figures}', width: 2.6, align: 'right' },
      ],
    },
    { style: 'paragraph', text: '合计{totalCents|money}。' },
    { style: 'signature', text: '制表人　{preparedBy}' },
    ...dateAndSeal,
  ],
})

/** 执行财产分配方案（民诉解释 507–510）。 */
export const distributionPlan = defineTemplate({
  title: { zh: '执行财产分配方案', en: 'Distribution plan' },
  version: 1,
  fields: refine(
    object({
      ...courtFields,
      debtor: object(personFields),
      asset: line,
      priceCents: sum,
      costsCents: cents,
      claims: array(
        object({
          creditor: name,
          basisNumber: name,
          rank: codesIn(CLAIM_BASIS_WORDS),
          claimCents: sum,
          shareCents: cents,
        }),
        { min: 1, max: 64 },
      ),
      depositedCents: cents,
      surplusCents: cents,
      objection: paragraph,
      articles: lines,
      panel,
    }),
    ({ priceCents, costsCents, claims, depositedCents, surplusCents }) =>
      totalOf([costsCents, depositedCents, surplusCents, ...claims.map(({ shareCents }) => shareCents)]) === priceCents,
    'a price that is costs, shares, deposit and surplus',
  ),
  body: [
    ...courtHead('执行财产分配方案'),
    { style: 'paragraph', text: '被执行人：{debtor/name}，{debtor/idKind|idKind}{debtor/idNumber}。' },
    { style: 'paragraph', text: '{asset}处置所得价款{priceCents|money}，执行费用{costsCents|money}。' },
    { style: 'paragraph', text: '依照{articles|list}的规定，分配如下：' },
    {
      style: 'table',
      each: 'claims',
      columns: [
        { head: '序号', text: '{#}', width: 1 },
        { head: '债权人', text: '{creditor}', width: 3.5 },
        { head: '执行依据', text: '{basisNumber}', width: 4 },
        { head: '受偿次序', text: '{rank|claimBasis}', width: 2 },
        { head: '债权额（元）', text: '{claimCents|figures}', width: 3, align: 'right' },
        { head: '分配额（元）', text: '{shareCents|figures}', width: 3, align: 'right' },
      ],
    },
    { style: 'paragraph', text: '提存{depositedCents|money}，退还被执行人{surplusCents|money}。' },
    { style: 'paragraph', text: '{objection}' },
    { style: 'signature', each: 'panel', text: '{role|panelRole}　{name}' },
    ...dateAndSeal,
  ],
})

/** 限制消费令（法释〔2015〕17号 3、5）。 */
export const consumptionOrder = defineTemplate({
  title: { zh: '限制消费令', en: 'Consumption order' },
  version: 1,
  fields: object({
    ...courtFields,
    subject: object(personFields),
    coSubjects: array(object({ ...personFields, role: name }), { max: 10 }),
    basis,
    categories: lines,
    from: civilDate,
    to: nullable(civilDate),
    remedy: paragraph,
    articles: lines,
    signer: name,
  }),
  body: [
    ...courtHead('限制消费令'),
    { style: 'addressee', text: '{subject/name}（{subject/idKind|idKind}{subject/idNumber}）：' },
    {
      style: 'paragraph',
      text: `${BASIS}确定的给付义务未在期限内履行。依照{articles|list}的规定，自{from|date}起[[至{to|date}止]]，不得有下列行为：`,
    },
    { style: 'item', each: 'categories', text: '（{#|numberInWords}）{.}' },
    { style: 'item', each: 'coSubjects', text: '同时适用于{role}{name}，{idKind|idKind}{idNumber}。' },
    { style: 'paragraph', text: '{remedy}' },
    { style: 'signature', text: '院长　{signer}' },
    ...dateAndSeal,
  ],
})

/** 失信决定书（法释〔2017〕7号 1–5）: the president signs. */
export const dishonestyDecision = defineTemplate({
  title: { zh: '纳入失信被执行人名单决定书', en: 'Decision to list a dishonest debtor' },
  version: 1,
  fields: object({
    ...courtFields,
    subject: object(personFields),
    basis,
    conduct: paragraph,
    from: civilDate,
    to: nullable(civilDate),
    remedy: paragraph,
    articles: lines,
    signer: name,
  }),
  body: [
    ...courtHead('决定书'),
    { style: 'addressee', text: '{subject/name}（{subject/idKind|idKind}{subject/idNumber}）：' },
    { style: 'paragraph', text: `${BASIS}确定的义务未履行。{conduct}` },
    {
      style: 'paragraph',
      text: '依照{articles|list}的规定，决定将你（单位）纳入失信被执行人名单，自{from|date}起[[至{to|date}止]]。',
    },
    { style: 'paragraph', text: '{remedy}' },
    { style: 'signature', text: '院长　{signer}' },
    ...dateAndSeal,
  ],
})

/** 移送破产审查函（民诉解释 511–513）。 */
export const bankruptcyTransfer = defineTemplate({
  title: { zh: '移送破产审查函', en: 'Letter of transfer to bankruptcy review' },
  version: 1,
  fields: object({
    ...courtFields,
    addressee: name,
    debtor: object(personFields),
    consentBy: name,
    facts: paragraphs,
    files: array(object({ title: line, digest }), { min: 1, max: 64 }),
    articles: lines,
  }),
  body: [
    ...courtHead('移送破产审查函'),
    { style: 'addressee', text: '{addressee}：' },
    {
      style: 'paragraph',
      text: '本院执行的被执行人{debtor/name}（{debtor/idKind|idKind}{debtor/idNumber}）一案，经{consentBy}同意，依照{articles|list}的规定，移送你院审查。',
    },
    { style: 'paragraph', each: 'facts', text: '{.}' },
    { style: 'heading', text: '移送材料（共{files|count}件）' },
    {
      style: 'table',
      each: 'files',
      columns: [
        { head: '序号', text: '{#}', width: 1 },
        { head: '材料', text: '{title}', width: 4 },
        { head: '摘要', text: '{digest}', width: 10 },
      ],
    },
    ...dateAndSeal,
  ],
})

/** 措施对账报告：what the nightly reconciliation of both lists found. */
export const reconciliationReport = defineTemplate({
  title: { zh: '措施对账报告', en: 'Reconciliation report' },
  version: 1,
  fields: object({
    ...documentFields,
    court: name,
    institution: name,
    asOf: civilDate,
    courtMeasures: count,
    institutionMeasures: count,
    matching: count,
    differences: array(
      object({ caseNumber, measureRef: name, finding: codesIn(FINDING_WORDS), handling: nullable(line) }),
      { max: 500 },
    ),
    preparedBy: name,
    signedOn: civilDate,
    seal: name,
  }),
  body: [
    { style: 'court', text: '{court}' },
    { style: 'title', text: '措施对账报告' },
    { style: 'paragraph', text: '对账单位：{institution}。对账日：{asOf|date}。' },
    {
      style: 'paragraph',
      text: '本院登记措施{courtMeasures}项，对方登记措施{institutionMeasures}项，相符{matching}项，差异{differences|count}项。',
    },
    {
      style: 'table',
      each: 'differences',
      columns: [
        { head: '序号', text: '{#}', width: 1 },
        { head: '案号', text: '{caseNumber}', width: 4.5 },
        { head: '措施编号', text: '{measureRef}', width: 4.5 },
        { head: '差异', text: '{finding|finding}', width: 3 },
        { head: '处理', text: '[[{handling}]]', width: 4 },
      ],
    },
    { style: 'signature', text: '制表人　{preparedBy}' },
    ...dateAndSeal,
  ],
})
