import * as oidc from 'openid-client'
import type { Person as PersonConcerned } from '@xiezhi/credit-check'
import { ROLES } from '@xiezhi/gateway-api'
import type { Authority, Role } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import type { LoginAttempt } from './session-store.ts'
import type { Person } from './person.ts'

export interface OidcClientOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
  /** Plain HTTP on the loopback address: demonstrations only. */
  readonly allowHttp: boolean
}

/** What the identity provider says of a person. */
export interface Identity {
  readonly person: Person
  readonly roles: readonly Role[]
  readonly authorities: readonly string[]
  /** Whom it has identified, for who is concerned by a case; never kept. */
  readonly party: PersonConcerned | null
}

const SCOPE = 'openid profile xiezhi'

/** The code flow with PKCE. Discovery is done when somebody first signs in, and again if that failed. */
export class OidcClient {
  readonly #options: OidcClientOptions
  #configuration: Promise<oidc.Configuration> | undefined

  constructor(options: OidcClientOptions) {
    this.#options = options
  }

  /** Where the browser is sent, and what has to be kept for its return. */
  async begin(returnTo: string): Promise<{ readonly url: string; readonly attempt: LoginAttempt }> {
    const configuration = await this.#configured()
    const attempt = {
      verifier: oidc.randomPKCECodeVerifier(),
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      returnTo,
    }
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#options.redirectUri,
      scope: SCOPE,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      // A shared desk: who signs in gives the password, whoever signed in before.
      prompt: 'login',
    })
    return { url: url.href, attempt }
  }

  /** Exchanges the code. @throws GatewayError LOGIN_FAILED for anything that does not fit */
  async complete(query: string, { verifier, state, nonce }: LoginAttempt): Promise<Identity> {
    const configuration = await this.#configured()
    const url = new URL(this.#options.redirectUri)
    url.search = query
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      return identityOf(tokens.claims())
    } catch (error) {
      if (error instanceof GatewayError) throw error
      throw new GatewayError('LOGIN_FAILED', {}, error)
    }
  }

  #configured(): Promise<oidc.Configuration> {
    this.#configuration ??= this.#discover().catch((error: unknown) => {
      this.#configuration = undefined
      throw new GatewayError('LOGIN_FAILED', { reason: 'IDENTITY_PROVIDER_UNREACHABLE' }, error)
    })
    return this.#configuration
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret, allowHttp } = this.#options
    return oidc.discovery(
      new URL(issuer),
      clientId,
      { client_secret: clientSecret },
      oidc.ClientSecretBasic(clientSecret),
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out: the loopback address of a demonstration
      allowHttp ? { execute: [oidc.allowInsecureRequests] } : {},
    )
  }
}

export function isOf({ authorities }: Identity, authority: Authority): boolean {
  return authorities.includes(authority)
}

function identityOf(claims: Readonly<Record<string, unknown>> | undefined): Identity {
  const text = (name: string): string | null => {
    const value = claims?.[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const list = (name: string): readonly unknown[] => {
    const value = claims?.[name]
    return Array.isArray(value) ? value : []
  }
  const id = text('sub')
  if (id === null) throw new GatewayError('LOGIN_FAILED', { reason: 'SUBJECT_MISSING' })
  return {
    person: {
      id,
      name: text('name') ?? id,
      organisation: text('xiezhi_organisation'),
      officer: text('xiezhi_officer'),
      licence: text('xiezhi_licence'),
    },
    roles: ROLES.filter((role) => list('xiezhi_roles').includes(role)),
    authorities: list('xiezhi_authorities').filter((one): one is string => typeof one === 'string'),
    party: partyOf(claims?.['xiezhi_party']),
  }
}

function partyOf(claim: unknown): PersonConcerned | null {
  if (typeof claim !== 'object' || claim === null) return null
  const { certificateType, certificateNumber, name } = claim as Readonly<Record<string, unknown>>
  if (typeof certificateType !== 'string' || typeof certificateNumber !== 'string' || typeof name !== 'string')
    return null
  return { certificateType, certificateNumber, name }
}
