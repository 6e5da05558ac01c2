import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { base64Encode, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { keyTextOf } from '@xiezhi/kernel'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RelayerError } from '../relayer-error.ts'
import { CLIENT, EchoZones, officerOf } from '../testing/echo-zones.ts'
import { decodeParcel, encodeParcel } from './parcel.ts'
import type { Parcel } from './parcel.ts'
import { runExport, runImport } from './run-parcel.ts'

let zones: EchoZones
let parcel: string
let reply: string

beforeEach(async () => {
  zones = await EchoZones.start()
  parcel = join(zones.folder, 'to-justice.parcel')
  reply = join(zones.folder, 'to-court.parcel')
})
afterEach(async () => {
  await zones.close()
})

function toJustice(): Promise<unknown> {
  return runImport(zones.config(), { zone: 'justice', in: parcel })
}

describe('two zones without a network between them', () => {
  test('a packet goes as a file, its answer comes back as a file', async () => {
    const packets = await zones.a.send(['one', 'refuse', 'later'])

    expect(await runExport(zones.config(), { zone: 'court', out: parcel })).toMatchObject({ packets: 3, answers: 0 })
    expect(await toJustice()).toMatchObject({ messages: 3, refused: 0 })
    expect(await runExport(zones.config(), { zone: 'justice', out: reply, replyTo: parcel })).toMatchObject({
      packets: 0,
      answers: 2,
      silences: 0,
    })
    expect(await runImport(zones.config(), { zone: 'court', in: reply })).toMatchObject({ messages: 2, refused: 0 })

    expect(await Promise.all(packets.map(({ sequence }) => zones.a.outcome(sequence)))).toEqual([
      'acknowledged',
      'error',
      null,
    ])
    expect(zones.a.host.app.violations()).toEqual([])
    expect(zones.b.host.app.violations()).toEqual([])
    expect(existsSync(`${parcel}.part`)).toBe(false)
  })

  test('an answer that was given after the first reply comes with the next', async () => {
    const [packet] = await zones.a.send(['later'])
    await runExport(zones.config(), { zone: 'court', out: parcel })
    await toJustice()
    await zones.b.act([{ type: 'echo/Answer', value: { clientId: CLIENT, sequence: 1, text: 'done' } }], 'clerk')
    await runExport(zones.config(), { zone: 'justice', out: reply, replyTo: parcel })
    await runImport(zones.config(), { zone: 'court', in: reply })

    expect(await zones.a.outcome(packet?.sequence ?? 0)).toBe('acknowledged')
  })

  test('a packet whose parcel came too late is ended by the proof in the reply', async () => {
    const [packet] = await zones.a.send(['too late'], 1)
    const { timeoutSeconds = 0 } = packet ?? {}
    await runExport(zones.config(), { zone: 'court', out: parcel })
    while (Date.now() < (timeoutSeconds + 1) * 1_000) await zones.b.nextBlock()
    expect(await toJustice()).toMatchObject({ messages: 1, refused: 1 })

    const exported = await runExport(zones.config(), { zone: 'justice', out: reply, replyTo: parcel })
    expect(exported).toMatchObject({ silences: 1 })
    await runImport(zones.config(), { zone: 'court', in: reply })
    expect(await zones.a.outcome(1)).toBe('timed-out')
  })

  test('what another way has brought already is left out', async () => {
    await zones.a.send(['one'])
    await runExport(zones.config(), { zone: 'court', out: parcel })
    const later = join(zones.folder, 'later.parcel')
    await zones.a.send(['two'])
    await runExport(zones.config(), { zone: 'court', out: later })
    await runImport(zones.config(), { zone: 'justice', in: later })

    // Both packets came with the later file: the earlier one has nothing to say.
    await expect(toJustice()).rejects.toMatchObject({ code: 'PARCEL_REPLAYED' })
  })
})

describe('a parcel that is refused', () => {
  let before: readonly [root: string, sequence: Json]

  beforeEach(async () => {
    await zones.a.send(['one', 'two'])
    await runExport(zones.config(), { zone: 'court', out: parcel })
    before = await stateOfJustice()
  })

  /** The state root says that nothing was submitted: the spent id of any transaction would change it. */
  async function stateOfJustice(): Promise<readonly [string, Json]> {
    const root = Buffer.from(zones.b.host.store.root()).toString('hex')
    return [root, await zones.b.client.query('packet/received', { clientId: CLIENT, sequences: [1, 2] })]
  }

  async function expectRefused(code: RelayerError['code'], run: () => Promise<unknown> = toJustice): Promise<void> {
    const error = await run().then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(RelayerError)
    expect((error as RelayerError).code).toBe(code)
    expect(await stateOfJustice()).toEqual(before)
  }

  function changed(change: (form: Record<string, Record<string, Json>>) => void): void {
    const form = decodeCanonical(readFileSync(parcel), { bytesMax: 1 << 24 }) as Record<string, Record<string, Json>>
    change(form)
    writeFileSync(parcel, encodeCanonical(form, { bytesMax: 1 << 24 }))
  }

  /** Signed anew by an officer, after a change that the signature would show. */
  function signedAgain(zone: string, officer: string, change: (read: Parcel) => Partial<Parcel>): void {
    const read = decodeParcel(nodeCrypto, readFileSync(parcel))
    writeFileSync(parcel, encodeParcel({ ...read, ...change(read) }, officerOf(zone, officer)))
  }

  test.each<[string, (bytes: Buffer) => Uint8Array]>([
    ['is empty', () => new Uint8Array(0)],
    ['ends too early', (bytes) => bytes.subarray(0, bytes.length - 10)],
    ['has a space where none may be', (bytes) => Buffer.from(bytes.toString('utf8').replace('{"body":', '{"body": '))],
    ['has another purpose', (bytes) => Buffer.from(bytes.toString('utf8').replace('xiezhi/parcel/v1', 'xiezhi/tx/v1'))],
    ['has an unknown field', (bytes) => Buffer.from(bytes.toString('utf8').replace('{"body":', '{"and":1,"body":'))],
  ])('malformed: it %s', async (_, change) => {
    writeFileSync(parcel, change(readFileSync(parcel)))
    await expectRefused('PARCEL_MALFORMED')
  })

  test('not there', async () => {
    await expectRefused('PARCEL_MALFORMED', () =>
      runImport(zones.config(), { zone: 'justice', in: join(zones.folder, 'none') }),
    )
  })

  test.each<[string, (body: Record<string, Json>) => void]>([
    ['the time of export', (body) => (body['exportedAtMs'] = 1)],
    ['the packets', (body) => (body['packets'] = (body['packets'] as Json[]).slice(1))],
    ['the zone it is for', (body) => (body['to'] = { chainId: 'xz-credit-1', client: CLIENT })],
    ['the known height', (body) => (body['knownHeight'] = 0)],
    ['the header', (body) => (body['block'] = base64Encode(Uint8Array.of(1, 2, 3)))],
  ])('tampered: %s', async (_, change) => {
    changed(({ body = {} }) => {
      change(body)
    })
    await expectRefused('PARCEL_SIGNATURE')
  })

  test('tampered: another key is named', async () => {
    changed(({ signer = {} }) => {
      signer['key'] = keyTextOf(officerOf('court', 'clerk').signer)
    })
    await expectRefused('PARCEL_SIGNATURE')
  })

  test('signed by somebody whose parcels are not taken', async () => {
    signedAgain('court', 'clerk', () => ({}))
    await expectRefused('PARCEL_SIGNER')
  })

  test.each<[string, (read: Parcel) => Partial<Parcel>]>([
    ['for another chain', ({ to }) => ({ to: { ...to, chainId: 'xz-credit-1' } })],
    ['for another client', ({ to }) => ({ to: { ...to, client: '07-tendermint-1' } })],
    ['from another chain', ({ from }) => ({ from: { ...from, chainId: 'xz-credit-1' } })],
    ['from another client', ({ from }) => ({ from: { ...from, client: '07-tendermint-1' } })],
  ])('wrong zone: %s', async (_, change) => {
    signedAgain('court', 'relayer', change)
    await expectRefused('PARCEL_WRONG_ZONE')
  })

  test('wrong zone: brought back to where it comes from', async () => {
    await expectRefused('PARCEL_SIGNER', () => runImport(zones.config(), { zone: 'court', in: parcel }))
  })

  test('replayed', async () => {
    expect(await toJustice()).toMatchObject({ messages: 2, refused: 0 })
    before = await stateOfJustice()
    await expectRefused('PARCEL_REPLAYED')
  })

  test('a header that the validators did not sign is refused by the ledger, and nothing else is submitted', async () => {
    signedAgain('court', 'relayer', ({ cargo }) => {
      const { block } = cargo
      return { cargo: { ...cargo, block: { ...block, header: { ...block.header, appHash: new Uint8Array(32) } } } }
    })
    await expect(toJustice()).rejects.toMatchObject({ code: 'TX_REFUSED', facts: { codespace: 'client' } })
    expect((await stateOfJustice())[1]).toEqual(before[1])
  })

  test('signed by validators that the client does not trust, and whom the parcel does not bring', async () => {
    signedAgain('court', 'relayer', ({ cargo }) => {
      const { block } = cargo
      const header = { ...block.header, validatorsHash: new Uint8Array(32) }
      return { cargo: { ...cargo, block: { ...block, header } } }
    })
    await expectRefused('PARCEL_VALIDATORS')
  })

  test('a reply to a parcel of somebody else is not written', async () => {
    await expectRefused('PARCEL_SIGNER', () =>
      runExport(zones.config(), { zone: 'court', out: reply, replyTo: parcel }),
    )
    expect(existsSync(reply)).toBe(false)
  })
})
