import { maskRecord } from '@xiezhi/credit-interface'
import { AdapterError, TlsClient } from '@xiezhi/institution-adapter'
import { Mismatch } from '../kit.ts'
import { absent, bodyOf, NATURAL, OTHER_SET, PAGE, same, shownAs, TOO_LONG } from './credit-kit.ts'
import type { CreditKit } from './credit-kit.ts'

export interface CreditCase {
  readonly id: string
  /** Rule of the rulebook, or section of spec 44. */
  readonly rule: string
  readonly zh: string
  readonly en: string
  /** Absent: both kinds of platforms. */
  readonly only?: CreditKit['kind']
  readonly run: (kit: CreditKit) => Promise<void>
}

const LIST_LIMIT = 1_000

/** A platform need not show the ids of records: they are counted. */
async function expectFound(kit: CreditKit, name: string, number: string, count: number): Promise<void> {
  const found = await kit.search(name, number)
  if (found.length !== count) throw new Mismatch('/records', String(count), String(found.length))
}

const records: readonly CreditCase[] = [
  {
    id: 'record-shown',
    rule: 'R26-03, 44 records',
    zh: '收到记录即展示，并答复版本与内容摘要',
    en: 'a record is shown, with its revision and the digest of its content',
    run: async (kit) => {
      const filled = kit.record(kit.newId())
      same('', shownAs(filled), { ...(await kit.put(filled)) })
      same('', shownAs(filled), { ...(await kit.standing(String(filled.record['recordId']))) })
    },
  },
  {
    id: 'record-once',
    rule: '44 records',
    zh: '同一版本重复发送，只办一次，答复相同',
    en: 'the same revision sent again is done once, and answered alike',
    run: async (kit) => {
      const filled = kit.record(kit.newId())
      const first = await kit.put(filled)
      same('', { ...first }, { ...(await kit.put(filled)) })
    },
  },
  {
    id: 'revision-reused',
    rule: '44 records',
    zh: '同一版本不得有两种内容',
    en: 'one revision does not have two contents',
    run: async (kit) => {
      const id = kit.newId()
      const filled = kit.record(id)
      await kit.put(filled)
      await kit.refused('records', bodyOf(kit.record(id, { from: '2026-04-09' })), 409, 'REVISION_REUSED')
      same('', shownAs(filled), { ...(await kit.standing(id)) })
    },
  },
  {
    id: 'revision-old',
    rule: '44 records',
    zh: '较新版本替换旧版本，迟到的旧版本被拒绝',
    en: 'a newer revision replaces, and an older one that comes late is refused',
    run: async (kit) => {
      const id = kit.newId()
      await kit.put(kit.record(id))
      const newer = kit.record(id, { revision: 2 })
      same('', shownAs(newer), { ...(await kit.put(newer)) })
      await kit.refused('records', bodyOf(kit.record(id)), 409, 'REVISION_OLD')
      await kit.refused('deletions', { recordId: id, revision: 1 }, 409, 'REVISION_OLD')
      same('', shownAs(newer), { ...(await kit.standing(id)) })
    },
  },
  {
    id: 'suspended-hidden',
    rule: 'R20-84, 44 records',
    zh: '暂时解除的记录不向公众展示，恢复后再展示',
    en: 'a lifted record is hidden from the public, and shown again',
    run: async (kit) => {
      const [id, unit] = [kit.newId(), kit.unit()]
      const { name, certificateNumber } = unit.person
      await kit.put(kit.record(id, {}, unit))
      await expectFound(kit, name, certificateNumber, 1)
      const lifted = kit.record(id, { revision: 2, status: 'SUSPENDED' }, unit)
      same('', shownAs(lifted, 'HIDDEN'), { ...(await kit.put(lifted)) })
      await expectFound(kit, name, certificateNumber, 0)
      await kit.put(kit.record(id, { revision: 3 }, unit))
      await expectFound(kit, name, certificateNumber, 1)
    },
  },
  {
    id: 'contested-hidden',
    rule: 'R26-13, 26.4',
    zh: '对身份或者删除提出异议的记录不向公众展示',
    en: 'a record whose identity or deletion is contested is hidden',
    run: async (kit) => {
      for (const objection of ['IDENTITY', 'DELETION'] as const) {
        const [id, unit] = [kit.newId(), kit.unit()]
        const contested = kit.record(id, { objection }, unit)
        same('', shownAs(contested, 'HIDDEN'), { ...(await kit.put(contested)) })
        await expectFound(kit, unit.person.name, unit.person.certificateNumber, 0)
      }
    },
  },
]

const deletions: readonly CreditCase[] = [
  {
    id: 'deleted-everywhere',
    rule: 'R26-04, R26-12',
    zh: '删除后状态、清单与公众查询均无此记录',
    en: 'a deleted record is gone from standing, list and public search',
    run: async (kit) => {
      const [id, unit] = [kit.newId(), kit.unit()]
      await kit.put(kit.record(id, {}, unit))
      same('', absent(id), { ...(await kit.remove(id, 1)) })
      same('', absent(id), { ...(await kit.standing(id)) })
      if ((await kit.ids(LIST_LIMIT)).includes(id)) throw new Mismatch('/items', 'no deleted record', id)
      await expectFound(kit, unit.person.name, unit.person.certificateNumber, 0)
    },
  },
  {
    id: 'deleted-stays',
    rule: 'R26-12, 44 records',
    zh: '已删除的版本不因迟到的发送而恢复',
    en: 'what was deleted does not come back by a revision that comes late',
    run: async (kit) => {
      const id = kit.newId()
      await kit.put(kit.record(id, { revision: 2 }))
      await kit.remove(id, 2)
      for (const revision of [1, 2])
        await kit.refused('records', bodyOf(kit.record(id, { revision })), 410, 'RECORD_DELETED')
      same('', absent(id), { ...(await kit.standing(id)) })
      const again = kit.record(id, { revision: 3 })
      same('', shownAs(again), { ...(await kit.put(again)) })
    },
  },
  {
    id: 'deletion-unknown',
    rule: '44 deletions',
    zh: '删除从未收到的记录同样有效，其后迟到的记录被拒绝',
    en: 'what was never there is deleted too, and is refused when it comes late',
    run: async (kit) => {
      const id = kit.newId()
      same('', absent(id), { ...(await kit.remove(id, 1)) })
      await kit.refused('records', bodyOf(kit.record(id)), 410, 'RECORD_DELETED')
    },
  },
]

const reading: readonly CreditCase[] = [
  {
    id: 'list-whole',
    rule: 'T26-4, 44 list',
    zh: '清单按编号顺序分页，不重不漏，包括未展示的',
    en: 'the list is in order of ids, each once, with what is hidden',
    run: async (kit) => {
      const ids = [kit.newId(), kit.newId(), kit.newId()]
      const [hidden = ''] = ids
      for (const id of ids) await kit.put(kit.record(id, id === hidden ? { status: 'SUSPENDED' } : {}))
      const held = await kit.ids(PAGE)
      const unsorted = held.find((id, at) => at > 0 && id <= (held[at - 1] ?? ''))
      if (unsorted !== undefined) throw new Mismatch('/items', 'ids that ascend', unsorted)
      same(
        '/items',
        [...ids].sort(),
        held.filter((id) => ids.includes(id)),
      )
    },
  },
  {
    id: 'search-both',
    rule: 'G26-08, 26.5',
    zh: '公众查询须同时提供名称与号码，不得仅凭名称查得',
    en: 'the public search needs name and number, and finds nobody by the name',
    run: async (kit) => {
      const [id, unit] = [kit.newId(), kit.unit()]
      const { name, certificateNumber } = unit.person
      await kit.put(kit.record(id, {}, unit))
      await expectFound(kit, name, certificateNumber, 1)
      await expectFound(kit, name, kit.unit().person.certificateNumber, 0)
      await expectFound(kit, `${name}分公司`, certificateNumber, 0)
      await kit.refused('public-search', { name }, 400)
      await kit.refused('public-search', { name, number: '' }, 400)
    },
  },
  {
    id: 'natural-masked',
    rule: 'R26-02',
    zh: '自然人的姓名与号码按字段表遮掩',
    en: 'names and numbers of natural persons are masked as the field set says',
    only: 'NATIONAL',
    run: async (kit) => {
      const id = kit.newId()
      const fields = { caseNumber: '（2026）示0703执1号', courtName: '示例区人民法院', areaName: '示例省' }
      const rest = { basisNumber: '（2025）示0703民初9号', basisUnit: '示例区人民法院', duty: '支付货款及利息' }
      const last = { performance: '全部未履行', caseFiledOn: '2026-03-02', sex: 'MALE', age: 46 } as const
      const annex = { person: NATURAL, subjectKind: 'NATURAL', fields: { ...fields, ...rest, ...last } } as const
      const filled = kit.record(id, {}, annex)
      await kit.put(filled)
      const found = await kit.search(NATURAL.name, NATURAL.certificateNumber)
      const expected = maskRecord(filled.set, filled.record)
      same('/records', { ...expected }, { ...found[0] })
    },
  },
]

const refusals: readonly CreditCase[] = [
  {
    id: 'field-unknown',
    rule: '44 field sets',
    zh: '字段表之外的字段被拒绝，不予保存',
    en: 'a key that the set does not know is refused, and nothing is kept',
    run: async (kit) => {
      const id = kit.newId()
      const { set, record } = kit.record(id)
      const body = { set: set.name, record: { ...record, remark: 'x' } }
      await kit.refused('records', body, 400, 'FIELD_UNKNOWN')
      same('', absent(id), { ...(await kit.standing(id)) })
    },
  },
  {
    id: 'field-missing',
    rule: 'R26-03, G26-02',
    zh: '缺少任一必备字段（期限、依据、状态等）的记录被拒绝',
    en: 'a record without one of its mandatory keys is refused',
    run: async (kit) => {
      const id = kit.newId()
      const { set, record } = kit.record(id)
      for (const key of set.fields
        .filter(({ mandatory }) => mandatory === 'ALWAYS' || mandatory === 'UNIT')
        .map((field) => field.key)) {
        if (key === 'recordId') continue
        const left = Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))
        await kit.refused('records', { set: set.name, record: left }, 400)
      }
      same('', absent(id), { ...(await kit.standing(id)) })
    },
  },
  {
    id: 'set-other',
    rule: 'R26-07, 44 field sets',
    zh: '其他平台的字段表与未知的字段表被拒绝',
    en: 'sets of other platforms, and unknown ones, are refused',
    run: async (kit) => {
      const id = kit.newId()
      const { record } = kit.record(id)
      for (const set of [OTHER_SET(kit.kind), 'unknown'])
        await kit.refused('records', { set, record: { ...record } }, 400, 'SET_UNKNOWN')
      same('', absent(id), { ...(await kit.standing(id)) })
    },
  },
  {
    id: 'body-malformed',
    rule: '44 over HTTPS',
    zh: '不是 JSON 或者过长的请求体被拒绝',
    en: 'a body that is no JSON, or too long, is refused',
    run: async (kit) => {
      await kit.refused('records', '{', 400)
      const { status } = await kit.raw('records', JSON.stringify({ set: TOO_LONG }))
      if (status < 400 || status >= 500) throw new Mismatch('/status', '4xx', String(status))
    },
  },
  {
    id: 'certificate-required',
    rule: '44 over HTTPS',
    zh: '没有证书的客户端不予接待',
    en: 'a client without a certificate is turned away',
    run: async (kit) => {
      const { url, ca, timeoutMs } = kit.tls
      const bare = new TlsClient({ url, ca, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
      try {
        const { status } = await kit.raw('list', { limit: 1 }, bare)
        throw new Mismatch('/tls', 'no connection', String(status))
      } catch (error) {
        if (!(error instanceof AdapterError)) throw error
      } finally {
        bare.close()
      }
    },
  },
]

export const CREDIT_CASES: readonly CreditCase[] = [...records, ...deletions, ...reading, ...refusals]
