import { utf8Encode } from '@xiezhi/codec'
import { encodeBundle } from '@xiezhi/evidence'
import { printReportApart } from '@xiezhi/report-pdf'
import { collectEvidence } from '@xiezhi/sdk'
import { GatewayError } from '../gateway-error.ts'
import type { VerificationViews } from '../views/verification-view.ts'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'

type Asked = Pick<Call<'getBundle'>, 'params' | 'query'>

interface Evidence {
  readonly bytes: Uint8Array
  /** Without an ending. */
  readonly name: string
}

/** Evidence of a verification to be handed on: the court's listener. */
export function evidenceHandlers(listener: Listener, verifications: VerificationViews): Handlers {
  const { trust, clock } = listener
  return {
    getBundle: async ({ params, query, reply }) => {
      const { bytes, name } = await collect(listener, verifications, { params, query })
      void reply
        .header('content-type', 'application/json')
        .header('content-disposition', `attachment; filename="bundle-${name}.json"`)
        .send(Buffer.from(bytes))
      return undefined
    },
    /** On paper, with the bundle inside; judged against the anchors of this authority, which it names. */
    getReport: async ({ params, query, reply }) => {
      const { bytes, name } = await collect(listener, verifications, { params, query })
      const pdf = await printReportApart({
        bundle: { name: `bundle-${name}.json`, bytes },
        trust: utf8Encode(trust.read().text),
        madeAtMs: clock.nowMs(),
      })
      void reply
        .header('content-type', 'application/pdf')
        .header('content-disposition', `attachment; filename="report-${name}.pdf"`)
        .send(Buffer.from(pdf))
      return undefined
    },
  }
}

/** @throws GatewayError VERIFICATION_UNKNOWN, EVIDENCE_INCOMPLETE */
async function collect(
  { config, zone, peer }: Listener,
  verifications: VerificationViews,
  { params, query }: Asked,
): Promise<Evidence> {
  const profile = query.profile ?? 'court'
  const dispatchId = await verifications.dispatchId(params.id)
  if (dispatchId === null) throw new GatewayError('EVIDENCE_INCOMPLETE')
  const request = { dispatchId, profile, askerClient: config.client, answererClient: config.peerClient }
  const [asker, answerer] = await Promise.all([zone.client(), peer.client()])
  const bytes = encodeBundle(await collectEvidence(asker, answerer, request))
  return { bytes, name: `${profile}-${dispatchId.slice(0, 12)}` }
}
