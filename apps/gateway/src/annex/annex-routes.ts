import { ANNEX_MEDIA_TYPE, answerAnnexRequest, BODY_BYTES_MAX } from '@xiezhi/vault'
import type { FastifyInstance } from 'fastify'
import type { Annexes } from './annexes.ts'

/**
 * Where the gateways of other authorities send and fetch annexes. No session and no role: what comes is signed by the
 * authority that sends it, and encrypted to the one that it is for.
 */
export function useAnnexRoutes(app: FastifyInstance, annexes: Annexes): void {
  void app.register((scope, _, done) => {
    const parse = { parseAs: 'buffer' } as const
    scope.addContentTypeParser(ANNEX_MEDIA_TYPE, parse, (_request, body, finish) => {
      finish(null, body)
    })
    for (const [path, bytesMax] of Object.entries(BODY_BYTES_MAX))
      scope.post(path, { bodyLimit: bytesMax }, async (request, reply) => {
        const body = new Uint8Array(request.body as Buffer)
        const answer = await answerAnnexRequest(annexes, { method: request.method, path, body })
        return reply.code(answer.status).type(answer.mediaType).send(Buffer.from(answer.body))
      })
    done()
  })
}
