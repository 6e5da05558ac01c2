import {
  base64Decode,
  base64Encode,
  CodecError,
  concatBytes,
  decodeCanonical,
  encodeCanonical,
  hexBytes,
  integer,
  literal,
  object,
  string,
  utf8Encode,
} from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { VaultContext } from '../context.ts'
import { randomId } from '../keys/authority-keys.ts'
import { VaultError } from '../vault-error.ts'
import type { AnnexCarrier } from './carrier.ts'
import { waitMs } from './carrier.ts'
import { receiveAnnex } from './inbox.ts'
import type { Decryption } from './inbox.ts'
import { requirePeer } from './peers.ts'
import type { Peers } from './peers.ts'

const FORMAT = 'xiezhi/annex-pull/v1'
export const PULL_BYTES_MAX = 2 * 1024
/** Clocks of authorities differ, and a file drop takes its time. */
const AGE_MS_MAX = 24 * 3_600_000
const AHEAD_MS_MAX = 300_000
const BATCH = 100

const id = string({ bytesMin: 1, bytesMax: 80, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })
const statementSchema = object({
  format: literal(FORMAT),
  puller: id,
  sender: id,
  reference: id,
  nonce: hexBytes(16),
  atMs: integer({ min: 0 }),
})
const requestSchema = object({ statement: statementSchema, signature: string({ bytesMin: 88, bytesMax: 88 }) })
type PullStatement = Infer<typeof statementSchema>

/** A signed request for an annex that did not come. */
export function pullRequest(ctx: VaultContext, sender: string, reference: string): Uint8Array {
  const statement: PullStatement = {
    format: FORMAT,
    puller: ctx.authority.id,
    sender,
    reference,
    nonce: randomId(),
    atMs: ctx.now(),
  }
  const signature = base64Encode(ctx.authority.signer.sign(signedBytes(statement)))
  return encodeCanonical({ statement: statement as Json, signature })
}

/**
 * The envelope of an annex for its recipient, once for each request.
 * @throws VaultError ANNEX_MALFORMED, ANNEX_RECIPIENT, ANNEX_SENDER_UNKNOWN, PULL_SIGNATURE, PULL_STALE, PULL_REPLAYED, ANNEX_UNKNOWN
 */
export async function answerPull(
  ctx: VaultContext,
  peers: Peers,
  bytes: Uint8Array,
): Promise<{ readonly puller: string; readonly envelope: Uint8Array }> {
  const { statement, signature } = readRequest(bytes)
  const { puller, sender, reference, nonce, atMs } = statement
  if (sender !== ctx.authority.id) throw new VaultError('ANNEX_RECIPIENT')
  requirePuller(peers, statement, signature)
  const nowMs = ctx.now()
  if (atMs > nowMs + AHEAD_MS_MAX || atMs < nowMs - AGE_MS_MAX) throw new VaultError('PULL_STALE')
  return ctx.db.transaction().execute(async (tx) => {
    // Older ones are refused as stale, so their nonces need not be remembered.
    await tx
      .deleteFrom('vault.pull_seen')
      .where('at_ms', '<', String(nowMs - AGE_MS_MAX))
      .execute()
    const seen = await tx
      .insertInto('vault.pull_seen')
      .values({ puller, nonce, at_ms: atMs })
      .onConflict((oc) => oc.columns(['puller', 'nonce']).doNothing())
      .executeTakeFirst()
    if (Number(seen.numInsertedOrUpdatedRows) === 0) throw new VaultError('PULL_REPLAYED')
    const row = await tx
      .selectFrom('vault.annex_out')
      .select('envelope')
      .where('reference', '=', reference)
      .where('recipient', '=', puller)
      .where('keep_until_ms', '>', String(nowMs))
      .executeTakeFirst()
    if (row === undefined) throw new VaultError('ANNEX_UNKNOWN', { reference })
    return { puller, envelope: new Uint8Array(row.envelope) }
  })
}

/** Pulls what is due. Gives the codes of what went wrong; each is tried again until its time is over. */
export async function pullDue(
  ctx: VaultContext,
  peers: Peers,
  decryption: Decryption,
  carrier: AnnexCarrier,
): Promise<readonly string[]> {
  const nowMs = ctx.now()
  const due = await ctx.db
    .selectFrom('vault.annex_in')
    .select(['reference', 'sender', 'pulls'])
    .where('state', '=', 'EXPECTED')
    .where('next_pull_at_ms', '<=', String(nowMs))
    .orderBy('next_pull_at_ms')
    .limit(BATCH)
    .execute()
  const failed: string[] = []
  for (const { reference, sender, pulls } of due) {
    await ctx.db
      .updateTable('vault.annex_in')
      .set({ pulls: pulls + 1, next_pull_at_ms: nowMs + waitMs(pulls) })
      .where('reference', '=', reference)
      .where('sender', '=', sender)
      .execute()
    try {
      const envelope = await carrier.pull(sender, pullRequest(ctx, sender, reference))
      if (envelope !== undefined) await receiveAnnex(ctx, peers, decryption, envelope)
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      failed.push(error.code)
    }
  }
  return failed
}

function readRequest(bytes: Uint8Array): Infer<typeof requestSchema> {
  if (bytes.length > PULL_BYTES_MAX) throw new VaultError('ANNEX_OVERSIZED', { bytesMax: PULL_BYTES_MAX })
  try {
    return requestSchema.parse(decodeCanonical(bytes))
  } catch (error) {
    if (error instanceof CodecError) throw new VaultError('ANNEX_MALFORMED', { reason: error.code })
    throw error
  }
}

function requirePuller(peers: Peers, statement: PullStatement, signature: string): void {
  const { signingKeys } = requirePeer(peers, statement.puller)
  const message = signedBytes(statement)
  let bytes: Uint8Array
  try {
    bytes = base64Decode(signature)
  } catch (error) {
    if (error instanceof CodecError) throw new VaultError('PULL_SIGNATURE')
    throw error
  }
  const verdicts = nodeCrypto.verifyMany(
    signingKeys.map((key) => ({ algorithm: key.algorithm, publicKey: key.bytes, message, signature: bytes })),
  )
  if (!verdicts.includes(true)) throw new VaultError('PULL_SIGNATURE', { puller: statement.puller })
}

function signedBytes(statement: PullStatement): Uint8Array {
  return concatBytes(utf8Encode(`${FORMAT}\0`), encodeCanonical(statement))
}
