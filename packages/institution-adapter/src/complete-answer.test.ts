import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answer as answerRecord, decodeRequest } from '@xiezhi/control-interface'
import type { Answer, ControlRequest } from '@xiezhi/control-interface'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { InstitutionAdapter } from './adapter.ts'
import { FileJournal } from './journal.ts'

/** Invented person, court and bank; the identity number is of the unassigned region 999999. */
const request: ControlRequest = decodeRequest({
  bdhm: 'Q-2026-000001',
  lb: 'YH',
  xz: '2',
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
  ckwh: '（2026）粤0703执123号之一',
  kzqq: [
    {
      ccxh: 1,
      khzh: 'SAMPLE-0001',
      bz: 'CNY',
      kzlx: '1',
      kzcs: '01',
      kznr: '1',
      je: 5_000_000,
      ksrq: '2026-03-30',
      jsrq: '2027-03-30',
    },
  ],
})
const HEAD = { bdhm: 'Q-2026-000001', cljg: '1' }
const whole: Answer = answerRecord.decode({
  ...HEAD,
  kzfk: [
    {
      bdhm: HEAD.bdhm,
      ccxh: 1,
      kzzt: '1',
      bz: 'CNY',
      ye: 4_000_000,
      kyye: 0,
      djfs: '1',
      djxe: 5_000_000,
      csksrq: '2026-03-30',
      csjsrq: '2027-03-30',
      skje: 4_000_000,
      ceskje: 0,
      djsj: '2026-03-30T10:02:09+08:00',
    },
  ],
})
const lacking: Answer = answerRecord.decode(HEAD)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-complete-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

async function side(isTold: boolean) {
  const told: string[] = []
  const answers: Answer[] = []
  let says = lacking
  const adapter = await InstitutionAdapter.open({
    port: {
      submit: () => Promise.resolve({ kind: 'answered', answer: says }),
      status: () => Promise.resolve({ kind: 'answered', answer: says }),
    },
    journal: FileJournal.open(join(folder, 'journal')),
    records: {
      request: () => Promise.resolve(request),
      answer: () => Promise.resolve(answers.at(-1)),
      keepAnswer: (_, given) => Promise.resolve(void answers.push(given)),
      completeAnswer: (_, given) => Promise.resolve(!isTold && answers.push(given) > 0),
    },
    alarm: ({ code }) => told.push(code),
    agreed: () => told.push('agreed'),
    completed: () => told.push('completed'),
    now: () => 1,
  })
  await adapter.submit(request)
  const say = async (given: Answer) => {
    says = given
    return adapter.confirm(request.requestNo)
  }
  return { told, say }
}

test('a whole answer takes the place of one that lacked a part, and only then', async () => {
  const { told, say } = await side(false)
  expect(told).toEqual(['PART_MISSING'])
  expect((await say(lacking)).answer).toEqual(lacking)
  expect((await say(whole)).answer).toEqual(whole)
  expect((await say(whole)).answer).toEqual(whole)
  // What is whole is not given up for what is not.
  expect((await say(lacking)).answer).toEqual(whole)
  expect(told).toEqual(['PART_MISSING', 'agreed', 'completed', 'agreed', 'ANSWER_CONTRADICTS'])
})

test('what the ledger has been told of stays, and another answer contradicts it', async () => {
  const { told, say } = await side(true)
  expect((await say(whole)).answer).toEqual(lacking)
  expect(told).toEqual(['PART_MISSING', 'ANSWER_CONTRADICTS'])
})
