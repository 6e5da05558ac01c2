import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LiveFeed } from './live-feed.ts'

const WAIT = { timeout: 45_000, interval: 10 }

let feed: LiveFeed
let server: Server
/** What each person's stream has been sent, one text for each write; and what has come. */
const sent = new Map<string, string[]>()
const seen = new Map<string, string[]>()
const leave = new Map<string, () => void>()

beforeEach(async () => {
  feed = new LiveFeed()
  server = createServer((incoming, response) => {
    response.removeHeader('transfer-encoding')
    response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' })
    const person = (incoming.url ?? '').slice(1)
    const [write, texts] = [response.write.bind(response) as (part: Uint8Array | string) => boolean, [] as string[]]
    sent.set(person, texts)
    response.write = (part: Uint8Array | string): boolean => {
      texts.push(Buffer.from(part as string).toString())
      return write(part)
    }
    feed.add(response, person)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  for (const person of ['one', 'two']) await opened(person)
})
afterEach(async () => {
  feed.close()
  // Nothing keeps the server from closing: the streams end with their connections.
  await new Promise((resolve) => server.close(resolve))
  seen.clear()
})

async function opened(person: string): Promise<void> {
  const parts: string[] = []
  seen.set(person, parts)
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path: `/${person}`, agent: false }, (answer) => {
      expect(answer.headers['transfer-encoding']).toBeUndefined()
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => parts.push(text))
      answer.on('error', () => undefined)
      leave.set(person, () => void outgoing.destroy())
      answer.once('data', () => {
        resolve()
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

const event = (id: string): { topic: string; id: string; height: null } => ({ topic: 'case', id, height: null })
const idsOf = (text: string): string[] => [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id)
const writesTo = (person: string): string[][] => (sent.get(person) ?? []).slice(1).map(idsOf)
const cameTo = (person: string): string[] => idsOf((seen.get(person) ?? []).join(''))
const came = (person: string, count: number): Promise<void> =>
  vi.waitFor(() => {
    expect(cameTo(person).length).toBeGreaterThanOrEqual(count)
  }, WAIT)

test('what is for every page goes at once; what follows it closely goes together, each once', async () => {
  feed.tell(event('a'))
  feed.tellAll([event('b'), event('c')])
  feed.tell(event('b'))
  for (const person of ['one', 'two']) {
    await came(person, 3)
    expect(writesTo(person)).toEqual([['a'], ['b', 'c']])
  }
  feed.tell(event('d'))
  await came('one', 4)
  expect(writesTo('one')).toEqual([['a'], ['b', 'c'], ['d']])
  expect(cameTo('one')).toEqual(['a', 'b', 'c', 'd'])
})

test('what is for one person waits for nothing and goes to nobody else', async () => {
  feed.tell(event('a'))
  feed.tell(event('b'))
  feed.tell(event('own'), 'two')
  await came('one', 2)
  await came('two', 3)
  expect(writesTo('one')).toEqual([['a'], ['b']])
  expect(cameTo('two')).toEqual(['a', 'own', 'b'])
})

test('what was gathered is told before the streams end', async () => {
  feed.tell(event('a'))
  feed.tell(event('b'))
  feed.close()
  await came('one', 2)
  expect(cameTo('one')).toEqual(['a', 'b'])
})

test('a page that goes away is forgotten, and the others are told', async () => {
  leave.get('two')?.()
  await vi.waitFor(() => {
    expect(feed.size).toBe(1)
  }, WAIT)
  feed.tell(event('a'))
  await came('one', 1)
  expect(cameTo('one')).toEqual(['a'])
})
