import type { Words } from './bilingual.ts'

/** What messages about agreements and credit lists do. */
export const LISTING_TITLES: Readonly<Record<string, Words>> = {
  'agreement/Draft': ['起草自动执行规则', 'Draft the rules of an agreement'],
  'agreement/Review': ['审查自动执行规则', 'Review the rules of an agreement'],
  'agreement/Activate': ['启用自动执行规则', 'Put the rules of an agreement in force'],
  'agreement/SetSuspension': ['暂停或恢复自动执行规则', 'Suspend or resume the rules of an agreement'],
}

/** Fields of these messages. */
export const LISTING_FIELDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  by: ['由谁办理', 'taken by'],
  events: ['法律事件', 'legal events'],
  human: ['须由人决定', 'for a person to decide'],
  initial: ['初始状态', 'beginning'],
  machine: ['自动执行规则', 'rules of the agreement'],
  machineDigest: ['规则摘要', 'digest of the rules'],
  machineId: ['规则编号', 'rules'],
  name: ['名称', 'name'],
  states: ['状态', 'states'],
  statute: ['法律依据', 'statute'],
  suspended: ['暂停', 'suspended'],
  term: ['期限参数', 'parameter of the term'],
  transitions: ['步骤', 'steps'],
}

/** Codes of these messages. */
export const LISTING_VALUES: Readonly<Record<string, Words>> = {
  PERSON: ['由人', 'a person'],
  PROGRAM: ['由程序', 'the program'],
}
