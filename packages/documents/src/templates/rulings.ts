import { nullable, object } from '@xiezhi/codec'
import {
  affected,
  codesIn,
  controlled,
  courtFields,
  disposed,
  personFields,
  released,
  renewed,
  rulingFields,
} from '../fields/parts.ts'
import { caseNumber, lines, name, paragraph, paragraphs, sum } from '../fields/scalars.ts'
import { defineTemplate } from '../template.ts'
import { DISPOSAL_WORDS, RELEASE_WORDS, VARIATION_WORDS } from '../words/codes.ts'
import { courtHead, dateAndSeal, ruling } from './blocks.ts'

const ASSET_COLUMNS = [
  { head: '序号', text: '{#}', width: 1 },
  { head: '种类', text: '{asset|asset}', width: 2 },
  { head: '财产', text: '{description}', width: 3.6 },
  { head: '权利人', text: '{holder}', width: 2.5 },
  { head: '协助单位', text: '{institution}', width: 2.7 },
] as const
const MEASURE_COLUMN = { head: '措施', text: '{measure|measure}', width: 1.2 } as const
const TERM_COLUMN = { head: '期限', text: '{from|date}至{to|date}', width: 3.2 } as const

/** 查封、扣押、冻结（民事诉讼法 253–256；网络查询冻结规定 2）。 */
export const controlRuling = defineTemplate({
  title: { zh: '执行裁定书（查封、扣押、冻结）', en: 'Control ruling' },
  version: 1,
  fields: object({ ...rulingFields, assets: controlled, urgency: nullable(paragraph) }),
  body: ruling([
    { style: 'heading', text: '财产清单（共{assets|count}项）' },
    {
      style: 'table',
      each: 'assets',
      columns: [
        ...ASSET_COLUMNS,
        MEASURE_COLUMN,
        { head: '限额（元）', text: '[[{limitCents|figures}]]', width: 2, align: 'right' },
        TERM_COLUMN,
      ],
    },
    { style: 'paragraph', text: '[[情况紧急：{urgency}]]' },
  ]),
})

/** 续行查封、扣押、冻结（民诉解释 485）。 */
export const renewalRuling = defineTemplate({
  title: { zh: '执行裁定书（续行）', en: 'Renewal ruling' },
  version: 1,
  fields: object({ ...rulingFields, assets: renewed }),
  body: ruling([
    { style: 'heading', text: '续行财产清单（共{assets|count}项）' },
    {
      style: 'table',
      each: 'assets',
      columns: [
        ...ASSET_COLUMNS,
        MEASURE_COLUMN,
        { head: '原期限至', text: '{previousTo|date}', width: 2 },
        { ...TERM_COLUMN, head: '续行期限' },
      ],
    },
  ]),
})

/** 解除或者部分解除（查封规定 28；民事诉讼法 253）。 */
export const releaseRuling = defineTemplate({
  title: { zh: '执行裁定书（解除）', en: 'Release ruling' },
  version: 1,
  fields: object({ ...rulingFields, assets: released, release: codesIn(RELEASE_WORDS) }),
  body: ruling([
    { style: 'heading', text: '{release|release}财产清单（共{assets|count}项）' },
    {
      style: 'table',
      each: 'assets',
      columns: [
        ...ASSET_COLUMNS,
        MEASURE_COLUMN,
        { head: '保留限额（元）', text: '[[{remainingCents|figures}]]', width: 2, align: 'right' },
      ],
    },
  ]),
})

/** 中止、恢复执行措施（民事诉讼法 267）。 */
export const variationRuling = defineTemplate({
  title: { zh: '执行裁定书（中止、恢复）', en: 'Variation ruling' },
  version: 1,
  fields: object({ ...rulingFields, assets: affected, variation: codesIn(VARIATION_WORDS) }),
  body: ruling([
    { style: 'heading', text: '{variation|variation}的财产清单（共{assets|count}项）' },
    { style: 'table', each: 'assets', columns: [...ASSET_COLUMNS, MEASURE_COLUMN] },
  ]),
})

/** 扣划、拍卖、变卖（民事诉讼法 253–258）。 */
export const disposalRuling = defineTemplate({
  title: { zh: '执行裁定书（扣划、处置）', en: 'Disposal ruling' },
  version: 1,
  fields: object({
    ...rulingFields,
    disposal: codesIn(DISPOSAL_WORDS),
    assets: disposed,
    totalCents: nullable(sum),
    payee: object({ account: name, bank: name, holder: name }),
  }),
  body: ruling([
    { style: 'heading', text: '{disposal|disposal}财产清单（共{assets|count}项）' },
    {
      style: 'table',
      each: 'assets',
      columns: [...ASSET_COLUMNS, { head: '金额（元）', text: '[[{amountCents|figures}]]', width: 2, align: 'right' }],
    },
    { style: 'paragraph', text: '[[以上合计{totalCents|money}。]]' },
    { style: 'paragraph', text: '款项交付账户：户名{payee/holder}，开户银行{payee/bank}，账号{payee/account}。' },
  ]),
})

/** 移送执行函 of the court that sealed first (法释〔2016〕6号 1–2; 财产保全规定 21). */
export const transferLetter = defineTemplate({
  title: { zh: '移送执行函', en: 'Letter that transfers the right to dispose' },
  version: 1,
  fields: object({
    ...courtFields,
    addressee: name,
    debtor: object(personFields),
    receivingCaseNumber: caseNumber,
    assets: affected,
    facts: paragraphs,
    articles: lines,
  }),
  body: [
    ...courtHead('移送执行函'),
    { style: 'addressee', text: '{addressee}：' },
    {
      style: 'paragraph',
      text: '被执行人{debtor/name}（{debtor/idKind|idKind}{debtor/idNumber}）名下下列财产由本院首先采取措施。依照{articles|list}的规定，现将其处置权移送你院{receivingCaseNumber}一案。',
    },
    { style: 'paragraph', each: 'facts', text: '{.}' },
    { style: 'heading', text: '移送财产清单（共{assets|count}项）' },
    { style: 'table', each: 'assets', columns: [...ASSET_COLUMNS, MEASURE_COLUMN] },
    ...dateAndSeal,
  ],
})
