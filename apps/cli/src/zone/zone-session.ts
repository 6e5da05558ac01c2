import { randomBytes } from 'node:crypto'
import type { Json } from '@xiezhi/codec'
import type { Message } from '@xiezhi/kernel'
import { SdkError, signOrder, ZoneClient } from '@xiezhi/sdk'
import type { Included, OfficerKey } from '@xiezhi/sdk'
import { ledgerNowMs } from '../config/ledger-time.ts'
import { CliError } from '../cli-error.ts'
import { zoneUrl } from '../config/alliance.ts'
import type { Zone } from '../config/alliance.ts'
import { shown } from './shown.ts'
import { nodeTransport } from './transport.ts'

export type JsonObject = Readonly<Record<string, Json>>

/** A zone as a command uses it; what the SDK throws becomes an error with text and cure. */
export class ZoneSession {
  readonly zone: Zone
  readonly client: ZoneClient

  private constructor(zone: Zone, client: ZoneClient) {
    this.zone = zone
    this.client = client
  }

  /** @throws CliError ZONE_UNREACHABLE */
  static async open(zone: Zone): Promise<ZoneSession> {
    const url = zoneUrl(zone)
    try {
      return new ZoneSession(zone, await ZoneClient.connect(url, nodeTransport))
    } catch (error) {
      throw new CliError('ZONE_UNREACHABLE', 'UNAVAILABLE', { zone: zone.name, url }, error)
    }
  }

  close(): void {
    this.client.close()
  }

  /** Signs the messages as one transaction and waits until its block is on disk. @throws CliError */
  async submit(messages: readonly Message[], officers: readonly OfficerKey[]): Promise<Included> {
    const tx = signOrder({
      chainId: this.zone.chainId,
      messages,
      officers,
      nowMs: ledgerNowMs(),
      nonce: randomBytes(16).toString('hex'),
    })
    return this.guarded(() => this.client.submit(tx))
  }

  /** @throws CliError */
  query(name: string, input: Json): Promise<Json> {
    return this.guarded(() => this.client.query(name, input))
  }

  /** @throws CliError */
  async queryObject(name: string, input: Json): Promise<JsonObject | null> {
    return (await this.query(name, input)) as JsonObject | null
  }

  async guarded<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      if (error instanceof SdkError) throw cliErrorOf(error, this.zone.name)
      throw error
    }
  }
}

function cliErrorOf(error: SdkError, zone: string): CliError {
  const { codespace = '', code = '', name = '', facts = {} } = error.facts
  const refusal = {
    zone,
    codespace: shown(codespace),
    code: Number(code),
    name: shown(name),
    facts: JSON.stringify(facts),
  }
  const refusals: Partial<
    Record<SdkError['code'], 'LEDGER_REFUSED' | 'NOT_INCLUDED' | 'QUERY_REFUSED' | 'CONFIRMATION_REFUSED'>
  > = {
    TX_REFUSED: 'LEDGER_REFUSED',
    TX_NOT_INCLUDED: 'NOT_INCLUDED',
    QUERY_REFUSED: 'QUERY_REFUSED',
    CONFIRMATION_REFUSED: 'CONFIRMATION_REFUSED',
  }
  const known = refusals[error.code]
  if (known !== undefined) return new CliError(known, 'LEDGER_REFUSED', refusal, error)
  if (error.code === 'PROOF_INVALID') {
    const { anchor = '', reason = '' } = error.facts
    return new CliError('PROOF_INVALID', 'EVIDENCE_INVALID', { anchor: shown(anchor), reason: shown(reason) }, error)
  }
  return new CliError('RPC_FAILED', 'UNAVAILABLE', { zone, reason: error.message }, error)
}
