import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import type { Configuration } from 'oidc-provider'
import type { Authority } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import { AttemptLimit } from './attempt-limit.ts'
import { loginPage } from './login-page.ts'
import { checkPassword } from './persons.ts'
import type { PersonsFile } from './persons.ts'

export interface ProviderClient {
  readonly authority: Authority
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
}

export interface IdentityProviderOptions {
  readonly issuer: string
  readonly address: string
  readonly port: number
  readonly persons: PersonsFile
  readonly clients: readonly ProviderClient[]
}

const FORM_BYTES_MAX = 4_096
const COOKIE_KEY_BYTES = 32
const INTERACTION = /^\/interaction\/([A-Za-z0-9_-]{1,64})$/
const MINUTE_S = 60

/** An OpenID provider with the sample persons, on its own port, for as long as its thread lives. */
export async function listenAsProvider(options: IdentityProviderOptions): Promise<void> {
  const provider = new Provider(options.issuer, configurationOf(options))
  const pages = new Pages(provider, options)
  const answer = provider.callback()
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (INTERACTION.test(path)) void pages.answer(request, response)
    else void answer(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.address, resolve)
  })
}

function configurationOf({ persons, clients }: IdentityProviderOptions): Configuration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    clients: clients.map(({ clientId, clientSecret, redirectUri }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: 'ES256',
    })),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'sample' }] },
    cookies: { keys: [randomBytes(COOKIE_KEY_BYTES).toString('hex')] },
    claims: {
      openid: ['sub'],
      profile: ['name'],
      xiezhi: [
        'xiezhi_roles',
        'xiezhi_authorities',
        'xiezhi_organisation',
        'xiezhi_officer',
        'xiezhi_licence',
        'xiezhi_party',
      ],
    },
    // The gateway reads the ID token only.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: false } },
    ttl: {
      AuthorizationCode: MINUTE_S,
      Interaction: 10 * MINUTE_S,
      Grant: 10 * MINUTE_S,
      Session: 10 * MINUTE_S,
      IdToken: 5 * MINUTE_S,
      AccessToken: 5 * MINUTE_S,
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => {
      const found = persons.persons.find(({ id }) => id === accountId)
      if (found === undefined) return undefined
      const { name, roles, authorities, organisation, officer, licence, party } = found
      return {
        accountId,
        claims: () => ({
          sub: accountId,
          name,
          xiezhi_roles: [...roles],
          xiezhi_authorities: [...authorities],
          xiezhi_organisation: organisation,
          xiezhi_officer: officer,
          xiezhi_licence: licence,
          xiezhi_party: party,
        }),
      }
    },
    // The gateway is the institution's own: nobody is asked whether it may know who signs in.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc
      const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' })
      grant.addOIDCScope('openid profile xiezhi')
      await grant.save()
      return grant
    },
  }
}

/** The sign-in page and what its form sends. */
class Pages {
  readonly #provider: Provider
  readonly #options: IdentityProviderOptions
  readonly #attempts = new AttemptLimit()

  constructor(provider: Provider, options: IdentityProviderOptions) {
    this.#provider = provider
    this.#options = options
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.method === 'POST') await this.#signIn(request, response)
      else await this.#show(request, response, false)
    } catch {
      // An interaction that has ended or never was: the way begins at the gateway.
      response
        .writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
        .end('登录已过期，请重新登录。Sign in again.\n')
    }
  }

  async #show(request: IncomingMessage, response: ServerResponse, failed: boolean): Promise<void> {
    const { uid, params } = await this.#provider.interactionDetails(request, response)
    const { clients, persons } = this.#options
    const client = clients.find(({ clientId }) => clientId === params['client_id'])
    const page = loginPage({ action: `/interaction/${uid}`, persons, authority: client?.authority ?? '', failed })
    response.writeHead(failed ? 401 : 200, this.#headers()).end(page)
  }

  async #signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#provider.interactionDetails(request, response)
    const form = new URLSearchParams(await readForm(request))
    const name = form.get('name') ?? ''
    const isAllowed = this.#attempts.allows(name)
    const person = isAllowed ? checkPassword(this.#options.persons, name, form.get('password') ?? '') : null
    if (person === null) {
      this.#attempts.failed(name)
      await this.#show(request, response, true)
      return
    }
    this.#attempts.succeeded(name)
    const result = { login: { accountId: person.id, remember: false } }
    await this.#provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }

  /** A form's target counts for the redirects that follow it, too: the gateways stand beside the own origin. */
  #headers(): Record<string, string> {
    const targets = this.#options.clients.map(({ redirectUri }) => new URL(redirectUri).origin).join(' ')
    return {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${targets}; frame-ancestors 'none'; base-uri 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    }
  }
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > FORM_BYTES_MAX) throw new GatewayError('BODY_TOO_LARGE')
  }
  return text
}
