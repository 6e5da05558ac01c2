import { encodeCanonical, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { transactionId, transactionSignBytes } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { CASE_REF, clerk, openCase, START_MS } from '../testing/ledger.ts'
import { transactionBody } from '../transaction.ts'
import { actText } from './act-text.ts'
import { describeAct } from './describe-act.ts'
import { fieldWords } from './field-words.ts'
import { messagesByType } from './message-schemas.ts'
import { TITLES } from './titles.ts'
import { valueWords } from './value-words.ts'
import { refusal } from '../testing/refusal.ts'

const bodyOf = (message: Message) =>
  transactionBody({ chainId: 'xz-court-1', messages: [message], signers: [clerk], nowMs: START_MS, nonce: 'n1' })
const bytesOf = (message: Message): Uint8Array => transactionSignBytes('xz-court-1', encodeCanonical(bodyOf(message)))
const sanction = {
  type: 'lawyer/SanctionLawyer',
  value: {
    sanctionId: '51'.repeat(16),
    licenceNo: '11101201010123456',
    kind: 'SUSPENSION',
    offence: { on: '2026-01-10', article: 48, deserved: 'SUSPENSION' },
    decidedOn: '2026-02-27',
    from: '2026-03-01',
    months: 6,
    publicUntil: null,
    instrumentDigest: `sha256:${'ab'.repeat(32)}`,
  },
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly enum?: readonly string[]
  readonly const?: string
  readonly items?: SchemaNode
  readonly anyOf?: readonly SchemaNode[]
  readonly oneOf?: readonly SchemaNode[]
}

/** Fields and codes that a message may have, through every branch of its schema. */
function partsOf(node: SchemaNode, fields: Set<string>, codes: Set<string>): void {
  for (const [field, member] of Object.entries(node.properties ?? {})) {
    fields.add(field)
    partsOf(member, fields, codes)
  }
  for (const code of [...(node.enum ?? []), ...(node.const === undefined ? [] : [node.const])]) codes.add(code)
  for (const branch of [
    ...(node.anyOf ?? []),
    ...(node.oneOf ?? []),
    ...(node.items === undefined ? [] : [node.items]),
  ]) {
    partsOf(branch, fields, codes)
  }
}

describe('every message that a zone takes', () => {
  const types = [...messagesByType().keys()]

  test('has a title, and no title is left over', () => {
    expect(types.length).toBeGreaterThan(60)
    expect(Object.keys(TITLES).sort()).toEqual([...types].sort())
  })

  test.each(types)('%s has words for each field and each code', (type) => {
    const fields = new Set<string>()
    const codes = new Set<string>()
    partsOf(messagesByType().get(type)?.schema.describe() as SchemaNode, fields, codes)
    expect([...fields].filter((field) => fieldWords(type, field) === undefined)).toEqual([])
    expect([...codes].filter((code) => valueWords(code) === undefined)).toEqual([])
    const instants = [...fields].filter((field) => field.endsWith('Ms') && fieldWords(type, field)?.kind === 'plain')
    expect(instants).toEqual([])
  })
})

describe('a sanction in words', () => {
  test('Chinese', () => {
    const text = actText(describeAct(nodeCrypto, bytesOf(sanction), { locale: 'zh' }), 'zh')
    expect(text.split('\n')).toEqual([
      '1. 对律师作出处罚处分',
      '   决定日期：2026-02-27',
      '   起始：2026-03-01',
      `   法律文书摘要：sha256:${'ab'.repeat(32)}`,
      '   种类：停止执业（SUSPENSION）',
      '   执业证号：11101201010123456',
      '   停止执业月数：6',
      '   违法行为 › 律师法条文：48',
      '   违法行为 › 该行为本身应受处罚：停止执业（SUSPENSION）',
      '   违法行为 › 日期：2026-01-10',
      '   公示至：无',
      `   处罚处分编号：${'51'.repeat(16)}`,
      '账本：xz-court-1',
      `签名人：court/clerk ${clerk.key}`,
      '有效期：2026-03-02 09:00:00.000（北京时间） – 2026-03-02 09:10:00.000（北京时间）',
      `交易编号：${transactionId(nodeCrypto, encodeCanonical(bodyOf(sanction) as Json))}`,
    ])
  })

  test('English', () => {
    const { acts } = describeAct(nodeCrypto, bytesOf(sanction), { locale: 'en' })
    expect(acts[0]).toMatchObject({ title: 'Sanction a lawyer', inner: null })
    expect(acts[0]?.lines).toContainEqual({ label: 'kind', value: 'suspension (SUSPENSION)' })
    expect(acts[0]?.lines).toContainEqual({ label: 'public until', value: 'none' })
  })

  test('changes with any value that is signed', () => {
    const changed = { ...sanction, value: { ...sanction.value, months: 3 } }
    const one = describeAct(nodeCrypto, bytesOf(sanction), { locale: 'zh' })
    const other = describeAct(nodeCrypto, bytesOf(changed), { locale: 'zh' })
    expect(other.id).not.toBe(one.id)
    expect(other.acts).not.toEqual(one.acts)
  })
})

test('a case is told by its reference and number; a proposal by the act inside it', () => {
  const proposed = { type: 'authority/Propose', value: { ...openCase, expiresAtMs: START_MS + 1_000 } }
  const { acts } = describeAct(nodeCrypto, bytesOf(proposed), { locale: 'zh' })
  expect(acts[0]?.lines).toEqual([{ label: '提议失效时间', value: '2026-03-02 09:00:01.000（北京时间）' }])
  expect(acts[0]?.inner?.title).toBe('登记案件')
  expect(acts[0]?.inner?.lines).toContainEqual({ label: '案件代号', value: CASE_REF })
  expect(acts[0]?.inner?.lines).toContainEqual({ label: '程序', value: '民事（CIVIL）' })
})

test('an order states its term in months, and to which earlier order it belongs', () => {
  const digest = `sha256:${'ab'.repeat(32)}`
  const effect = {
    action: 'FREEZE',
    asset: 'DEPOSIT',
    subject: digest,
    limitCents: 40_000_000,
    currency: 'CNY',
    months: 12,
    whole: false,
    measureId: null,
  }
  const order = { client: '07-tendermint-1', institution: 'bank', effect, annexDigest: digest, relation: null }
  const value = {
    instrumentId: '51'.repeat(16),
    kind: 'CONTROL_RULING',
    caseRef: CASE_REF,
    documentDigest: digest,
    emergency: false,
    validFrom: '2026-03-01',
    validTo: null,
    timeoutSeconds: 1_772_500_000,
    deadlineMs: START_MS + 86_400_000,
    orders: [order],
  }
  const { acts } = describeAct(nodeCrypto, bytesOf({ type: 'order/Issue', value }), { locale: 'zh' })
  const line = acts[0]?.lines.find(({ label }) => label.startsWith('指令'))?.value
  expect(line).toContain('期限（月） 12')
  expect(line).toContain('限额 400,000.00')
  expect(line).toContain('与先前指令的关系 无')
  expect(line).toContain(`被执行人与财产的承诺值 ${digest}`)
})

test('each row of an import is a line of its own, and public fields of records have the words of their type', () => {
  const version = {
    recordType: 'lawyerProfile',
    recordId: 'ab'.repeat(16),
    validFrom: '2026-03-01',
    validTo: null,
    fields: { practiceCategory: 'FULL_TIME' },
    commitments: [],
  }
  const one = describeAct(nodeCrypto, bytesOf({ type: 'registry/RecordVersion', value: version }), { locale: 'zh' })
  expect(one.acts[0]?.lines).toContainEqual({ label: '公开字段 › 执业类别', value: 'FULL_TIME' })
  const many = { type: 'registry/ImportRecords', value: { recordType: 'lawyerProfile', rows: [version, version] } }
  const labels = describeAct(nodeCrypto, bytesOf(many), { locale: 'zh' }).acts[0]?.lines.map(({ label }) => label)
  expect(labels).toEqual(['记录类型', '逐行内容 1/2', '逐行内容 2/2'])
})

test('characters that hide or turn text are written out', () => {
  const firm = {
    type: 'lawyer/RegisterFirm',
    value: {
      uscc: '31110000E00000001X',
      firmName: '甲\u202e所务事\u200b',
      region: '11',
      orgForm: 'PARTNERSHIP',
      from: '2026-03-01',
    },
  }
  const { acts } = describeAct(nodeCrypto, bytesOf(firm), { locale: 'zh' })
  expect(acts[0]?.lines).toContainEqual({ label: '律所名称', value: '甲\\u{202e}所务事\\u{200b}' })
})

test('a proof is named by its length and digest', () => {
  const update = { type: 'client/UpdateClient', value: { clientId: '07-tendermint-0', header: 'AAAA'.repeat(100) } }
  const { acts } = describeAct(nodeCrypto, bytesOf(update), { locale: 'zh' })
  expect(acts[0]?.lines[1]?.value).toMatch(/^400 个字符，摘要 sha256:[0-9a-f]{64}$/)
})

describe('not described, so not signed', () => {
  const good = bytesOf(sanction)
  const bodyBytes = encodeCanonical(bodyOf(sanction))
  test.each([
    ['ACT_MALFORMED', 'no bytes', new Uint8Array(0)],
    ['ACT_MALFORMED', 'a body without its purpose', bodyBytes],
    ['ACT_MALFORMED', 'another chain in front', transactionSignBytes('xz-court-2', bodyBytes)],
    [
      'ACT_MALFORMED',
      'another purpose in front',
      utf8Encode(`xiezhi/tx/v2\0xz-court-1\0${Buffer.from(bodyBytes).toString()}`),
    ],
    ['ACT_MALFORMED', 'something behind', new Uint8Array([...good, 0x20])],
    ['ACT_UNKNOWN', 'a message of no module', bytesOf({ type: 'lawyer/Nothing', value: {} })],
    ['ACT_UNKNOWN', 'a name that every object has', bytesOf({ type: 'a/constructor', value: {} })],
    ['ACT_MALFORMED', 'a further field', bytesOf({ ...sanction, value: { ...sanction.value, more: 1 } })],
  ] as const)('%s: %s', (code, _what, bytes) => {
    expect(() => describeAct(nodeCrypto, bytes, { locale: 'zh' })).toThrow(refusal(code))
  })
})
