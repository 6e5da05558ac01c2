interface WorkTitle {
  readonly zh: string
  readonly en: string
  /** Document number, where the title alone is not enough. */
  readonly number?: string
}

export type Work =
  | 'LAWYERS_LAW'
  | 'JUDGES_LAW'
  | 'CIVIL_CODE'
  | 'CIVIL_PROCEDURE'
  | 'CIVIL_PROCEDURE_INTERPRETATION'
  | 'CRIMINAL_LAW'
  | 'CRIMINAL_PROCEDURE'
  | 'CRIMINAL_PROCEDURE_INTERPRETATION'
  | 'RECUSAL_PROVISIONS'
  | 'LEAVE_OPINIONS'
  | 'COURT_ORGANISATION'
  | 'CASE_NUMBER_RULES'
  | 'GB_11643'
  | 'GB_11714'
  | 'GB_32100'
  | 'SFT_0022'
  | 'HOLIDAY_NOTICE'
  | 'ENFORCEMENT_SETTLEMENT'
  | 'PRIVATE_LENDING'
  | 'PRIVATE_LENDING_REPLY'
  | 'PBC_RATE_NOTICE'
  | 'BANK_CARD'
  | 'BANKRUPTCY_LAW'
  | 'BANKRUPTCY_PROVISIONS_3'
  | 'ADMINISTRATOR_FEE'
  | 'CREDIT_REPORTING'
  | 'DISHONEST_LIST'
  | 'SHANGHAI_CREDIT'
  | 'PUDONG_BANKRUPTCY'
  | 'PERSONAL_INFORMATION'
  | 'NETWORK_DATA'

/** Statutes and other texts that the rules rest on. */
const WORKS: Readonly<Record<Work, WorkTitle>> = {
  LAWYERS_LAW: { zh: '律师法', en: 'Lawyers Law' },
  JUDGES_LAW: { zh: '法官法', en: 'Judges Law' },
  CIVIL_CODE: { zh: '民法典', en: 'Civil Code' },
  CIVIL_PROCEDURE: { zh: '民事诉讼法', en: 'Civil Procedure Law' },
  CIVIL_PROCEDURE_INTERPRETATION: {
    zh: '最高人民法院关于适用民事诉讼法的解释',
    en: 'Interpretation of the Civil Procedure Law',
  },
  CRIMINAL_LAW: { zh: '刑法', en: 'Criminal Law' },
  CRIMINAL_PROCEDURE: { zh: '刑事诉讼法', en: 'Criminal Procedure Law' },
  CRIMINAL_PROCEDURE_INTERPRETATION: {
    zh: '最高人民法院关于适用刑事诉讼法的解释',
    en: 'Interpretation of the Criminal Procedure Law',
  },
  RECUSAL_PROVISIONS: {
    zh: '最高人民法院关于审判人员在诉讼活动中执行回避制度若干问题的规定',
    en: 'Recusal Provisions',
    number: '法释〔2011〕12号',
  },
  LEAVE_OPINIONS: {
    zh: '关于进一步规范法院、检察院离任人员从事律师职业的意见',
    en: 'Opinions on former staff of courts and procuratorates who practise as lawyers',
    number: '司发通〔2021〕61号',
  },
  COURT_ORGANISATION: { zh: '人民法院组织法', en: 'Organic Law of the People’s Courts' },
  CASE_NUMBER_RULES: {
    zh: '关于人民法院案件案号的若干规定',
    en: 'Provisions on case numbers',
    number: '法〔2015〕137号、法〔2018〕335号',
  },
  GB_11643: { zh: 'GB 11643 公民身份号码', en: 'GB 11643 resident identity number' },
  GB_11714: { zh: 'GB 11714 全国组织机构代码', en: 'GB 11714 organisation code' },
  GB_32100: { zh: 'GB 32100-2015 统一社会信用代码编码规则', en: 'GB 32100-2015 unified social credit code' },
  SFT_0022: {
    zh: 'SF/T 0022-2021 全国律师综合管理信息系统技术规范',
    en: 'SF/T 0022-2021 national lawyer management system',
  },
  HOLIDAY_NOTICE: { zh: '国务院办公厅年度节假日安排通知', en: 'yearly holiday notice of the State Council' },
  PRIVATE_LENDING: {
    zh: '最高人民法院关于审理民间借贷案件适用法律若干问题的规定',
    en: 'Private Lending Provisions',
  },
  PRIVATE_LENDING_REPLY: {
    zh: '最高人民法院关于新民间借贷司法解释适用范围问题的批复',
    en: 'Reply on the scope of the Private Lending Provisions',
  },
  PBC_RATE_NOTICE: {
    zh: '中国人民银行关于人民币贷款利率有关问题的通知',
    en: 'PBC notice on loan rates',
    number: '银发〔2003〕251号',
  },
  BANK_CARD: {
    zh: '最高人民法院关于审理银行卡民事纠纷案件若干问题的规定',
    en: 'Bank Card Provisions',
  },
  BANKRUPTCY_LAW: { zh: '企业破产法', en: 'Enterprise Bankruptcy Law' },
  BANKRUPTCY_PROVISIONS_3: {
    zh: '最高人民法院关于适用企业破产法若干问题的规定（三）',
    en: 'Bankruptcy Provisions III',
  },
  ADMINISTRATOR_FEE: {
    zh: '最高人民法院关于审理企业破产案件确定管理人报酬的规定',
    en: 'Provisions on the remuneration of administrators',
  },
  CREDIT_REPORTING: { zh: '征信业管理条例', en: 'Credit Reporting Regulation' },
  DISHONEST_LIST: {
    zh: '最高人民法院关于公布失信被执行人名单信息的若干规定',
    en: 'Provisions on the list of dishonest judgment debtors',
  },
  SHANGHAI_CREDIT: { zh: '上海市社会信用条例', en: 'Shanghai Social Credit Regulation' },
  PUDONG_BANKRUPTCY: {
    zh: '上海市浦东新区完善市场化法治化企业破产制度若干规定',
    en: 'Pudong Bankruptcy Provisions',
  },
  PERSONAL_INFORMATION: { zh: '个人信息保护法', en: 'Personal Information Protection Law' },
  NETWORK_DATA: { zh: '网络数据安全管理条例', en: 'Network Data Security Regulation' },
  ENFORCEMENT_SETTLEMENT: {
    zh: '最高人民法院关于执行和解若干问题的规定',
    en: 'Provisions on settlement in enforcement',
  },
}

/** An article, an article and its paragraph (款), or the articles from … to. */
export type ArticleReference =
  number | { readonly article: number; readonly paragraph: number } | { readonly from: number; readonly to: number }

export interface Citation {
  readonly work: Work
  readonly articles: readonly ArticleReference[]
}

export function cite(work: Work, ...articles: readonly ArticleReference[]): Citation {
  return { work, articles }
}

/** 《律师法》第四十七条至第五十一条. */
export function citationZh({ work, articles }: Citation): string {
  const { zh, number } = WORKS[work]
  return `《${zh}》${number === undefined ? '' : `（${number}）`}${articles.map(articleZh).join('、')}`
}

/** Lawyers Law, arts. 47–51. */
export function citationEn({ work, articles }: Citation): string {
  const { en, number } = WORKS[work]
  const title = number === undefined ? en : `${en} (${number})`
  if (articles.length === 0) return title
  const several = articles.length > 1 || articles.some((one) => typeof one === 'object' && 'from' in one)
  const label = several ? 'arts.' : 'art.'
  return `${title}, ${label} ${articles.map(articleEn).join(', ')}`
}

function articleZh(reference: ArticleReference): string {
  if (typeof reference === 'number') return `第${chineseNumeral(reference)}条`
  if ('from' in reference) return `第${chineseNumeral(reference.from)}条至第${chineseNumeral(reference.to)}条`
  return `第${chineseNumeral(reference.article)}条第${chineseNumeral(reference.paragraph)}款`
}

function articleEn(reference: ArticleReference): string {
  if (typeof reference === 'number') return String(reference)
  if ('from' in reference) return `${reference.from}–${reference.to}`
  return `${reference.article}(${reference.paragraph})`
}

const DIGITS = '零一二三四五六七八九'
const UNITS = ['', '十', '百', '千'] as const

/** 1 to 9999 as statutes write article numbers: 10 十, 33 三十三, 202 二百零二, 1259 一千二百五十九. */
export function chineseNumeral(value: number): string {
  const digits = Array.from(String(value), Number)
  let written = ''
  digits.forEach((digit, index) => {
    const unit = UNITS[digits.length - 1 - index] ?? ''
    if (digit !== 0) written += `${DIGITS.charAt(digit)}${unit}`
    else if (digits.slice(index + 1).some((later) => later !== 0) && !written.endsWith('零')) written += '零'
  })
  return written.startsWith('一十') ? written.slice(1) : written
}
