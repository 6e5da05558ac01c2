import type { Block } from '../template.ts'

/** Head of what a court issues: court, title, number. */
export function courtHead(title: string): readonly Block[] {
  return [
    { style: 'court', text: '{court}' },
    { style: 'title', text: title },
    { style: 'number', text: '{caseNumber}' },
  ]
}

const PARTY = '{name}，{idKind|idKind}{idNumber}[[，住所地：{address}]][[，法定代表人或者负责人：{representative}]]。'

/** The enforced document with the day from which it binds. */
export const BASIS = '{basis/issuer}作出的{basis/number}{basis/type|instrument}（{basis/effectiveOn|date}发生法律效力）'

export const parties: readonly Block[] = [
  { style: 'paragraph', each: 'applicants', text: `申请执行人：${PARTY}` },
  { style: 'paragraph', each: 'debtors', text: `被执行人：${PARTY}` },
]

/** Day and seal at the end. */
export const dateAndSeal: readonly Block[] = [
  { style: 'date', text: '{signedOn|dateInWords}' },
  { style: 'seal', text: '（印章：{seal}）' },
]

/** The text of a ruling (执行裁定书) around its list of property. */
export function ruling(list: readonly Block[]): readonly Block[] {
  return [
    ...courtHead('执行裁定书'),
    ...parties,
    { style: 'paragraph', text: `${BASIS}，本院依法立案执行。` },
    { style: 'paragraph', each: 'facts', text: '{.}' },
    { style: 'paragraph', text: '依照{articles|list}的规定，裁定如下：' },
    { style: 'item', each: 'decisions', text: '{#|numberInWords}、{.}' },
    ...list,
    { style: 'paragraph', text: '{remedy}' },
    { style: 'signature', each: 'panel', text: '{role|panelRole}　{name}' },
    ...dateAndSeal,
  ]
}

export const officersAndContact: readonly Block[] = [
  { style: 'item', each: 'officers', text: '执行人员：{name}，工作证号{workCard}，执行公务证号{dutyCard}。' },
  { style: 'item', text: '联系人：{contact/person}　联系电话：{contact/phone}　地址：{contact/address}' },
]
