import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answer as answerRecord, decodeRequest } from '@xiezhi/control-interface'
import type { Answer, ControlRequest } from '@xiezhi/control-interface'
import { changed, FREEZE, FREEZE_ANSWER } from '../../control-interface/src/testing/samples.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { InstitutionAdapter } from './adapter.ts'
import { FileJournal } from './journal.ts'

const request: ControlRequest = decodeRequest(FREEZE)
const whole: Answer = answerRecord.decode(FREEZE_ANSWER)
const lacking: Answer = answerRecord.decode(changed(FREEZE_ANSWER, ['kzfk'], undefined))

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
