import type { Bilingual } from '../registry/define-function.ts'

/**
 * How a point of section 33 of the rulebook is kept: SWITCH a word of the law book (`lawSwitches`), PARAMETER a number of
 * it, CALENDAR a year of it, INPUT a fact that the caller states, FIXED the default alone is built, WATCH nothing to
 * compute yet.
 */
export type PointKind = 'SWITCH' | 'PARAMETER' | 'CALENDAR' | 'INPUT' | 'FIXED' | 'WATCH'

export interface DisputedPoint extends Bilingual {
  readonly no: string
  readonly kind: PointKind
  /** Keys of the law book by which a court sets it. */
  readonly keys: readonly string[]
  readonly default: Bilingual
}

type Row = readonly [
  no: string,
  kind: PointKind,
  keys: string,
  zh: string,
  en: string,
  defaultZh: string,
  defaultEn: string,
]

// One point a line.
// prettier-ignore
const rows: readonly Row[] = [
  ['O-01', 'FIXED', '', '恰好十年刑期适用的减刑间隔', 'interval for a sentence of exactly 10 years', '较长间隔并提示', 'longer interval and a flag'],
  ['O-02', 'PARAMETER', 'PA-O-02.alarmBefore', '二个月羁押期限的最后一日', 'last day of a two-month custody limit', '法定日，提前一日预警', 'the statutory day, alarm one day earlier'],
  ['O-03', 'SWITCH', 'O-03.secured O-03.undetermined', '破产法第六十四条的表决基数', 'base of art. 64', '只计无财产担保部分，没有临时债权额的不计', 'unsecured part only, undetermined claims excluded'],
  ['O-04', 'FIXED', '', '轮候查封期间是否计算自身期限', 'does a waiting seal run a term of its own', '生效前不计算', 'no running before effect'],
  ['O-05', 'FIXED', '', '冻结的届满时刻', 'expiry instant of a freeze', '届满日 24 时', '24:00 of the end date'],
  ['O-06', 'FIXED', '', '查封、冻结期限是否因节假日顺延', 'do terms of measures roll over holidays', '不顺延', 'no'],
  ['O-07', 'FIXED', '', '全部履行与固定期限的失信信息', 'full performance and a fixed-term listing', '建议提前删除，由人决定', 'early deletion is proposed, a person decides'],
  ['O-08', 'WATCH', '', '意见第十三条至第十七条的标题', 'headings of articles 13 to 17', '只核实了关于调解的内容', 'only the content about mediation is verified'],
  ['O-09', 'SWITCH', 'O-09 P-24-02', '金融借款 24% 的上限；LPR 改革后的罚息倍数', '24 % guidance for financial loans', '适用', 'on'],
  ['O-10', 'PARAMETER', 'PA-O-10.months', '保留生活费的月数', 'months of living-cost reserve', '三个月', 'three'],
  ['O-11', 'WATCH', '', '预查封、保险现金价值、虚拟资产', 'pre-sealing, insurance values, crypto assets', '各省自定', 'by province'],
  ['O-12', 'SWITCH', 'O-12', '二十日优先购买期间是否顺延', 'company law pre-emption and holidays', '顺延', 'roll'],
  ['O-13', 'WATCH', '', '新企业破产法、监狱法、强制执行法', 'new bankruptcy, prison and enforcement laws', '来源中未见', 'not found in the sources'],
  ['O-14', 'CALENDAR', '', '2027 年以后的节假日安排', 'holidays from 2027 on', '载入前暂定', 'provisional until loaded'],
  ['O-15', 'INPUT', '', '样例以外的法院代字和类型代字表', 'tables of court and type codes', '由使用者载入官方代字表', 'the official tables are loaded by the user'],
  ['O-16', 'WATCH', '', 'FYB/T、GB/T 42570/42571、SF/T 0076 的内容', 'contents of these standards', '待取得原文', 'originals to be obtained'],
  ['O-17', 'WATCH', '', '作品登记号、商标号、上金所、中国结算的数据格式', 'data formats of these registers', '待取得原文', 'originals to be obtained'],
  ['O-18', 'PARAMETER', 'PA-R20-87.months', '依申请删除后再次列入的限制', 'ban on re-listing after deletion at the applicant’s request', '六个月', 'six months'],
  ['O-19', 'FIXED', '', '受益所有人标准二、三', 'beneficial-owner standards 2 and 3', '按办法适用，未核实', 'applied, unverified'],
  ['O-20', 'SWITCH', 'O-20', '部分清偿的保证人的追偿权', 'guarantor with partial payment in bankruptcy', '单独登记，由法官决定', 'recorded separately, a judge decides'],
  ['O-21', 'WATCH', '', '英文译本的用词', 'wording of the English translation', '以中文为准', 'the Chinese text is the authority'],
  ['O-22', 'FIXED', '', '登记的付款能否由程序解除措施', 'may a program release a measure on recorded payment', '不能：建议，由法官签署', 'no: proposed, a judge signs'],
  ['O-23', 'FIXED', '', '法人债务人的职工工资账户', 'wage accounts of a legal-person debtor', '仅提示', 'flag only'],
]

/** The open and disputed points of the rulebook with their defaults, in its order. */
export const disputedPoints: readonly DisputedPoint[] = rows.map(([no, kind, keys, zh, en, defaultZh, defaultEn]) => ({
  no,
  kind,
  keys: keys === '' ? [] : keys.split(' '),
  zh,
  en,
  default: { zh: defaultZh, en: defaultEn },
}))
