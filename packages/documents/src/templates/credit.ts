import { array, nullable, object } from '@xiezhi/codec'
import { documentFields, personFields } from '../fields/parts.ts'
import { civilDate, digest, line, name } from '../fields/scalars.ts'
import { defineTemplate } from '../template.ts'
import { dateAndSeal } from './blocks.ts'

/**
 * 信息删除证明: what a court's gateway prints for a person whose entry of the credit lists has ended (rulebook R26-05, R26-12).
 * It says that there was an entry and that it is gone; not for what conduct the person was listed.
 */
export const deletionCertificate = defineTemplate({
  title: { zh: '信息删除（修复）证明', en: 'Certificate that an entry of the credit lists is gone' },
  version: 1,
  fields: object({
    ...documentFields,
    court: name,
    signedOn: civilDate,
    seal: name,
    subject: object(personFields),
    list: line,
    caseNumber: nullable(line),
    decisionNumber: nullable(line),
    decidedOn: civilDate,
    publishedOn: nullable(civilDate),
    /** What the law makes sufficient, or what president and judge decided. */
    ground: line,
    endDecisionNumber: nullable(line),
    endedOn: civilDate,
    end: line,
    deleteBy: nullable(civilDate),
    entryDigest: digest,
    sharing: line,
    receipts: array(object({ subscriber: name, toldOn: civilDate, receipt: line }), { max: 200 }),
  }),
  body: [
    { style: 'court', text: '{court}' },
    { style: 'title', text: '信息删除（修复）证明' },
    { style: 'addressee', text: '{subject/name}（{subject/idKind|idKind}{subject/idNumber}）：' },
    {
      style: 'paragraph',
      text: '本院于{decidedOn|date}决定将你（单位）列入{list}[[，决定书文号{decisionNumber}]][[，案号{caseNumber}]][[，{publishedOn|date}公布]]。',
    },
    {
      style: 'paragraph',
      text: '因{ground}[[（决定书文号{endDecisionNumber}）]]，该信息已于{endedOn|date}{end}[[；依法至迟应于{deleteBy|date}删除]]。自该日起，任何单位不得再公布、共享或者使用该信息。',
    },
    { style: 'paragraph', text: '接收单位的删除情况（截至{signedOn|date}）：{sharing}' },
    {
      style: 'table',
      each: 'receipts',
      columns: [
        { head: '接收单位', text: '{subscriber}', width: 40 },
        { head: '通知删除日', text: '{toldOn|date}', width: 25 },
        { head: '删除回执', text: '{receipt}', width: 35 },
      ],
    },
    {
      style: 'paragraph',
      text: '单位在上述删除日之后仍展示或者使用该信息的，可以持本证明要求其立即停止，并可以向本院反映。',
    },
    {
      style: 'paragraph',
      text: '本证明原件由你（单位）保存，本院只保留其摘要。持有文件或者核验码的人只能核对真伪，不能由此查得其他内容。',
    },
    { style: 'item', text: '被删除信息的摘要：{entryDigest}' },
    ...dateAndSeal,
  ],
})
