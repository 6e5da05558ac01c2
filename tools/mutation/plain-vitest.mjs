// What the tests of an area use of vitest, without its runner: a mutant is judged in milliseconds, not in seconds.
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect'
import * as chai from 'chai'

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)

/** Large inputs show speed, not meaning. */
const LARGE = /hundred thousand/

const tests = []

export const expect = (value, message) => chai.expect(value, message)
Object.assign(expect, chai.expect)

export function describe(_name, body) {
  body()
}
describe.each = (rows) => (_name, body) => each(rows, body)

export function test(name, body) {
  if (!LARGE.test(name)) tests.push(body)
}
test.each = (rows) => (_name, body) => each(rows, (...row) => tests.push(() => body(...row)))

/** Runs what was declared, until the first failure. */
export async function runTests() {
  for (const body of tests) await body()
}

function each(rows, body) {
  for (const row of rows) Array.isArray(row) ? body(...row) : body(row)
}
