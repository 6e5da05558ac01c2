import { Type } from 'typebox'
import { call, read } from '../define-route.ts'
import { anyJson, closed } from '../schemas/scalars.ts'
import { passphrase, preview, previewRequest, session, signer } from '../schemas/session.ts'
import { health, readiness } from '../schemas/operations.ts'

const nothing = Type.Object({})

/** Signing in, the officer's key, live pages, and what machines ask a server. */
export const sessionRoutes = {
  login: read({
    path: '/auth/login',
    access: 'public',
    summary: { zh: '登录', en: 'Sign in' },
    query: closed({
      returnTo: Type.Optional(Type.String({ pattern: '^/(?!/)[\\x21-\\x5b\\x5d-\\x7e]*$', maxLength: 200 })),
    }),
    response: nothing,
    transfer: 'redirect',
  }),
  loginCallback: read({
    path: '/auth/callback',
    access: 'public',
    summary: { zh: '身份提供方回到此处', en: 'Where the identity provider returns to' },
    query: Type.Object({
      code: Type.Optional(Type.String({ maxLength: 2_000 })),
      state: Type.Optional(Type.String({ maxLength: 200 })),
      iss: Type.Optional(Type.String({ maxLength: 300 })),
      error: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    response: nothing,
    transfer: 'redirect',
  }),
  logout: call({
    path: '/auth/logout',
    access: 'session',
    summary: { zh: '退出', en: 'Sign out' },
    response: nothing,
  }),
  getSession: read({
    path: '/api/v1/session',
    access: 'public',
    summary: { zh: '当前会话', en: 'This session' },
    response: session,
  }),
  unlockSigner: call({
    path: '/api/v1/signer/unlock',
    access: 'session',
    summary: { zh: '解锁本人签名密钥', en: 'Unlock the own signing key' },
    body: passphrase,
    response: signer,
  }),
  lockSigner: call({
    path: '/api/v1/signer/lock',
    access: 'session',
    summary: { zh: '锁定本人签名密钥', en: 'Lock the own signing key' },
    response: signer,
  }),
  previewAct: call({
    path: '/api/v1/signer/preview',
    access: 'session',
    summary: { zh: '签名前显示所签内容', en: 'What will be signed, in words' },
    body: previewRequest,
    response: preview,
  }),
  live: read({
    path: '/api/v1/live',
    access: 'session',
    summary: { zh: '实时变更', en: 'Changes as they happen' },
    response: Type.String(),
    transfer: 'events',
  }),
  health: read({
    path: '/healthz',
    access: 'public',
    summary: { zh: '进程存活', en: 'The process lives' },
    response: health,
  }),
  readiness: read({
    path: '/readyz',
    access: 'public',
    summary: { zh: '可以服务', en: 'It can serve' },
    response: readiness,
  }),
  metrics: read({
    path: '/metrics',
    access: 'public',
    summary: { zh: 'Prometheus 指标', en: 'Prometheus metrics' },
    response: Type.String(),
    transfer: 'text',
  }),
  openApi: read({
    path: '/openapi.json',
    access: 'public',
    summary: { zh: '接口说明', en: 'Description of the interface' },
    response: anyJson,
  }),
}
