/** Province short forms of the court codes (rulebook 2.2), with 内 Inner Mongolia, 军 the armed forces, 兵 the production corps. */
export const PROVINCES = '京津沪渝冀晋内辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔云藏陕甘青宁新军兵'
export const SUPREME_COURT = '最高法'

export type CourtLevel = 'SUPREME' | 'HIGH' | 'INTERMEDIATE' | 'BASIC'

/** A court code taken apart; null for other shapes. */
export interface CourtCode {
  readonly level: CourtLevel
  readonly province: string | null
  /** The first two digits; null for the Supreme Court and the high courts. */
  readonly prefix: string | null
}

const SHAPE = new RegExp(`^([${PROVINCES}])(?:(\\d{2})(\\d{2})?)?$`)

export function splitCourtCode(code: string): CourtCode | null {
  if (code === SUPREME_COURT) return { level: 'SUPREME', province: null, prefix: null }
  const [, province, prefix = null, rest] = SHAPE.exec(code) ?? []
  if (province === undefined || prefix === '00') return null
  if (prefix === null) return { level: 'HIGH', province, prefix }
  return { level: rest === undefined ? 'INTERMEDIATE' : 'BASIC', province, prefix }
}
