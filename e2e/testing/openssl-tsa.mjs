// A time-stamping authority around `openssl ts`: a program of its own, which shares no code with us.
// node openssl-tsa.mjs <folder> <port file>; /rsa signs by RSA, /old answers a former question, /busy refuses, /page is a page.
import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

const [folder, portFile] = process.argv.slice(2)
const at = (name) => join(folder, name)

writeFileSync(
  at('tsa.cnf'),
  `[tsa]
default_tsa = own
[own]
serial = ${at('serial')}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ess_cert_id_alg = sha256
[req]
distinguished_name = name
[name]
[stamping]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
basicConstraints = critical,CA:false
`,
)
writeFileSync(at('serial'), '01\n')
const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })
const kinds = { p256: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], rsa: ['rsa:2048'] }
for (const [kind, key] of Object.entries(kinds)) {
  const files = [
    '-keyout',
    at(`${kind}.key`),
    '-out',
    at(`${kind}.pem`),
    '-config',
    at('tsa.cnf'),
    '-extensions',
    'stamping',
  ]
  openssl('req', '-x509', '-newkey', ...key, '-nodes', '-days', '30', '-subj', `/CN=Sample TSA ${kind}`, ...files)
}

function reply(kind, query) {
  writeFileSync(at('query.tsq'), query)
  const signer = ['-signer', at(`${kind}.pem`), '-inkey', at(`${kind}.key`)]
  openssl('ts', '-reply', '-config', at('tsa.cnf'), '-queryfile', at('query.tsq'), ...signer, '-out', at('reply.tsr'))
  return readFileSync(at('reply.tsr'))
}

const server = createServer((request, response) => {
  const parts = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    const query = Buffer.concat(parts)
    const isFit = request.method === 'POST' && request.headers['content-type'] === 'application/timestamp-query'
    const send = (bytes, type = 'application/timestamp-reply', status = 200) => {
      response.writeHead(status, { 'content-type': type, connection: 'close' })
      response.end(bytes)
    }
    if (!isFit) send('no query', 'text/plain', 415)
    else if (request.url === '/p256' || request.url === '/rsa') {
      send(reply(request.url.slice(1), query))
      copyFileSync(at('reply.tsr'), at('former.tsr'))
    } else if (request.url === '/old') send(readFileSync(at('former.tsr')))
    else if (request.url === '/busy') send('busy', 'text/plain', 503)
    else if (request.url === '/page') send('<html></html>', 'text/html')
    else if (request.url === '/large') send(Buffer.alloc(200_000, 0x30))
    // PKIStatusInfo: rejection.
    else send(Buffer.from('30053003020102', 'hex'))
  })
})
server.listen(0, '127.0.0.1', () => writeFileSync(portFile, String(server.address().port)))
