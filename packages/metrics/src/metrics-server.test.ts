import { afterEach, expect, test } from 'vitest'
import { MetricsServer } from './metrics-server.ts'
import { metricsText } from './metrics-text.ts'
import type { Metric } from './metrics-text.ts'

let server: MetricsServer | undefined
afterEach(() => server?.close())

const height: Metric = {
  name: 'xiezhi_zone_height',
  help: 'Height of the zone',
  kind: 'gauge',
  read: () => [
    { labels: { zone: 'court' }, value: 17 },
    { labels: { zone: 'justice' }, value: Number.NaN },
  ],
}

async function get(path: string, init?: RequestInit): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`http://127.0.0.1:${server?.port ?? 0}${path}`, init)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

test('samples are lines with their labels; a value that is not known is left out', () => {
  expect(metricsText([height])).toBe(
    '# HELP xiezhi_zone_height Height of the zone\n# TYPE xiezhi_zone_height gauge\nxiezhi_zone_height{zone="court"} 17\n',
  )
  const quoted = { ...height, read: () => [{ labels: { zone: 'a"b\\c\nd' }, value: 1 }] }
  expect(metricsText([quoted])).toContain('{zone="a\\"b\\\\c\\nd"} 1')
  const bare = { ...height, read: () => [{ labels: {}, value: 2.5 }] }
  expect(metricsText([bare])).toContain('\nxiezhi_zone_height 2.5\n')
})

test('metrics, liveness and readiness are told; what is not ready is named', async () => {
  let isReady = true
  server = await MetricsServer.listen({ port: 0, metrics: [height], checks: () => [{ name: 'zone court', isReady }] })
  expect(await get('/metrics')).toMatchObject({ status: 200, type: 'text/plain; version=0.0.4' })
  expect(await get('/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}' })
  expect((await get('/readyz')).status).toBe(200)
  isReady = false
  expect(await get('/readyz')).toMatchObject({
    status: 503,
    text: '{"status":"unavailable","checks":[{"name":"zone court","isReady":false}]}',
  })
  expect((await get('/healthz')).status).toBe(200)
})

test('nothing else is answered, and a metric that fails ends no process', async () => {
  const broken: Metric = {
    ...height,
    read: () => {
      throw new RangeError('secret of the process')
    },
  }
  server = await MetricsServer.listen({ port: 0, metrics: [broken], checks: () => [] })
  expect((await get('/')).status).toBe(404)
  expect((await get('/metrics?x=1')).status).toBe(404)
  expect((await get('/metrics', { method: 'POST' })).status).toBe(405)
  expect(await get('/metrics')).toMatchObject({ status: 500, text: '{"status":"unavailable"}' })
  expect((await get('/healthz')).status).toBe(200)
})

test('two processes cannot take one port', async () => {
  server = await MetricsServer.listen({ port: 0, metrics: [], checks: () => [] })
  await expect(MetricsServer.listen({ port: server.port, metrics: [], checks: () => [] })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})
