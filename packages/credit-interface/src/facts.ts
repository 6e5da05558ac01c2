import type { CreditAnnex } from './annex.ts'
import { refuse } from './credit-interface-error.ts'

/** An entry as the ledger of its subscriber holds it. */
export interface EntryView {
  readonly entryId: string
  readonly revision: number
  readonly list: 'DISHONEST' | 'CONSUMPTION' | null
  readonly legalBasis: string
  readonly basisDigest: string | null
  readonly situation: number | null
  readonly categories: readonly number[]
  readonly from: string
  readonly publishedOn: string | null
  readonly term: { readonly kind: 'FIXED' | 'UNTIL_EVENT'; readonly to: string | null } | null
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'RESTRUCTURING'
  readonly objection: 'IDENTITY' | 'DELETION' | 'CONTENT' | null
}

/** What fields of a record are filled from. */
export const FACTS = [
  'entryId',
  'revision',
  'subjectKind',
  'name',
  'number',
  'sex',
  'age',
  'legalRepresentative',
  'caseNumber',
  'courtName',
  'areaName',
  'basisNumber',
  'basisUnit',
  'duty',
  'performance',
  'conduct',
  'restrictions',
  'relatedPersons',
  'caseFiledOn',
  'publishedOn',
  'list',
  'legalBasis',
  'basisDigest',
  'termKind',
  'from',
  'to',
  'status',
  'objection',
] as const
export type Fact = (typeof FACTS)[number]

/** 法释〔2017〕7号 1: situations of dishonesty, by number. */
export const SITUATIONS = [
  { zh: '有履行能力而拒不履行生效法律文书确定义务', en: 'able to perform, and refuses' },
  { zh: '以伪造证据、暴力、威胁等方法妨碍、抗拒执行', en: 'obstructs by forged evidence, violence or threats' },
  {
    zh: '以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行',
    en: 'evades by sham litigation or by hiding property',
  },
  { zh: '违反财产报告制度', en: 'breaches the duty to report property' },
  { zh: '违反限制消费令', en: 'breaches an order that limits consumption' },
  { zh: '无正当理由拒不履行执行和解协议', en: 'breaches a settlement without good reason' },
] as const

/** 法释〔2015〕17号 3: what is limited, by number. */
export const CATEGORIES = [
  { zh: '乘坐飞机、列车软卧、轮船二等以上舱位', en: 'planes, soft sleepers, second class or better on ships' },
  { zh: '在星级以上宾馆、酒店、夜总会、高尔夫球场等场所高消费', en: 'star hotels, night clubs, golf courses' },
  { zh: '购买不动产或者新建、扩建、高档装修房屋', en: 'buying, building or luxuriously decorating real estate' },
  { zh: '租赁高档写字楼、宾馆、公寓等场所办公', en: 'renting high-end premises' },
  { zh: '购买非经营必需车辆', en: 'vehicles that the business does not need' },
  { zh: '旅游、度假', en: 'travel and holidays' },
  { zh: '子女就读高收费私立学校', en: 'private schools with high fees' },
  { zh: '支付高额保费购买保险理财产品', en: 'insurance and wealth products with high premiums' },
  {
    zh: '乘坐G字头动车组列车全部座位、其他动车组列车一等以上座位等其他非生活和工作必需的消费行为',
    en: 'any seat on G trains, first class or better on other EMU trains, and the like',
  },
] as const

type Facts = Partial<Record<Fact, string | number | null | undefined>>

/** Everything that is known of an entry, by what a field may ask for. @throws CreditInterfaceError */
export function factsOf(view: EntryView, annex: CreditAnnex): ReadonlyMap<Fact, string | number> {
  if (annex.entryId !== view.entryId) refuse('ENTRY_OTHER', '/entryId', 'the entry of the view', annex.entryId)
  const all: Facts = { ...factsOfView(view), ...factsOfAnnex(annex) }
  return new Map(
    (Object.entries(all) as [Fact, string | number | null | undefined][]).flatMap(([fact, value]) =>
      value === null || value === undefined ? [] : [[fact, value] as const],
    ),
  )
}

function factsOfView(view: EntryView): Facts {
  const { entryId, revision, list, legalBasis, basisDigest, situation, categories, from, publishedOn, term } = view
  const { status, objection } = view
  if (term === null) return refuse('TERM_MISSING', '/term', 'a term', null)
  return {
    entryId,
    revision,
    list,
    legalBasis,
    basisDigest,
    from,
    publishedOn,
    status,
    objection,
    conduct: situation === null ? null : SITUATIONS[situation - 1]?.zh,
    restrictions: joined(categories.flatMap((category) => CATEGORIES[category - 1]?.zh ?? [])),
    termKind: term.kind,
    to: term.to,
  }
}

function factsOfAnnex({ person, subjectKind, fields }: CreditAnnex): Facts {
  const { sex, relatedPersons = [], ...plain } = fields ?? {}
  return {
    ...plain,
    subjectKind,
    name: person.name,
    number: person.certificateNumber,
    sex: sex === undefined ? undefined : { MALE: '男性', FEMALE: '女性' }[sex],
    relatedPersons: joined(relatedPersons.map(({ role, name }) => `${role}:${name}`)),
  }
}

function joined(texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : texts.join('；')
}
