import { ROUTE_NAMES, routeOf } from '@xiezhi/gateway-api'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { useValidators, validatorOf, writerOf } from './validators.ts'

test.each(ROUTE_NAMES)('the schemas of %s can be compiled, which a start does not show', (name) => {
  const { method, params, query, body, response, transfer } = routeOf(name)
  expect(validatorOf('params', params)).toBeTypeOf('function')
  expect(validatorOf('querystring', query)).toBeTypeOf('function')
  if (method === 'POST') expect(validatorOf('body', body)).toBeTypeOf('function')
  if (transfer === 'json') expect(writerOf(response)).toBeTypeOf('function')
})

test('texts are read as what they say, a body is not, and an answer has what its schema names', async () => {
  const app = Fastify()
  useValidators(app)
  const seen: unknown[] = []
  const number = { type: 'object', required: ['n'], properties: { n: { type: 'integer', default: 7 } } }
  const schema = {
    querystring: { ...number, required: [] },
    body: number,
    response: { 200: { type: 'object', properties: { said: { type: 'string' } } } },
  }
  app.post('/', { schema }, (request) => {
    seen.push(request.query, request.body)
    return { said: 'yes', more: 'no' }
  })

  const ask = (url: string, n: unknown) => app.inject({ method: 'POST', url, payload: { n } })
  expect((await ask('/?n=5', 3)).json()).toEqual({ said: 'yes' })
  expect((await ask('/', 3)).statusCode).toBe(200)
  expect(seen).toEqual([{ n: 5 }, { n: 3 }, { n: 7 }, { n: 3 }])
  for (const [url, n] of [
    ['/', '3'],
    ['/?n=many', 3],
  ] as const)
    expect((await ask(url, n)).json()).toMatchObject({ statusCode: 400, code: 'FST_ERR_VALIDATION' })
  expect(seen).toHaveLength(4)
})
