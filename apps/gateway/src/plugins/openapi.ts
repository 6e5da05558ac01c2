import { CSRF_HEADER, IDEMPOTENCY_HEADER, PREFER_HEADER, problem, ROUTE_NAMES, routeOf } from '@xiezhi/gateway-api'
import type { Authority, RouteDefinition, RouteName } from '@xiezhi/gateway-api'

const VERSION = '3.1.0'
const MEDIA: Readonly<Record<RouteDefinition['transfer'], string>> = {
  json: 'application/json',
  events: 'text/event-stream',
  text: 'text/plain',
  redirect: 'text/html',
  file: 'application/json',
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, object>>
  readonly required?: readonly string[]
}

/** The description follows from the schemas that the routes are registered with. */
export function openApi(authority: Authority): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const name of ROUTE_NAMES) {
    const route = routeOf(name)
    if (!route.listeners.includes(authority)) continue
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route) }
  }
  return {
    openapi: VERSION,
    info: { title: `Xiezhi gateway (${authority})`, version: '1.0.0' },
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: `xz_${authority}` } },
    },
  }
}

function operationOf(name: RouteName, route: RouteDefinition): object {
  const { access, method, isAct, summary, transfer } = route
  const ok = transfer === 'redirect' ? '302' : isAct ? '202' : '200'
  return {
    operationId: name,
    summary: `${summary.zh} / ${summary.en}`,
    parameters: [...parametersOf('path', route.params), ...parametersOf('query', route.query), ...headersOf(route)],
    ...(method === 'GET'
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    responses: {
      [ok]: { description: summary.en, content: { [MEDIA[transfer]]: { schema: route.response } } },
      default: {
        description: 'Problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    security: access === 'public' ? [] : [{ session: [] }],
    'x-xiezhi-roles': typeof access === 'string' ? access : [...access],
  }
}

function parametersOf(place: 'path' | 'query', schema: object): object[] {
  const { properties = {}, required = [] } = schema as ObjectSchema
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: field,
  }))
}

function headersOf({ method, isAct }: RouteDefinition): object[] {
  const header = (name: string, required = true): object => ({
    name,
    in: 'header',
    required,
    schema: { type: 'string' },
  })
  if (method === 'GET') return []
  const [token, key, prefer] = [header(CSRF_HEADER), header(IDEMPOTENCY_HEADER), header(PREFER_HEADER, false)]
  return isAct ? [token, key, prefer] : [token]
}
