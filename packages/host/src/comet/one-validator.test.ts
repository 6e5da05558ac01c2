import { Comet38Client } from '@cosmjs/tendermint-rpc'
import { base64Decode, latin1Encode } from '@xiezhi/codec'
import { decodeLightBlock, validateLightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { smtSpec, verifyMembership } from '@xiezhi/merkle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installCometbft } from '../../../../tools/judges/run-judge.ts'
import { noteErrors, noteKey, noteTx } from '../embedded/testing/note-module.ts'
import { rpcCall } from './testing/rpc-call.ts'
import { runsIn, until, ValidatorZone } from './testing/run-validators.ts'
import type { ValidatorRun } from './testing/run-validators.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: a zone of one validator on CometBFT (${cometbft.absent})`)

describe.skipIf('absent' in cometbft)('a zone of one validator on CometBFT', () => {
  let zone: ValidatorZone
  let validator: ValidatorRun
  let client: Comet38Client

  beforeAll(async () => {
    zone = await ValidatorZone.start({ program: 'path' in cometbft ? cometbft.path : '', count: 1, heartbeatMs: 500 })
    validator = zone.validators[0]!
    client = await Comet38Client.connect(validator.url)
  })
  afterAll(async () => {
    client.disconnect()
    await zone.stop()
  })

  test('a transaction taken by the engine is in a block and can be read and proved', async () => {
    const { height, txResult, hash } = await client.broadcastTxCommit({ tx: noteTx('a') })
    expect(txResult?.code).toBe(0)
    // The engine writes its index behind the block.
    const isFound = async (): Promise<boolean> =>
      (await client.txSearchAll({ query: "NoteWritten.id='a'" })).totalCount > 0
    expect(await until(5_000, isFound)).toBe(true)
    expect((await client.tx({ hash })).height).toBe(height)

    const query = await client.abciQuery({ path: '/store', data: latin1Encode(noteKey('a')), prove: true })
    expect(query.height).toBe(height)
    const proof = query.proof?.ops[0]?.data ?? new Uint8Array(0)
    await until(5_000, async () => (await client.status()).syncInfo.latestBlockHeight > height)
    const { header } = (await client.block(height + 1)).block
    verifyMembership(nodeCrypto, smtSpec, header.appHash, proof, latin1Encode(noteKey('a')), query.value)
  })

  test('the first transaction of a block is the stamp, not behind the header', async () => {
    const { height } = await client.broadcastTxCommit({ tx: noteTx('stamped') })
    const { block } = await client.block(height)
    const { decidedAtMs } = JSON.parse(Buffer.from(block.txs[0] ?? []).toString('utf8')) as { decidedAtMs: number }
    expect(decidedAtMs).toBeGreaterThanOrEqual(Math.floor(block.header.time.getTime()))
    expect(decidedAtMs).toBeLessThanOrEqual(Date.now())
  })

  test('a refusal by a handler is included and has its code; the same order again is spent', async () => {
    const first = await rpcCall(validator.port, 'submit', { tx: base64(noteTx('twice')) })
    expect(first).toMatchObject({ included: true, code: 0 })
    const again = noteTx('twice')
    const refused = await rpcCall(validator.port, 'submit', { tx: base64(again) })
    expect(refused).toMatchObject({
      included: true,
      code: noteErrors.Taken.code,
      codespace: 'note',
      name: 'Taken',
      data: { facts: { id: 'twice' } },
    })
    const spent = await rpcCall(validator.port, 'submit', { tx: base64(again) })
    expect(spent).toMatchObject({ included: false, codespace: 'kernel', code: 9, name: 'Spent' })
  })

  test('what cannot be in a block is refused before the engine hears of it, with its code', async () => {
    const spoiled = noteTx('spoiled')
    spoiled[spoiled.length - 10]! ^= 1
    const before = await client.status()
    const refused = await rpcCall(validator.port, 'submit', { tx: base64(spoiled) })
    expect(refused).toMatchObject({ included: false, codespace: 'kernel' })
    const direct = await client.broadcastTxSync({ tx: noteTx('late', Date.now() - 700_000) })
    expect([direct.code, direct.codespace, direct.log]).toEqual([8, 'kernel', 'Expired'])
    expect((await client.numUnconfirmedTxs()).total).toBe(0)
    expect((await client.status()).syncInfo.latestBlockHeight - before.syncInfo.latestBlockHeight).toBeLessThan(20)
  })

  test('many at once are sent together; each has its own answer', async () => {
    const txs = Array.from({ length: 450 }, (_, at) => noteTx(`many-${at}`))
    const [twice = new Uint8Array(0)] = txs
    const answers = (await Promise.all(
      [twice, ...txs].map((tx) => rpcCall(validator.port, 'submit', { tx: base64(tx) })),
    )) as readonly { readonly included: boolean; readonly code: number }[]
    expect(answers.filter(({ included, code }) => included && code === 0)).toHaveLength(txs.length)
    // Of the two that are the same, one waits for the block.
    expect(answers.find(({ included }) => !included)).toMatchObject({ codespace: 'host', name: 'HOST_TX_KNOWN' })
    expect((await client.numUnconfirmedTxs()).total).toBe(0)
  })

  test('the proof block follows at once, and blocks come with the heartbeat', async () => {
    const sent = performance.now()
    const proved = await rpcCall(validator.port, 'prove_many', {
      keys: [Buffer.from(noteKey('a'), 'latin1').toString('hex')],
      header: true,
    })
    const { light_block } = proved as { light_block: string }
    validateLightBlock(nodeCrypto, decodeLightBlock(base64Decode(light_block)))
    expect(performance.now() - sent).toBeLessThan(2_000)
    const { latestBlockHeight } = (await client.status()).syncInfo
    expect(
      await until(5_000, async () => (await client.status()).syncInfo.latestBlockHeight >= latestBlockHeight + 2),
    ).toBe(true)
  })

  test('each block tells its changes and events', async () => {
    const written = (await rpcCall(validator.port, 'submit', { tx: base64(noteTx('told')), events: true })) as {
      height: number
      events: unknown
    }
    expect(written.events).toEqual([{ type: 'NoteWritten', data: { id: 'told' } }])
    const changes = await rpcCall(validator.port, 'state_changes', {
      from: String(written.height),
      prefixes: ['note/'],
    })
    expect(changes).toMatchObject({ blocks: [{ height: written.height, changes: [{ key: noteKey('told') }] }] })
  })

  test('what the engine offers beside is closed', async () => {
    for (const method of ['dump_consensus_state', 'dial_seeds', 'unsafe_flush_mempool', 'check_tx', 'constructor'])
      await expect(rpcCall(validator.port, method, {})).rejects.toThrow(/Method not found/)
  })

  test('an engine that was killed is started again, and a submitter that waits gets an answer', async () => {
    const pid = validator.enginePid
    await validator.kill('engine')
    const outcome = await rpcCall(validator.port, 'submit', { tx: base64(noteTx('meanwhile')) })
    // Either it waited and was sent again, or it was told that there is no engine; then nothing of it is left.
    if (!(outcome as { included: boolean }).included) {
      expect(outcome).toMatchObject({ codespace: 'host', name: 'HOST_ENGINE_SILENT' })
    }
    expect(await until(20_000, () => validator.enginePid !== undefined && validator.enginePid !== pid)).toBe(true)
    expect(
      await until(20_000, async () => {
        const late = await rpcCall(validator.port, 'submit', { tx: base64(noteTx('after')) }).catch(() => undefined)
        return (late as { included?: boolean } | undefined)?.included === true
      }),
    ).toBe(true)
    expect(validator.events).toContainEqual(
      expect.objectContaining({ event: 'ENGINE_RESTART', exit: 'SIGKILL', wasHung: false, restarts: 1 }),
    )
  })

  test('an application that was killed leaves an engine that the next start ends; nothing acknowledged is lost', async () => {
    const { height } = (await rpcCall(validator.port, 'submit', { tx: base64(noteTx('kept')) })) as { height: number }
    const orphan = validator.enginePid ?? 0
    client.disconnect()
    await validator.kill('application')
    await validator.start()
    expect(runsIn(orphan, validator.engineHome)).toBe(false)
    client = await Comet38Client.connect(validator.url)
    const query = await client.abciQuery({ path: '/store', data: latin1Encode(noteKey('kept')), prove: true })
    expect(query.value.length).toBeGreaterThan(0)
    expect((await client.block(height)).block.txs.length).toBe(2)
  })

  test('it stops in order, and both processes have ended', async () => {
    const pid = validator.enginePid ?? 0
    client.disconnect()
    expect(await validator.stop()).toBe('0')
    expect(runsIn(pid, validator.engineHome)).toBe(false)
    await validator.start()
    client = await Comet38Client.connect(validator.url)
  })
})

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
