import { createContext, use, useCallback, useMemo, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { en } from './en.ts'
import { zhCN } from './zh-cn.ts'

export type Language = 'zh-CN' | 'en'
export type TextKey = keyof typeof zhCN

/** Names in braces of a text: `'{count} 件'` → `'count'`. */
type Placeholders<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never
type Facts<K extends TextKey> = Readonly<Record<Placeholders<(typeof zhCN)[K]>, string | number>>
/** A text with placeholders asks for its facts; one without takes none. */
type FactsArgument<K extends TextKey> = [Placeholders<(typeof zhCN)[K]>] extends [never] ? [] : [facts: Facts<K>]

export type Translate = <K extends TextKey>(key: K, ...facts: FactsArgument<K>) => string

export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { 'zh-CN': zhCN, en }

/** The text of a language with its placeholders filled. */
export function textOf(
  language: Language,
  key: TextKey,
  facts: Readonly<Record<string, string | number>> = {},
): string {
  return TEXTS[language][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole))
}

export function translator(language: Language): Translate {
  return (key, ...[facts]) => textOf(language, key, facts)
}

/** Whether a text of this key exists; for keys made of codes that a server sent. */
export function isTextKey(key: string): key is TextKey {
  return Object.prototype.hasOwnProperty.call(zhCN, key)
}

export interface Bilingual {
  readonly zh: string
  readonly en: string
}

interface I18n {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
  readonly t: Translate
  /** Of a text that came in both languages, the one of this person. */
  readonly say: (text: Bilingual) => string
  /** Several texts in a row. */
  readonly list: (texts: readonly string[]) => string
}

const I18nContext = createContext<I18n | null>(null)
const STORAGE_KEY = 'xiezhi.language'

function storedLanguage(): Language {
  return localStorage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'zh-CN'
}

export function I18nProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [language, choose] = useState<Language>(storedLanguage)
  document.documentElement.lang = language
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(STORAGE_KEY, next)
    choose(next)
  }, [])
  const value = useMemo<I18n>(
    () => ({
      language,
      setLanguage,
      t: translator(language),
      say: ({ zh, en: english }) => (language === 'en' && english !== '' ? english : zh),
      list: (texts) => texts.join(language === 'en' ? '; ' : '；'),
    }),
    [language, setLanguage],
  )
  return <I18nContext value={value}>{children}</I18nContext>
}

export function useI18n(): I18n {
  const found = use(I18nContext)
  if (found === null) throw new MissingProvider('I18nProvider')
  return found
}

/** A component stands outside the provider that it needs: a fault of the composition, never of a person. */
export class MissingProvider extends Error {
  constructor(provider: string) {
    super(`${provider} is missing`)
    this.name = 'MissingProvider'
  }
}
