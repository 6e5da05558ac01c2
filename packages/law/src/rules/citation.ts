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
  | 'COMMUTATION_PROVISIONS'
  | 'CORRUPTION_COMMUTATION'
  | 'COMMUTATION_PROCEDURE'
  | 'PROPERTY_CLAUSE_PROVISIONS'
  | 'POLICE_PROCEDURE'
  | 'PROCURATORATE_RULES'
  | 'ONLINE_MEDIATION_RULES'
  | 'CRIMINAL_PROPERTY_PROVISIONS'
  | 'NETWORK_CONTROL_PROVISIONS'
  | 'SEALING_PROVISIONS'
  | 'PRESERVATION_PROVISIONS'
  | 'PATENT_DISPUTE_PROVISIONS'
  | 'TRADEMARK_PRESERVATION'
  | 'WAITING_SEAL_NOTICE'
  | 'PRIORITY_TRANSFER_REPLY'
  | 'ENFORCEMENT_WORK_PROVISIONS'
  | 'OBJECTION_PROVISIONS'
  | 'ONLINE_AUCTION_PROVISIONS'
  | 'DELAY_INTEREST_INTERPRETATION'
  | 'LITIGATION_FEES'
  | 'CONSTRUCTION_INTERPRETATION'
  | 'HOME_BUYER_REPLY'
  | 'TAX_COLLECTION_LAW'
  | 'DISHONEST_LIST_PROVISIONS'
  | 'CONSUMPTION_PROVISIONS'
  | 'GOOD_FAITH_ENFORCEMENT'
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
  | 'PATENT_LAW'
  | 'PATENT_RULES'
  | 'TRADEMARK_LAW'
  | 'COPYRIGHT_LAW'
  | 'SOFTWARE_REGULATION'
  | 'PATENT_DISPUTES'
  | 'ONLINE_LITIGATION'
  | 'COMPANY_LAW'
  | 'MARKET_ENTITY_REGULATION'
  | 'ENTERPRISE_PUBLICITY'
  | 'BENEFICIAL_OWNERS'
  | 'SECURITY_INTERPRETATION'
  | 'FINANCE_LEASE'
  | 'GB_37346'
  | 'DATA_SECURITY'
  | 'SHANGHAI_DATA'
  | 'SHENZHEN_DATA'
  | 'SHENZHEN_DATA_REGISTRATION'
  | 'PUBLIC_DATA_REGISTRATION'

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
  COMMUTATION_PROVISIONS: {
    zh: '最高人民法院关于办理减刑、假释案件具体应用法律的规定',
    en: 'Provisions on commutation and parole',
    number: '法释〔2016〕23号',
  },
  CORRUPTION_COMMUTATION: {
    zh: '最高人民法院关于办理减刑、假释案件具体应用法律的补充规定',
    en: 'Supplementary provisions on commutation and parole (corruption)',
    number: '法释〔2019〕6号',
  },
  COMMUTATION_PROCEDURE: {
    zh: '最高人民法院关于减刑、假释案件审理程序的规定',
    en: 'Provisions on the procedure of commutation and parole',
    number: '法释〔2014〕5号',
  },
  PROPERTY_CLAUSE_PROVISIONS: {
    zh: '最高人民法院关于办理减刑、假释案件审查财产性判项执行问题的规定',
    en: 'Provisions on property clauses in commutation and parole',
    number: '法释〔2024〕5号',
  },
  POLICE_PROCEDURE: { zh: '公安机关办理刑事案件程序规定', en: 'Procedure of the police in criminal cases' },
  PROCURATORATE_RULES: { zh: '人民检察院刑事诉讼规则', en: 'Criminal procedure rules of the procuratorates' },
  ONLINE_MEDIATION_RULES: { zh: '人民法院在线调解规则', en: 'Online mediation rules of the courts' },
  CRIMINAL_PROPERTY_PROVISIONS: {
    zh: '最高人民法院关于刑事裁判涉财产部分执行的若干规定',
    en: 'Provisions on enforcement of the property part of criminal judgments',
  },
  NETWORK_CONTROL_PROVISIONS: {
    zh: '最高人民法院关于网络查询、冻结被执行人存款的规定',
    en: 'Provisions on network inquiry and freezing of deposits',
  },
  SEALING_PROVISIONS: {
    zh: '最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定',
    en: 'Provisions on sealing, seizing and freezing property',
  },
  PRESERVATION_PROVISIONS: {
    zh: '最高人民法院关于人民法院办理财产保全案件若干问题的规定',
    en: 'Provisions on property preservation',
  },
  PATENT_DISPUTE_PROVISIONS: {
    zh: '最高人民法院关于审理专利纠纷案件适用法律问题的若干规定',
    en: 'Provisions on patent disputes',
  },
  TRADEMARK_PRESERVATION: {
    zh: '最高人民法院关于人民法院对注册商标权进行财产保全的解释',
    en: 'Interpretation on preservation of registered trademarks',
  },
  WAITING_SEAL_NOTICE: {
    zh: '最高人民法院关于正确处理轮候查封效力相关问题的通知',
    en: 'Notice on the effect of waiting seals',
    number: '法〔2022〕107号',
  },
  PRIORITY_TRANSFER_REPLY: {
    zh: '最高人民法院关于首先查封法院与优先债权执行法院处分查封财产有关问题的批复',
    en: 'Reply on the disposal of sealed property between the first and the priority court',
    number: '法释〔2016〕6号',
  },
  ENFORCEMENT_WORK_PROVISIONS: {
    zh: '最高人民法院关于人民法院执行工作若干问题的规定（试行）',
    en: 'Provisions on enforcement work',
  },
  OBJECTION_PROVISIONS: {
    zh: '最高人民法院关于人民法院办理执行异议和复议案件若干问题的规定',
    en: 'Provisions on objections and reconsideration in enforcement',
  },
  ONLINE_AUCTION_PROVISIONS: {
    zh: '最高人民法院关于人民法院网络司法拍卖若干问题的规定',
    en: 'Provisions on online judicial auctions',
  },
  DELAY_INTEREST_INTERPRETATION: {
    zh: '最高人民法院关于执行程序中计算迟延履行期间的债务利息适用法律若干问题的解释',
    en: 'Interpretation on interest during delayed performance',
  },
  LITIGATION_FEES: { zh: '诉讼费用交纳办法', en: 'Measures on litigation fees' },
  CONSTRUCTION_INTERPRETATION: {
    zh: '最高人民法院关于审理建设工程施工合同纠纷案件适用法律问题的解释（一）',
    en: 'Interpretation on construction contracts (I)',
  },
  HOME_BUYER_REPLY: {
    zh: '最高人民法院关于商品房消费者权利保护问题的批复',
    en: 'Reply on the protection of home buyers',
    number: '法释〔2023〕1号',
  },
  TAX_COLLECTION_LAW: { zh: '税收征收管理法', en: 'Tax Collection Law' },
  DISHONEST_LIST_PROVISIONS: {
    zh: '最高人民法院关于公布失信被执行人名单信息的若干规定',
    en: 'Provisions on the list of dishonest debtors',
    number: '法释〔2017〕7号',
  },
  CONSUMPTION_PROVISIONS: {
    zh: '最高人民法院关于限制被执行人高消费及有关消费的若干规定',
    en: 'Provisions on limits of high consumption',
    number: '法释〔2015〕17号',
  },
  GOOD_FAITH_ENFORCEMENT: {
    zh: '最高人民法院关于在执行工作中进一步强化善意文明执行理念的意见',
    en: 'Opinions on good-faith and civilised enforcement',
    number: '法发〔2019〕35号',
  },
  PATENT_LAW: { zh: '专利法', en: 'Patent Law' },
  PATENT_RULES: { zh: '专利法实施细则', en: 'Implementing Rules of the Patent Law' },
  TRADEMARK_LAW: { zh: '商标法', en: 'Trademark Law' },
  COPYRIGHT_LAW: { zh: '著作权法', en: 'Copyright Law' },
  SOFTWARE_REGULATION: { zh: '计算机软件保护条例', en: 'Software Protection Regulation' },
  PATENT_DISPUTES: {
    zh: '最高人民法院关于审理专利纠纷案件适用法律问题的若干规定',
    en: 'Provisions on patent disputes',
  },
  ONLINE_LITIGATION: { zh: '人民法院在线诉讼规则', en: 'Online Litigation Rules' },
  COMPANY_LAW: { zh: '公司法', en: 'Company Law' },
  MARKET_ENTITY_REGULATION: { zh: '市场主体登记管理条例', en: 'Market Entity Registration Regulation' },
  ENTERPRISE_PUBLICITY: { zh: '企业信息公示暂行条例', en: 'Enterprise Publicity Regulation' },
  BENEFICIAL_OWNERS: { zh: '受益所有人信息管理办法', en: 'Beneficial Owner Measures' },
  SECURITY_INTERPRETATION: { zh: '最高人民法院关于适用民法典有关担保制度的解释', en: 'Interpretation on security' },
  FINANCE_LEASE: {
    zh: '最高人民法院关于审理融资租赁合同纠纷案件适用法律问题的解释',
    en: 'Interpretation on financing leases',
  },
  GB_37346: { zh: 'GB/T 37346 不动产单元编码规范', en: 'GB/T 37346 real-estate unit code' },
  DATA_SECURITY: { zh: '数据安全法', en: 'Data Security Law' },
  SHANGHAI_DATA: { zh: '上海市数据条例', en: 'Shanghai Data Regulation' },
  SHENZHEN_DATA: { zh: '深圳经济特区数据条例', en: 'Shenzhen Data Regulation' },
  SHENZHEN_DATA_REGISTRATION: {
    zh: '深圳市数据产权登记管理暂行办法',
    en: 'Shenzhen interim measures on data registration',
  },
  PUBLIC_DATA_REGISTRATION: {
    zh: '公共数据资源登记管理暂行办法',
    en: 'Interim measures on the registration of public data',
    number: '发改数据规〔2025〕26号',
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
