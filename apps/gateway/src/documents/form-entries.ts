import { ASSET_WORDS, CLAIM_BASIS_WORDS, FINDING_WORDS, MEASURE_WORDS, RESULT_WORDS } from '@xiezhi/documents'
import type { DocumentKind } from '@xiezhi/documents'
import type { DocumentForm } from '@xiezhi/gateway-api'

type Entry = Omit<DocumentForm['entries'][number], 'value'>
type Column = Entry['columns'][number]
type Title = readonly [zh: string, en: string]

/** Made with the instrument whose effects it prints: no form makes one beside the ledger. */
export const INSTRUMENTS: readonly DocumentKind[] = [
  'QUERY_NOTICE',
  'CONTROL_RULING',
  'RENEWAL_RULING',
  'RELEASE_RULING',
  'VARIATION_RULING',
  'DISPOSAL_RULING',
  'TRANSFER_LETTER',
]

const choicesOf = (words: Readonly<Record<string, string>>): Column['choices'] =>
  Object.entries(words).map(([code, zh]) => ({ code, text: { zh, en: code } }))

const column = (
  name: string,
  [zh, en]: Title,
  type: Column['type'],
  more: { readonly words?: Readonly<Record<string, string>>; readonly isOptional?: boolean } = {},
): Column => ({
  name,
  title: { zh, en },
  type,
  choices: choicesOf(more.words ?? {}),
  isOptional: more.isOptional ?? false,
})

const entry = (name: string, [zh, en]: Title, type: Entry['type'], isOptional = false): Entry => ({
  name,
  title: { zh, en },
  type,
  choices: [],
  columns: [],
  isOptional,
})
const table = (name: string, [zh, en]: Title, columns: Column[], isOptional = false): Entry => ({
  ...entry(name, [zh, en], 'TABLE', isOptional),
  columns,
})

const ARTICLES = entry('articles', ['法律依据', 'articles'], 'LINES')
const ADDRESSEE = entry('addressee', ['受文单位或者个人', 'addressee'], 'LINE')
const REMEDY = entry('remedy', ['救济途径', 'remedy'], 'PARAGRAPH')
const SIGNER = entry('signer', ['签发人', 'signed by'], 'LINE')
const RULING_NUMBER = entry('rulingNumber', ['裁定书文号', 'number of the ruling'], 'LINE')
const FROM = entry('from', ['起始日', 'from'], 'DATE')
const TO = entry('to', ['截止日', 'to'], 'DATE', true)
const PREPARED_BY = entry('preparedBy', ['制表人', 'prepared by'], 'LINE')

const ASSET_COLUMNS: Column[] = [
  column('asset', ['种类', 'kind'], 'CHOICE', { words: ASSET_WORDS }),
  column('description', ['财产', 'property'], 'LINE'),
  column('holder', ['权利人', 'holder'], 'LINE'),
  column('institution', ['协助单位', 'institution'], 'LINE'),
  column('measure', ['措施', 'measure'], 'CHOICE', { words: MEASURE_WORDS }),
]

/** What a person writes or changes for each kind; all else follows from the case. */
export const FORM_ENTRIES: Partial<Readonly<Record<DocumentKind, readonly Entry[]>>> = {
  ASSISTANCE_NOTICE: [
    ADDRESSEE,
    RULING_NUMBER,
    entry('requests', ['请协助事项', 'requests'], 'PARAGRAPHS'),
    table(
      'items',
      ['协助执行财产', 'property'],
      [
        ...ASSET_COLUMNS,
        column('limitCents', ['限额（分）', 'limit'], 'CENTS', { isOptional: true }),
        column('from', ['起', 'from'], 'DATE'),
        column('to', ['止', 'to'], 'DATE'),
      ],
    ),
    ARTICLES,
  ],
  RELEASE_NOTICE: [
    ADDRESSEE,
    RULING_NUMBER,
    entry('noticeNumber', ['原协助执行通知书文号', 'number of the earlier notice'], 'LINE'),
    table(
      'items',
      ['解除的财产', 'property'],
      [
        ...ASSET_COLUMNS,
        column('remainingCents', ['保留限额（分）', 'limit that stays'], 'CENTS', { isOptional: true }),
      ],
    ),
    ARTICLES,
  ],
  ASSISTANCE_RECEIPT: [
    entry('noticeNumber', ['协助执行通知书文号', 'number of the notice'], 'LINE'),
    entry('institution', ['协助单位', 'institution'], 'LINE'),
    table(
      'outcomes',
      ['办理结果', 'outcomes'],
      [
        column('description', ['财产', 'property'], 'LINE'),
        column('result', ['结果', 'result'], 'CHOICE', { words: RESULT_WORDS }),
        column('amountCents', ['金额（分）', 'amount'], 'CENTS', { isOptional: true }),
        column('from', ['起', 'from'], 'DATE', { isOptional: true }),
        column('to', ['止', 'to'], 'DATE', { isOptional: true }),
        column('rank', ['顺位', 'rank'], 'COUNT', { isOptional: true }),
        column('reason', ['原因', 'reason'], 'LINE', { isOptional: true }),
      ],
    ),
    entry('handler', ['经办人', 'handled by'], 'LINE'),
    entry('phone', ['联系电话', 'telephone'], 'LINE'),
  ],
  ENFORCEMENT_NOTICE: [
    ADDRESSEE,
    entry('duties', ['应当履行的义务', 'duties'], 'PARAGRAPHS'),
    entry('principalCents', ['本金（分）', 'principal'], 'CENTS'),
    entry('performBy', ['履行期限', 'perform by'], 'DATE'),
    entry('riskWarning', ['风险提示', 'warning'], 'PARAGRAPH'),
    ARTICLES,
  ],
  PROPERTY_REPORT_ORDER: [
    ADDRESSEE,
    entry('reportBy', ['报告期限', 'report by'], 'DATE'),
    entry('from', ['报告自何日以来的财产', 'property since'], 'DATE'),
    entry('categories', ['财产种类', 'kinds of property'], 'LINES'),
    entry('changesWithin', ['变动补充报告期限', 'changes are reported within'], 'LINE'),
    entry('penaltyNotice', ['法律后果', 'consequences'], 'PARAGRAPH'),
    ARTICLES,
    SIGNER,
  ],
  END_OF_ROUND_RULING: [
    entry('owedCents', ['申请执行标的（分）', 'owed'], 'CENTS'),
    entry('performedCents', ['已执行到位（分）', 'performed'], 'CENTS'),
    entry('searches', ['财产调查情况', 'searches'], 'PARAGRAPHS'),
    entry('measures', ['采取的措施', 'measures'], 'PARAGRAPHS'),
    entry('consumptionOrderNumber', ['限制消费令文号', 'number of the consumption order'], 'LINE'),
    entry('heard', ['听取申请执行人意见', 'applicant heard'], 'PARAGRAPH'),
    REMEDY,
    entry('resumption', ['恢复执行', 'resumption'], 'PARAGRAPH'),
    ARTICLES,
  ],
  CLAIM_CALCULATION: [PREPARED_BY],
  DISTRIBUTION_PLAN: [
    entry('asset', ['处置的财产', 'property'], 'LINE'),
    entry('priceCents', ['价款（分）', 'price'], 'CENTS'),
    entry('costsCents', ['执行费用（分）', 'costs'], 'CENTS'),
    table(
      'claims',
      ['分配', 'shares'],
      [
        column('creditor', ['债权人', 'creditor'], 'LINE'),
        column('basisNumber', ['执行依据', 'document'], 'LINE'),
        column('rank', ['受偿次序', 'rank'], 'CHOICE', { words: CLAIM_BASIS_WORDS }),
        column('claimCents', ['债权额（分）', 'claim'], 'CENTS'),
        column('shareCents', ['分配额（分）', 'share'], 'CENTS'),
      ],
    ),
    entry('depositedCents', ['提存（分）', 'deposited'], 'CENTS'),
    entry('surplusCents', ['退还被执行人（分）', 'surplus'], 'CENTS'),
    entry('objection', ['异议途径', 'objection'], 'PARAGRAPH'),
    ARTICLES,
  ],
  CONSUMPTION_ORDER: [
    entry('categories', ['限制的消费行为', 'what is restricted'], 'LINES'),
    FROM,
    TO,
    table(
      'coSubjects',
      ['同时适用的人员', 'who is restricted with it'],
      [
        column('name', ['姓名', 'name'], 'LINE'),
        column('idKind', ['证件', 'document'], 'CHOICE', {
          words: { RESIDENT_ID: '居民身份证', PASSPORT: '护照', OTHER: '其他证件' },
        }),
        column('idNumber', ['证件号码', 'number'], 'LINE'),
        column('role', ['身份', 'as'], 'LINE'),
      ],
      true,
    ),
    REMEDY,
    ARTICLES,
    SIGNER,
  ],
  DISHONESTY_DECISION: [entry('conduct', ['失信行为', 'conduct'], 'PARAGRAPH'), FROM, TO, REMEDY, ARTICLES, SIGNER],
  BANKRUPTCY_TRANSFER: [
    ADDRESSEE,
    entry('consentBy', ['同意移送的当事人', 'consent by'], 'LINE'),
    entry('facts', ['事实', 'facts'], 'PARAGRAPHS'),
    table(
      'files',
      ['移送材料', 'files'],
      [column('title', ['材料', 'file'], 'LINE'), column('digest', ['摘要', 'digest'], 'DIGEST')],
    ),
    ARTICLES,
  ],
  RECONCILIATION_REPORT: [
    entry('institution', ['对账单位', 'institution'], 'LINE'),
    entry('asOf', ['对账日', 'as of'], 'DATE'),
    entry('courtMeasures', ['本院登记措施', 'measures of the court'], 'COUNT'),
    entry('institutionMeasures', ['对方登记措施', 'measures of the institution'], 'COUNT'),
    entry('matching', ['相符', 'matching'], 'COUNT'),
    table(
      'differences',
      ['差异', 'differences'],
      [
        column('caseNumber', ['案号', 'case number'], 'LINE'),
        column('measureRef', ['措施编号', 'measure'], 'LINE'),
        column('finding', ['差异', 'finding'], 'CHOICE', { words: FINDING_WORDS }),
        column('handling', ['处理', 'handling'], 'LINE', { isOptional: true }),
      ],
      true,
    ),
    PREPARED_BY,
  ],
}
