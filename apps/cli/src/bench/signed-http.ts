import { createServer, request } from 'node:http'
import type { Agent, IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { base64Decode, base64Encode, utf8Encode } from '@xiezhi/codec'
import type { Signer } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { BenchError } from './bench-error.ts'

const SIGNATURE_HEADER = 'x-signature'

/** A text and the signature over its bytes, as base64. */
export interface Signed {
  readonly body: string
  readonly signature: string
}

/** A party of the plain alternatives, by a key that follows from its name. */
export function plainSigner(name: string): Signer {
  return nodeCrypto.signer('ed25519', nodeCrypto.sha256(utf8Encode(`plain ${name}`)))
}

export function signedBy(signer: Signer, body: string): Signed {
  return { body, signature: base64Encode(signer.sign(utf8Encode(body))) }
}

/** @throws BenchError WORK_REFUSED */
export function requireSigned({ publicKey }: Signer, { body, signature }: Signed): void {
  const check = {
    algorithm: 'ed25519' as const,
    publicKey,
    message: utf8Encode(body),
    signature: base64Decode(signature),
  }
  if (nodeCrypto.verifyMany([check])[0] !== true) throw new BenchError('WORK_REFUSED', { expected: 'a signature' })
}

/** A server on loopback that answers signed texts with signed texts; 400 for what it refuses. */
export async function serveSigned(
  answer: (asked: Signed) => Promise<Signed>,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    readSigned(incoming)
      .then(answer)
      .then(
        ({ body, signature }) => outgoing.setHeader(SIGNATURE_HEADER, signature).end(body),
        () => outgoing.writeHead(400).end(),
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
      }),
  }
}

/** @throws BenchError WORK_REFUSED */
export function postSigned(agent: Agent, port: number, { body, signature }: Signed): Promise<Signed> {
  return new Promise((resolve, reject) => {
    const headers = { [SIGNATURE_HEADER]: signature, 'content-length': Buffer.byteLength(body) }
    const outgoing = request({ agent, host: '127.0.0.1', port, method: 'POST', headers }, (incoming) => {
      readSigned(incoming).then((answered) => {
        if (incoming.statusCode === 200) resolve(answered)
        else reject(new BenchError('WORK_REFUSED', { status: incoming.statusCode ?? 0 }))
      }, reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

async function readSigned(incoming: IncomingMessage): Promise<Signed> {
  return { body: await textOf(incoming), signature: String(incoming.headers[SIGNATURE_HEADER]) }
}

export async function textOf(stream: IncomingMessage): Promise<string> {
  let text = ''
  // A character may stand on the edge of two chunks.
  stream.setEncoding('utf8')
  for await (const chunk of stream) text += String(chunk)
  return text
}
