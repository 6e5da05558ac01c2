import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import type { ConfigProviderProps } from 'antd'
import type { Language } from '../i18n/i18n.tsx'

type Locale = NonNullable<ConfigProviderProps['locale']>

/** The type checker takes the library's modules for CommonJS, the bundler does not: they put a default export at different depths. */
function unwrapped(module: unknown): Locale {
  const { default: inner } = module as { readonly default?: Locale }
  return inner ?? (module as Locale)
}

const LOCALES: Readonly<Record<Language, Locale>> = { 'zh-CN': unwrapped(zhCN), en: unwrapped(enUS) }

/** Texts of the component library. */
export function antdLocale(language: Language): Locale {
  return LOCALES[language]
}
