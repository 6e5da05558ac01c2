import { AdapterError, HttpsInstitution } from '@xiezhi/institution-adapter'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Json } from '@xiezhi/codec'
import type { Kit } from './kit.ts'
import type { KitCase } from './kit-case.ts'

const BAD_REQUEST = 400

function refusalOf(body: Json): { readonly code?: Json; readonly path?: Json } {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Readonly<Record<string, Json>>)
    : {}
}

/** Who may ask, and what is a document of the interface. */
export const documentCases: readonly KitCase[] = [
  {
    id: 'certificate-required',
    rule: 'spec 43 HTTPS',
    run: async (kit: Kit): Promise<void> => {
      const { url, ca, timeoutMs } = kit.tls
      const key = { crypto: nodeCrypto, hash: kit.fixtures.batchHash, key: new Uint8Array(32) }
      const bare = new HttpsInstitution({ url, ca, timeoutMs }, key)
      let seen = 'an answer'
      try {
        await bare.status(kit.query().requestNo)
      } catch (error) {
        if (!(error instanceof AdapterError)) throw error
        seen = error.code === 'NOT_SENT' || error.code === 'OUTCOME_UNKNOWN' ? 'no answer' : 'an answer'
      } finally {
        bare.close()
      }
      kit.expect('/', 'no answer', seen)
    },
  },
  {
    id: 'timely',
    rule: 'spec 43 HTTPS',
    run: async (kit: Kit): Promise<void> => {
      const start = performance.now()
      await kit.ask(kit.query())
      const ms = performance.now() - start
      kit.expect(
        '/',
        `≤ ${kit.fixtures.answerWithinMs} ms`,
        ms <= kit.fixtures.answerWithinMs ? `≤ ${kit.fixtures.answerWithinMs} ms` : `${Math.round(ms)} ms`,
      )
    },
  },
  {
    id: 'unknown-key',
    rule: 'spec 43 records',
    run: async (kit: Kit): Promise<void> => {
      const { status, body } = await kit.send('/v1/requests', { ...kit.wire(kit.query()), extra: 1 })
      kit.expect('/', BAD_REQUEST, status)
      kit.expect('/code', 'FIELD_UNKNOWN', refusalOf(body).code)
      kit.expect('/path', '/extra', refusalOf(body).path)
    },
  },
  {
    id: 'ruling-required',
    rule: '20A.2',
    needs: ['asset'],
    run: async (kit: Kit): Promise<void> => {
      const request = kit.freeze()
      const wire = kit.wire(request)
      const { status, body } = await kit.send(
        '/v1/requests',
        Object.fromEntries(Object.entries(wire).filter(([key]) => key !== 'ckwh')),
      )
      kit.expect('/', BAD_REQUEST, status)
      kit.expect('/code', 'RULING_MISSING', refusalOf(body).code)
      kit.expect('/v1/request-status', undefined, (await kit.institution.status(request.requestNo))?.kind)
    },
  },
  {
    id: 'other-institution',
    rule: 'spec 43 HTTPS',
    run: (kit) => kit.expectRefusal('institution/OTHER_INSTITUTION', kit.query({ institutionCode: 'NOT-THIS-ONE' })),
  },
  {
    id: 'status-unknown',
    rule: 'spec 43 HTTPS',
    run: async (kit: Kit): Promise<void> => {
      kit.expect('/', undefined, (await kit.institution.status(kit.query().requestNo))?.kind)
    },
  },
  {
    id: 'query-found',
    rule: '20A.2',
    run: async (kit: Kit): Promise<void> => {
      const { query } = await kit.ask(kit.query())
      kit.expect('/cxfk/cxjg', 'FOUND', query?.outcome)
    },
  },
  {
    id: 'query-none',
    rule: '20A.2',
    run: async (kit: Kit): Promise<void> => {
      const { name, idType, idNo } = kit.fixtures.stranger
      const { query } = await kit.ask(kit.query({ subjectName: name, idType, idNo }))
      kit.expect('/cxfk/cxjg', 'NONE', query?.outcome)
    },
  },
  {
    id: 'query-mismatch',
    rule: 'R20-38',
    run: async (kit: Kit): Promise<void> => {
      const { name, idNo } = kit.fixtures.stranger
      for (const change of [{ subjectName: name }, { idNo }]) {
        const { query } = await kit.ask(kit.query(change))
        kit.expect('/cxfk/cxjg', 'NAME_ID_MISMATCH', query?.outcome)
      }
    },
  },
]
