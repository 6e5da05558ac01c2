import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import type { RateLimitOptions } from '@fastify/rate-limit'
import { CSV_BYTES_MAX, formatProjection, PROJECTION_HEADER, ROUTE_NAMES, routeOf } from '@xiezhi/gateway-api'
import type { ProjectionState, RouteName } from '@xiezhi/gateway-api'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { useAnnexRoutes } from './annex/annex-routes.ts'
import type { Annexes } from './annex/annexes.ts'
import { GatewayError } from './gateway-error.ts'
import type { Log } from './log.ts'
import { reasonOf } from './log.ts'
import { usePages } from './plugins/pages.ts'
import type { Metrics } from './plugins/metrics.ts'
import { useSecurityHeaders } from './plugins/security-headers.ts'
import { admit, noteRead } from './plugins/sessions.ts'
import type { SessionGate } from './plugins/sessions.ts'
import { useValidators } from './plugins/validators.ts'
import { problemOf } from './problems.ts'
import type { Handler, Handlers } from './routes/handler.ts'

const BODY_BYTES_MAX = 64 * 1024
/** JSON escapes of a CSV text and its frame. */
const IMPORT_BYTES_MAX = 2 * CSV_BYTES_MAX
const PARAM_LENGTH_MAX = 600
const REQUEST_TIMEOUT_MS = 20_000
const SERVER_FAULT = 500
const ACCEPTED = 202
const MINUTE_MS = 60_000
/** Checks of one address at the public page in a minute. */
const PUBLIC_CHECKS_PER_MINUTE = 10
/** Of routes that have a limit of their own in place of the general one. */
const LIMITS: Partial<Record<RouteName, RateLimitOptions | false>> = {
  // Programs of subscribers, each with the number of its day: the signature says who, not the address.
  checkCredit: false,
  checkPublicCredit: {
    max: PUBLIC_CHECKS_PER_MINUTE,
    timeWindow: MINUTE_MS,
    keyGenerator: (request: FastifyRequest) => request.ip,
  },
}

export interface AppOptions {
  readonly gate: SessionGate
  readonly handlers: Handlers
  readonly metrics: Metrics
  readonly log: Log
  /** How far the rows are that the answers come from. */
  readonly projection: () => ProjectionState
  readonly consoleFolder: string | null
  readonly verifyPageFile: string | null
  /** Requests of one session or address in a minute. */
  readonly requestsPerMinute: number
  /** Where other authorities send annexes; undefined: nowhere. */
  readonly annexes?: Annexes | undefined
}

/** One authority's server. It does not listen yet: tests inject requests. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { gate, metrics, log } = options
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
  })
  useValidators(app)
  useSecurityHeaders(app, gate.origin.startsWith('https:'))
  metrics.observe(app)
  app.setErrorHandler((error, request, reply) => {
    const answer = problemOf(error)
    if (answer.status >= SERVER_FAULT)
      log({
        event: 'REQUEST_FAILED',
        code: answer.code,
        reason: reasonOf(error),
        request: request.id,
        route: request.routeOptions.url ?? '',
      })
    return reply.code(answer.status).type('application/problem+json').send(answer)
  })
  await app.register(cookie)
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: MINUTE_MS,
    hook: 'onRequest',
    keyGenerator: (request) => request.cookies[`xz_${gate.authority}`] ?? request.ip,
  })
  for (const name of ROUTE_NAMES) if (routeOf(name).listeners.includes(gate.authority)) addRoute(app, options, name)
  if (options.annexes !== undefined) useAnnexRoutes(app, options.annexes)
  await usePages(app, options.consoleFolder, options.verifyPageFile)
  return app
}

function addRoute(app: FastifyInstance, { gate, handlers, projection }: AppOptions, name: RouteName): void {
  const { method, path, params, query, body, response, isAct, transfer } = routeOf(name)
  const handler = handlers[name] as Handler<RouteName> | undefined
  const isJson = transfer === 'json'
  app.route({
    method,
    url: path,
    ...(name === 'importLawyers' || name === 'checkImport' ? { bodyLimit: IMPORT_BYTES_MAX } : {}),
    ...(LIMITS[name] === undefined ? {} : { config: { rateLimit: LIMITS[name] } }),
    schema: {
      params,
      querystring: query,
      ...(method === 'POST' ? { body } : {}),
      ...(isJson ? { response: { [isAct ? ACCEPTED : 200]: response } } : {}),
    },
    // Before the body is read: who may not come in sends nothing that is looked at.
    onRequest: async (request, reply) => {
      admitted.set(request, await admit(gate, name, request))
      void reply.header(PROJECTION_HEADER, formatProjection(projection()))
    },
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      if (handler === undefined) throw new GatewayError('NOT_AVAILABLE', { route: name })
      const { session, idempotencyKey } = admitted.get(request) ?? { session: null, idempotencyKey: '' }
      await noteRead(gate, name, session, request)
      if (isAct) void reply.code(ACCEPTED)
      const call = {
        params: request.params,
        query: request.query,
        body: request.body,
        session,
        idempotencyKey,
        request,
        reply,
      }
      const answer = await handler(call as never)
      return answer === undefined ? reply : answer
    },
  })
}

/** What the gate found, from the first hook to the handler. */
const admitted = new WeakMap<FastifyRequest, Awaited<ReturnType<typeof admit>>>()
