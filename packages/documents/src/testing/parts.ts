/** Invented persons, courts and institutions; no number belongs to anybody. */
export const SAMPLE_COURT = '广东省江门市蓬江区人民法院（虚构样例）'
export const CASE_NUMBER = '（2026）粤0703执123号'
export const RULING_NUMBER = '（2026）粤0703执123号之一'

export const common = {
  documentId: '00112233445566778899aabbccddeeff',
  checkAt: 'https://court.example/check',
} as const
export const issued = {
  ...common,
  court: SAMPLE_COURT,
  caseNumber: RULING_NUMBER,
  signedOn: '2026-03-30',
  seal: SAMPLE_COURT,
} as const

export const debtor = { name: '李样本（虚构）', idKind: 'RESIDENT_ID', idNumber: '999999199003070012' } as const
export const applicant = {
  name: '样例商贸有限公司（虚构）',
  idKind: 'USCC',
  idNumber: '91110105MA00TE5T2T',
  address: '虚构市样例路1号',
  representative: '王样例（虚构）',
} as const
export const parties = {
  applicants: [applicant],
  debtors: [{ ...debtor, address: null, representative: null }],
} as const
export const basis = {
  issuer: SAMPLE_COURT,
  number: '（2025）粤0703民初456号',
  type: 'JUDGMENT',
  effectiveOn: '2026-03-17',
} as const
export const panel = [
  { role: 'PRESIDING_JUDGE', name: '赵样例（虚构）' },
  { role: 'CLERK', name: '钱样例（虚构）' },
] as const
export const officers = [
  { name: '孙样例（虚构）', workCard: '样07030001', dutyCard: '样执07030001' },
  { name: '周样例（虚构）', workCard: '样07030002', dutyCard: '样执07030002' },
] as const
export const contact = { person: '孙样例（虚构）', phone: '0750-0000000', address: '虚构市样例路2号' } as const
export const payee = { account: '0000000000001234', bank: '样例银行（虚构）', holder: SAMPLE_COURT } as const
export const articles = [
  '《中华人民共和国民事诉讼法》第二百五十三条',
  '《中华人民共和国民事诉讼法》第二百五十五条',
] as const

export const account = {
  asset: 'DEPOSIT',
  description: '账户尾号1234的存款',
  holder: debtor.name,
  institution: '样例银行（虚构）',
} as const
export const house = {
  asset: 'REAL_ESTATE',
  description: '虚构市样例路3号101室，不动产单元号尾号0101',
  holder: debtor.name,
  institution: '虚构市不动产登记中心',
} as const

export const ruling = {
  ...issued,
  ...parties,
  basis,
  facts: ['被执行人未按执行通知书确定的期限履行义务。'],
  articles,
  decisions: ['冻结被执行人名下存款人民币400,000.00元。', '查封被执行人名下不动产一处。'],
  remedy: '如不服本裁定，可以自裁定书送达之日起十日内向本院提出书面异议。',
  panel,
} as const
