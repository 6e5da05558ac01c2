import type { DocumentKind } from '@xiezhi/documents'

const CIVIL = '《中华人民共和国民事诉讼法》'
const CIVIL_READING = '《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》'
const NETWORK = '《最高人民法院关于网络查询、冻结被执行人存款的规定》'
const SEALING = '《最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定》'
const PRESERVATION = '《最高人民法院关于人民法院办理财产保全案件若干问题的规定》'

/** Articles on which each kind of document rests, as its template names them; an officer may change those of a form. */
export const ARTICLES: Readonly<Record<DocumentKind, readonly string[]>> = {
  QUERY_NOTICE: [`${NETWORK}第二条至第四条`],
  CONTROL_RULING: [`${CIVIL}第二百五十三条至第二百五十六条`, `${SEALING}第十九条`],
  RENEWAL_RULING: [`${CIVIL_READING}第四百八十五条`],
  RELEASE_RULING: [`${CIVIL}第二百五十三条`, `${SEALING}第二十八条`],
  VARIATION_RULING: [`${CIVIL}第二百六十七条`],
  DISPOSAL_RULING: [`${CIVIL}第二百五十三条至第二百五十八条`],
  TRANSFER_LETTER: [
    '《最高人民法院关于首先查封法院与优先债权执行法院处分查封财产有关问题的批复》（法释〔2016〕6号）第一条、第二条',
  ],
  ASSISTANCE_NOTICE: [`${CIVIL}第二百五十三条`, `${CIVIL}第二百六十二条`],
  ASSISTANCE_RECEIPT: [],
  RELEASE_NOTICE: [`${SEALING}第二十八条`],
  ENFORCEMENT_NOTICE: [`${CIVIL}第二百五十一条`],
  PROPERTY_REPORT_ORDER: [
    `${CIVIL}第二百五十二条`,
    '《最高人民法院关于民事执行中财产调查若干问题的规定》第三条至第九条',
  ],
  END_OF_ROUND_RULING: ['《最高人民法院关于严格规范终结本次执行程序的规定（试行）》（法〔2016〕373号）第一条'],
  CLAIM_CALCULATION: [],
  DISTRIBUTION_PLAN: [`${CIVIL_READING}第五百零七条至第五百一十条`],
  CONSUMPTION_ORDER: ['《最高人民法院关于限制被执行人高消费及有关消费的若干规定》（法释〔2015〕17号）第三条、第五条'],
  DISHONESTY_DECISION: ['《最高人民法院关于公布失信被执行人名单信息的若干规定》（法释〔2017〕7号）第一条至第五条'],
  BANKRUPTCY_TRANSFER: [`${CIVIL_READING}第五百一十一条至第五百一十三条`],
  RECONCILIATION_REPORT: [],
  DELETION_CERTIFICATE: [],
}

/** Of a preservation other articles than of an enforcement (民诉法 103, 104). */
export function articlesOf(kind: DocumentKind, isPreservation: boolean): readonly string[] {
  if (kind !== 'CONTROL_RULING' || !isPreservation) return ARTICLES[kind]
  return [`${CIVIL}第一百零三条、第一百零四条`, `${PRESERVATION}第一条`]
}
