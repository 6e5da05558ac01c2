// `node --expose-gc tools/scale/measure.mjs [deposits]`: the measured inputs of docs/scale.md, on the built packages. Prints one JSON
// document; figures go into inputs.ts by hand, with the day and the machine's probe.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { zoneGenesis, zoneModules } from '@xiezhi/chain'
import { base64Encode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import { EmbeddedHost } from '@xiezhi/host/embedded'
import { wasmHasher } from '@xiezhi/host/store'
import { encodeMerkleProof } from '@xiezhi/interchain'
import { keyTextOf } from '@xiezhi/kernel'
import { encodeTendermintHeader, trustedStateOf, verifyHeader } from '@xiezhi/lightclient'
import { lightBlock, validatorKeys } from '@xiezhi/lightclient/testing'
import { StateTree } from '@xiezhi/merkle'
import { signOrder } from '@xiezhi/sdk'

const DEPOSITS = Number(process.argv[2] ?? 20_000)
const UNDER_WAY = 1_000
const HEARTBEATS = 5_000
const TREE_LEAVES = 1_000_000
const TREE_BATCH = 10_000
const CHAIN_ID = 'xz-scale-1'
const CASE_REF = 'ca'.repeat(16)

function officer(name) {
  const secret = nodeCrypto.sha256(utf8Encode(`scale ${name}`))
  return { organisation: 'scale', officer: name, signer: nodeCrypto.signer('ed25519', secret) }
}

const clerk = officer('clerk')
const filing = officer('filing')

function genesis() {
  const roles = ['ROOT_OFFICER', 'COURT_CLERK', 'COURT_FILING']
  const person = (key, held) => ({
    organisation: 'scale',
    officer: key.officer,
    personId: `person-${key.officer}`,
    roles: held,
    key: keyTextOf(key.signer),
  })
  const appState = zoneGenesis('court', {
    crypto: nodeCrypto,
    validFromMs: 0,
    lawFrom: '2020-01-01',
    root: { organisation: 'scale', zh: '测量用（虚构）', en: 'for measuring (invented)', roles, jurisdictions: [''] },
    organisations: [],
    officers: [
      person(officer('root-1'), ['ROOT_OFFICER']),
      person(officer('root-2'), ['ROOT_OFFICER']),
      person(clerk, ['COURT_CLERK']),
      person(filing, ['COURT_FILING']),
    ],
    askers: [],
    client: '07-tendermint-0',
  })
  return { chainId: CHAIN_ID, genesisTimeMs: Date.UTC(2026, 0, 1), appState }
}

function signed(message, signer) {
  const nonce = randomBytes(16).toString('hex')
  return signOrder({ chainId: CHAIN_ID, messages: [message], officers: [signer], nowMs: Date.now(), nonce })
}

function deposit() {
  return {
    type: 'deposit/DepositFile',
    value: {
      depositId: randomBytes(16).toString('hex'),
      kind: 'EVIDENCE',
      caseRef: CASE_REF,
      digest: `sm3:${randomBytes(32).toString('hex')}`,
      mediaType: 'application/pdf',
      sizeBytes: 48_211,
      collectedAtMs: Date.now() - 3_600_000,
      sourceSystem: 'WEB_CAPTURE',
      platformId: null,
      interest: 'NOT_DECLARED',
      factAtMs: null,
      preChainNotes: null,
      foreignAnchor: null,
      supersedes: null,
    },
  }
}

function bytesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    return sum + (entry.isDirectory() ? bytesIn(path) : statSync(path).blocks * 512)
  }, 0)
}

function cpuMs(before) {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

async function submitAll(host, orders) {
  for (let at = 0; at < orders.length; at += UNDER_WAY) {
    const outcomes = await Promise.all(orders.slice(at, at + UNDER_WAY).map((order) => host.submit(order)))
    const refused = outcomes.find(({ code }) => code !== 0)
    if (refused !== undefined) throw new Error(`refused: ${refused.codespace}/${refused.code}`)
  }
}

async function measureDeposits() {
  const folder = mkdtempSync(join(tmpdir(), 'xz-scale-'))
  const host = new EmbeddedHost({
    folder,
    crypto: nodeCrypto,
    validator: officer('validator').signer,
    genesis: genesis(),
    modules: zoneModules('court'),
    verifyLater: verifyManyLater,
  })
  try {
    host.start()
    const open = {
      caseRef: CASE_REF,
      courtCode: '310101',
      procedure: 'CIVIL',
      caseNumber: null,
      caseNumberTag: `sm3:${'0a'.repeat(32)}`,
      filedOn: '2026-01-05',
      connectedRefs: [],
    }
    await submitAll(host, [signed({ type: 'case/OpenCase', value: open }, filing)])
    const half = async () => {
      const orders = Array.from({ length: DEPOSITS / 2 }, () => signed(deposit(), clerk))
      const before = process.cpuUsage()
      const leaves = host.store.size
      await submitAll(host, orders)
      const figures = { cpuMs: cpuMs(before), leaves: host.store.size - leaves, disk: bytesIn(folder) }
      return { ...figures, rssMb: process.memoryUsage().rss / 2 ** 20, orderBytes: orders[0].length }
    }
    const first = await half()
    const second = await half()
    const count = DEPOSITS / 2
    const { proof } = host.prove(utf8Encode('deposit/none'))
    const before = { disk: bytesIn(folder), height: host.height }
    while (host.height < before.height + HEARTBEATS) {
      host.requestBlock()
      await setImmediate()
    }
    const heartbeats = host.height - before.height
    return {
      heartbeatDiskBytes: (bytesIn(folder) - before.disk) / heartbeats,
      depositOrderBytes: second.orderBytes,
      depositLeaves: second.leaves / count,
      depositCpuMs: second.cpuMs / count,
      depositDiskBytes: (second.disk - first.disk) / count,
      rssMb: second.rssMb,
      absenceProofChars: base64Encode(encodeMerkleProof([proof])).length,
    }
  } finally {
    await host.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Memory of the tree alone, which every node of a zone holds whole. */
function measureTree() {
  const tree = new StateTree(nodeCrypto, wasmHasher())
  const memory = () => {
    globalThis.gc?.()
    return process.memoryUsage().rss
  }
  const before = memory()
  for (let at = 0; at < TREE_LEAVES; at += TREE_BATCH)
    tree.update(
      Array.from({ length: TREE_BATCH }, (_, next) => {
        const keyHash = nodeCrypto.sha256(utf8Encode(`tree/${at + next}`))
        return { keyHash, valueHash: keyHash }
      }),
    )
  return { treeMemoryBytesPerLeaf: (memory() - before) / TREE_LEAVES }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

function measureUpdate(count, isAdjacent, firstSeed) {
  const chainId = CHAIN_ID
  const validators = validatorKeys(nodeCrypto, Array(count).fill(10), firstSeed)
  const timeMs = Date.UTC(2026, 0, 2)
  const block = (height) => lightBlock(nodeCrypto, { chainId, height, timeMs: timeMs + height * 1_000, validators })
  const first = block(1)
  const options = {
    trustingPeriodMs: 14 * 86_400_000,
    clockDriftMs: 20_000,
    trustLevel: { numerator: 1, denominator: 3 },
  }
  const trusted = trustedStateOf(first, first.validators)
  const runs = []
  let bytes = 0
  for (let height = 2; height < 22; height++) {
    const next = block(isAdjacent ? 2 : height + 1)
    bytes = encodeTendermintHeader({
      block: next,
      trustedHeight: { revisionNumber: 1n, revisionHeight: 1n },
      trustedValidators: first.validators,
    }).length
    const before = process.cpuUsage()
    verifyHeader(nodeCrypto, chainId, trusted, next, options, timeMs + 100_000)
    runs.push(cpuMs(before))
  }
  return { bytes, cpuMs: median(runs) }
}

const figures = {
  at: new Date().toISOString(),
  deposits: DEPOSITS,
  ...measureTree(),
  ...(await measureDeposits()),
  update4: measureUpdate(4, true, 1),
  update100: measureUpdate(100, true, 200),
  update100Skipping: measureUpdate(100, false, 400),
}
process.stdout.write(`${JSON.stringify(figures, null, 1)}\n`)
process.exit(0)
