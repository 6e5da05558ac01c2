import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Encode } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { lightBlock, validatorKeys } from '@xiezhi/lightclient/testing'
import type { ValidatorKeys } from '@xiezhi/lightclient/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ClientView } from './client-view.ts'
import { bisectedPath } from './header-path.ts'
import { PushCarrier } from './push-carrier.ts'
import { CLIENT, EchoZone, officerOf } from './testing/echo-zones.ts'
import { ZoneEnd } from './zone-end.ts'

const CHAIN_ID = 'xz-court-1'

let folder: string
let zone: EchoZone
let end: ZoneEnd
let madeMs: number

/** One of three validators is another from each height on. */
const setAt = (height: number): ValidatorKeys => validatorKeys(nodeCrypto, [10, 10, 10], height)
const blockAt = (height: number): LightBlock =>
  lightBlock(nodeCrypto, {
    chainId: CHAIN_ID,
    height,
    timeMs: madeMs + height,
    validators: setAt(height),
    nextValidators: setAt(height + 1),
  })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-path-'))
  madeMs = Date.now() - 60_000
  zone = await EchoZone.start('justice', folder)
  const checkpoint = base64Encode(encodeLightBlock(blockAt(1)))
  const value = {
    chainId: CHAIN_ID,
    trustLevel: { numerator: 1, denominator: 3 },
    trustingPeriodMs: 14 * 86_400_000,
    proofLayout: 'smt',
    checkpoint,
    anchors: [],
    reason: 'client of the peer',
  }
  await zone.act([{ type: 'client/CreateClient', value }], 'trust-1', 'trust-2')
  end = await ZoneEnd.connect({
    name: 'justice',
    url: zone.url,
    clientId: CLIENT,
    officer: officerOf('justice', 'relayer'),
  })
})
afterEach(async () => {
  end.close()
  await zone.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A relayer's way to the client, from a peer that has these blocks; what the peer was asked for. */
async function carrierFrom(blocks: readonly LightBlock[]): Promise<{ view: ClientView; carrier: PushCarrier }> {
  const view = new ClientView(
    end,
    bisectedPath(
      {
        wantedBlock: ({ height, below }) =>
          Promise.resolve(blocks.find(({ header: one }) => one.height >= height && one.height < below) ?? null),
      },
      async () => (await end.clientTrust()).trustLevel,
    ),
  )
  await view.load()
  return { view, carrier: new PushCarrier(end, view) }
}

test('where the validators have changed the headers in between are submitted first', async () => {
  const { view, carrier } = await carrierFrom([2, 3, 4, 5, 6, 7, 8].map(blockAt))
  await carrier.bring(blockAt(9), [])
  expect([3, 5, 7, 9].map((height) => view.has(height))).toEqual([true, true, true, true])
  expect(await end.clientHeights()).toMatchObject({ latest: 9 })
  expect(await end.clientState(9)).toMatchObject({ height: 9 })
})

test('the header alone is what the ledger refuses', async () => {
  const view = new ClientView(end, ({ height }, block) =>
    Promise.resolve([{ trusted: height, validators: setAt(height + 1).set, block }]),
  )
  await view.load()
  const bringing = new PushCarrier(end, view).bring(blockAt(9), [])
  await expect(bringing).rejects.toMatchObject({ code: 'TX_REFUSED', facts: { name: 'HeaderNotEnoughTrust' } })
  expect(await end.clientHeights()).toMatchObject({ latest: 1 })
})

test('a peer without a header that leads on: nothing is submitted', async () => {
  const { carrier } = await carrierFrom([blockAt(2), blockAt(3)])
  await expect(carrier.bring(blockAt(9), [])).rejects.toMatchObject({ code: 'TRUSTED_VALIDATORS_ABSENT' })
  expect(await end.clientHeights()).toMatchObject({ latest: 1 })
})
