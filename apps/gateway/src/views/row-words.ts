import type { Bilingual } from '@xiezhi/gateway-api'

const TEXTS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  COLUMN_COUNT: ['列数与表头不符', 'the number of columns differs from the heading'],
  FIELD_INVALID: ['该列内容不符合要求', 'this column does not have the required form'],
  LicenceExists: ['执业证号已登记', 'the licence number is registered already'],
  SerialExists: ['执业证流水号已登记', 'the serial is registered already'],
  LawyerExists: ['该律师已登记', 'the lawyer is registered already'],
  FirmUnknown: ['律师事务所未登记', 'the firm is not registered'],
  FirmNotNormal: ['律师事务所当日非正常执业状态', 'the firm was not in normal standing on that day'],
  OutsideJurisdiction: ['不属于本机关管辖', 'outside the jurisdiction of this authority'],
  LicenceMalformed: ['执业证号不符合编码规则', 'the licence number does not follow the coding rules'],
  DateOrder: ['日期先后有误', 'the dates are in the wrong order'],
}

/** Why a row of a list was refused; the code itself where there are no words for it. */
export function rowText(name: string): Bilingual {
  const [zh, en] = TEXTS[name] ?? [name, name]
  return { zh, en }
}
