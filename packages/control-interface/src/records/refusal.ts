import { field, optional, ownField, text } from '../field.ts'
import { requestNo, words } from '../kinds.ts'
import { defineRecord } from '../record.ts'
import type { ModelOf } from '../record.ts'

const refusalFields = {
  requestNo: optional(field('bdhm', '请求单号', 'work', requestNo)),
  codespace: ownField('codespace', '错误域', 'work', text(32, /^[a-z][a-z-]*$/)),
  code: ownField('code', '错误代码', 'work', text(64, /^[A-Z][A-Z0-9_]*$/)),
  path: optional(ownField('path', '字段位置', 'work', text(256))),
  expected: optional(ownField('expected', '应为', 'work', words)),
  seen: optional(ownField('seen', '实为', 'work', text(128))),
}
/** Instead of an answer: nothing was booked. */
export const refusal = defineRecord('refusal', '拒绝', refusalFields)
export type Refusal = ModelOf<typeof refusalFields>
