export const CASE_DOMAINS = ['CIVIL', 'CRIMINAL', 'ADMIN', 'ENFORCE', 'BANKRUPT', 'OTHER'] as const
export type CaseDomain = (typeof CASE_DOMAINS)[number]

/** Type codes of rulebook 2.2: the subset whose meaning is known here. */
const TYPE_CODES: Readonly<Record<CaseDomain, readonly string[]>> = {
  CIVIL: '民初 民终 民申 民再 民辖 民辖终 民特 民督 民催 民撤 民监 诉前调 民诉前调'.split(' '),
  CRIMINAL: '刑初 刑终 刑核 刑再 刑申 刑监 刑更 刑更监 刑没 刑医'.split(' '),
  ADMIN: '行初 行终 行申 行再 行审'.split(' '),
  ENFORCE: '执 执恢 执保 执异 执复 执监 执协 财保'.split(' '),
  BANKRUPT: '破申 破 破终 破监 清申 强清'.split(' '),
  OTHER: '司惩 司惩复 法赔 委赔 认港 认台 协外认'.split(' '),
}

/** Null for a type code that is not in the table. */
export function domainOfType(typeCode: string): CaseDomain | null {
  return CASE_DOMAINS.find((domain) => TYPE_CODES[domain].includes(typeCode)) ?? null
}
