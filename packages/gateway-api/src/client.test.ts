import { describe, expect, test } from 'vitest'
import { createClient } from './client.ts'
import type { FetchAnswer, FetchInit } from './client.ts'

interface Sent {
  readonly url: string
  readonly init: FetchInit
}

const CASE = '0123456789abcdef'.repeat(2)
const LICENCE = '14401201010000001'

function answering(status: number, text: string): { client: ReturnType<typeof createClient>; sent: Sent[] } {
  const sent: Sent[] = []
  const answer: FetchAnswer = { status, headers: { get: () => null }, text: () => Promise.resolve(text) }
  const client = createClient({
    fetch: (url, init) => {
      sent.push({ url, init })
      return Promise.resolve(answer)
    },
    csrfToken: () => 'csrf-1',
    idempotencyKey: () => 'key-1',
  })
  return { client, sent }
}

describe('client', () => {
  test('puts parameters into the path, escaped, and the query behind it', async () => {
    const { client, sent } = answering(200, '{"items":[],"next":null}')
    const page = await client.call('listCases', { query: { limit: 5, state: 'OPEN' } })
    expect(page.items).toEqual([])
    expect(client.url('getRecordProof', { params: { key: 'query/receipt/1' } })).toBe(
      '/api/v1/records/query%2Freceipt%2F1/proof',
    )
    expect(sent[0]?.url).toBe('/api/v1/cases?limit=5&state=OPEN')
    expect(sent[0]?.init.headers['x-xiezhi-csrf']).toBeUndefined()
  })

  test('an act carries the token and a key, and its repetition the first key', async () => {
    const { client, sent } = answering(202, '{"id":"o-1","state":"recorded"}')
    const input = { params: { caseId: CASE }, body: { licence: LICENCE } }
    expect((await client.call('verifyLawyer', input)).state).toBe('recorded')
    await client.call('verifyLawyer', input, { idempotencyKey: 'key-0', waitSeconds: 2 })
    expect(sent.map(({ init }) => init.headers['prefer'])).toEqual([undefined, 'wait=2'])
    expect(sent.map(({ init }) => init.headers['idempotency-key'])).toEqual(['key-1', 'key-0'])
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      body: `{"licence":"${LICENCE}"}`,
      headers: { 'x-xiezhi-csrf': 'csrf-1' },
    })
  })

  test('a problem becomes an error with its code and facts', async () => {
    const { client } = answering(403, '{"code":"ROLE_MISSING","facts":{"route":"getCase"},"status":403}')
    await expect(client.call('getCase', { params: { caseId: CASE } })).rejects.toMatchObject({
      code: 'ROLE_MISSING',
      status: 403,
      facts: { route: 'getCase' },
    })
  })

  test.each([
    ['no JSON', 200, '<html>'],
    ['an error without a code', 502, '{}'],
  ])('%s is refused', async (_, status, text) => {
    const { client } = answering(status, text)
    await expect(client.call('getSession')).rejects.toMatchObject({ code: 'ANSWER_MALFORMED', status })
  })

  test('no gateway is told as such', async () => {
    const client = createClient({
      fetch: () => Promise.reject(new TypeError('fetch failed')),
      csrfToken: () => null,
      idempotencyKey: () => '',
    })
    await expect(client.call('getSession')).rejects.toMatchObject({ code: 'OFFLINE', status: 0, problem: null })
  })
})
