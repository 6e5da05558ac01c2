import { ANNEX_MEDIA_TYPE, answerAnnexRequest, BODY_BYTES_MAX } from '@xiezhi/vault'
import type { FastifyInstance } from 'fastify'
import type { CreditReports } from './credit-reports.ts'

/**
 * Where the gateways of other authorities send and fetch annexes. No session and no role: what comes is signed by the
 * authority that sends it, and encrypted to the one that it is for.
 */
export function useAnnexRoutes(app: FastifyInstance, reports: CreditReports): void {
  void app.register((scope, _, done) => {
    const parse = { parseAs: 'buffer' } as const
    scope.addContentTypeParser(ANNEX_MEDIA_TYPE, parse, (_request, body, finish) => {
      finish(null, body)
    })
    for (const [path, bytesMax] of Object.entries(BODY_BYTES_MAX))
      scope.post(path, { bodyLimit: bytesMax }, async (request, reply) => {
        const body = new Uint8Array(request.body as Buffer)
        const exchange = {
          receive: (envelope: Uint8Array) => reports.receive(envelope),
          answerPull: (pull: Uint8Array) => reports.exchange.answerPull(pull),
        }
        const answer = await answerAnnexRequest(exchange, { method: request.method, path, body })
        return reply.code(answer.status).type(answer.mediaType).send(Buffer.from(answer.body))
      })
    done()
  })
}
