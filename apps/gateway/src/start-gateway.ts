import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GatewayConfig, ListenerConfig } from './config.ts'
import { provisionDatabases, secretIn } from './db/provision.ts'
import type { DatabaseServer } from './db/provision.ts'
import type { ProviderClient } from './identity/identity-provider.ts'
import { loadPersons } from './identity/persons.ts'
import { listenApart } from './identity/provider-apart.ts'
import type { RunningProvider } from './identity/provider-apart.ts'
import type { Log } from './log.ts'
import { startListener } from './start-listener.ts'
import type { RunningListener } from './start-listener.ts'

export interface RunningGateway {
  readonly listeners: readonly RunningListener[]
  readonly addresses: readonly { readonly name: string; readonly url: string }[]
  close(): Promise<void>
}

/** Starts database, identity provider and every authority's server, in this order; stops them in the other. */
export async function startGateway(config: GatewayConfig, log: Log): Promise<RunningGateway> {
  const stops: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const stop of stops.reverse().splice(0)) await stop()
  }
  try {
    mkdirSync(config.folder, { recursive: true, mode: 0o700 })
    const databases = await provisionDatabases(config, log)
    stops.push(() => databases.stop())
    const provider = await identityProvider(config, log)
    if (provider !== undefined) stops.push(() => provider.close())
    const listeners: RunningListener[] = []
    // Together: where the ledger of one is gone, the others do not wait for it.
    stops.push(async () => {
      await Promise.all(listeners.map((running) => running.close()))
    })
    for (const own of config.listeners) {
      const running = await startListener(inputOf(config, own, databases, log))
      listeners.push(running)
      await running.app.listen({ host: config.address, port: own.port })
    }
    return { listeners, addresses: addressesOf(config), close }
  } catch (error) {
    await close()
    throw error
  }
}

function inputOf(
  config: GatewayConfig,
  own: ListenerConfig,
  databases: DatabaseServer,
  log: Log,
): Parameters<typeof startListener>[0] {
  const { identity } = config
  const { clientId, clientSecret } = clientOf(config, own)
  const issuer = identity.kind === 'embedded' ? identity.publicUrl : identity.issuer
  return { config, own, databaseUrl: databases.urlOf(own), issuer, clientId, clientSecret, log }
}

async function identityProvider(config: GatewayConfig, log: Log): Promise<RunningProvider | undefined> {
  const { identity } = config
  if (identity.kind !== 'embedded') return undefined
  const options = {
    issuer: identity.publicUrl,
    address: config.address,
    port: identity.port,
    persons: loadPersons(identity.personsFile),
    clients: config.listeners.map((own) => clientOf(config, own)),
  }
  return listenApart(options, { log })
}

/** How an authority's server is known to the identity provider. */
function clientOf({ identity }: GatewayConfig, own: ListenerConfig): ProviderClient {
  const redirectUri = `${own.publicUrl}/auth/callback`
  const { authority } = own
  if (identity.kind === 'external') {
    const clientSecret = readFileSync(identity.secretFile, 'utf8').trim()
    return { authority, clientId: identity.clientId, clientSecret, redirectUri }
  }
  mkdirSync(own.folder, { recursive: true, mode: 0o700 })
  return {
    authority,
    clientId: `xiezhi-${authority}`,
    clientSecret: secretIn(join(own.folder, 'oidc.secret')),
    redirectUri,
  }
}

function addressesOf({ listeners, identity }: GatewayConfig): { name: string; url: string }[] {
  return [
    ...listeners.map(({ authority, publicUrl }) => ({ name: authority, url: publicUrl })),
    ...(identity.kind === 'embedded' ? [{ name: 'identity', url: identity.publicUrl }] : []),
  ]
}
