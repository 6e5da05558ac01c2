import { createContext, use, useCallback, useLayoutEffect, useMemo, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { zhCN } from './zh-cn.ts'

export type Language = 'zh-CN' | 'en'
export type TextKey = keyof typeof zhCN

/** Names in braces of a text: `'{count} 件'` → `'count'`. */
type Placeholders<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never
type Facts<K extends TextKey> = Readonly<Record<Placeholders<(typeof zhCN)[K]>, string | number>>
/** A text with placeholders asks for its facts; one without takes none. */
type FactsArgument<K extends TextKey> = [Placeholders<(typeof zhCN)[K]>] extends [never] ? [] : [facts: Facts<K>]

export type Translate = <K extends TextKey>(key: K, ...facts: FactsArgument<K>) => string

type Texts = Readonly<Record<TextKey, string>>

/** The texts that are there. English is a file of its own, of half the size of all texts: who reads Chinese does not load it. */
const texts: { readonly 'zh-CN': Texts; en?: Texts } = { 'zh-CN': zhCN }

/**
 * Has the texts of a language there before anything is written in it.
 * @throws TypeError the file cannot be fetched
 */
export async function loadTexts(language: Language): Promise<void> {
  if (language === 'en') texts.en ??= (await import('./en.ts')).en
}

/** The text of a language with its placeholders filled; Chinese where the language was not loaded. */
export function textOf(
  language: Language,
  key: TextKey,
  facts: Readonly<Record<string, string | number>> = {},
): string {
  return (texts[language] ?? zhCN)[key].replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole))
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
  /** Another language once its texts are there; rejects where they cannot be fetched, and all stays as it was. */
  readonly setLanguage: (language: Language) => Promise<void>
  readonly t: Translate
  /** Of a text that came in both languages, the one of this person. */
  readonly say: (text: Bilingual) => string
  /** Several texts in a row. */
  readonly list: (texts: readonly string[]) => string
}

const I18nContext = createContext<I18n | null>(null)
const STORAGE_KEY = 'xiezhi.language'

/** The language that this browser was last set to, with its texts loaded; Chinese where it was set to none, or they are not to be had. */
export async function firstLanguage(): Promise<Language> {
  if (localStorage.getItem(STORAGE_KEY) !== 'en') return 'zh-CN'
  return loadTexts('en').then(
    () => 'en',
    () => 'zh-CN',
  )
}

interface I18nProviderProps {
  /** Its texts are loaded. */
  readonly initial: Language
  readonly children: ReactNode
}

export function I18nProvider({ initial, children }: I18nProviderProps): ReactElement {
  const [language, choose] = useState(initial)
  const setLanguage = useCallback(async (next: Language) => {
    await loadTexts(next)
    localStorage.setItem(STORAGE_KEY, next)
    choose(next)
  }, [])
  // With the texts, not before them: it is by this that they are read aloud.
  useLayoutEffect(() => {
    document.documentElement.lang = language
  }, [language])
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
