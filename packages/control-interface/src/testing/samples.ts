import type { Json } from '@xiezhi/codec'

/** Invented person, court and bank; the identity number is of the unassigned region 999999. */
export const HEADER = {
  bdhm: 'Q-2026-000001',
  lb: 'YH',
  xz: '1',
  xm: '示例甲',
  zjlx: '01',
  dsrzjhm: '999999199003070012',
  fymc: '示例市示例区人民法院',
  fydm: 'SAMPLE-0703',
  cbr: '示例执行员',
  yhdh: 'SAMPLEBANK',
  ah: '（2026）粤0703执123号',
  gzzbh: 'GZ-0001',
  gwzbh: 'GW-0001',
  ckh: '（2026）粤0703执123号之一协',
} as const satisfies Record<string, Json>

const FREEZE_ITEM = {
  ccxh: 1,
  khzh: 'SAMPLE-0001',
  bz: 'CNY',
  kzlx: '1',
  kzcs: '01',
  kznr: '1',
  je: 5_000_000,
  ksrq: '2026-03-30',
  jsrq: '2027-03-30',
} as const satisfies Record<string, Json>

const TARGET = {
  zxkzhhm: '示例市示例区人民法院执行款专户',
  zxkzhkhh: '示例银行示例支行',
  zxkzhkhhhh: '000000000000',
  zxkzhzh: 'SAMPLE-COURT-1',
} as const satisfies Record<string, Json>

export const FREEZE = { ...HEADER, xz: '2', ckwh: '（2026）粤0703执123号之一', kzqq: [FREEZE_ITEM] }
export const DEDUCT = {
  ...FREEZE,
  bdhm: 'Q-2026-000002',
  kzqq: [
    {
      ccxh: 1,
      khzh: 'SAMPLE-0001',
      bz: 'CNY',
      kzlx: '1',
      kzcs: '06',
      kznr: '1',
      je: 100,
      ydjdh: 'Q-2026-000001',
      ydjah: HEADER.ah,
      ...TARGET,
    },
  ],
}
export const FREEZE_ANSWER = {
  bdhm: HEADER.bdhm,
  cljg: '1',
  kzfk: [
    {
      bdhm: HEADER.bdhm,
      ccxh: 1,
      kzzt: '1',
      bz: 'CNY',
      ye: 4_000_000,
      kyye: 0,
      csksrq: '2026-03-30',
      csjsrq: '2027-03-30',
      djfs: '1',
      djxe: 5_000_000,
      skje: 4_000_000,
      ceskje: 0,
      djsj: '2026-03-30T10:02:09+08:00',
    },
  ],
}

type Path = readonly (string | number)[]

/** The document with one value replaced, or taken out where the value is undefined. */
export function changed(document: Json, path: Path, value: Json | undefined): Json {
  const copy = structuredClone(document) as Record<string | number, Json>
  const last = path.at(-1)
  const parent = path.slice(0, -1).reduce((at, step) => at[step] as Record<string | number, Json>, copy)
  if (last === undefined) return copy
  if (value === undefined) Reflect.deleteProperty(parent, last)
  else parent[last] = value
  return copy
}
