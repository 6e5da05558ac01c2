import { DEMONSTRATION_PASSPHRASE } from '../signing/demonstration-keystores.ts'
import type { PersonsFile } from './persons.ts'

export interface LoginPage {
  /** Where the form is sent. */
  readonly action: string
  readonly persons: PersonsFile
  readonly authority: string
  readonly failed: boolean
}

const STYLE = `
  body { font: 16px/1.6 "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; background: #f3f5f8; color: #1f2a37; margin: 0 }
  main { max-width: 44rem; margin: 3rem auto; padding: 2rem 2.5rem; background: #fff; border: 1px solid #d8dee6; border-radius: 8px }
  h1 { font-size: 1.35rem; margin: 0 0 .25rem } p { margin: .25rem 0 1rem }
  label { display: block; margin: 1rem 0 .25rem; font-weight: 600 }
  input { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem .75rem; border: 1px solid #8793a3; border-radius: 6px }
  button { font: inherit; margin-top: 1.25rem; padding: .55rem 2rem; border: 0; border-radius: 6px; background: #1d4f91; color: #fff; cursor: pointer }
  input:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid #f5a623; outline-offset: 1px }
  .failed { background: #fdecea; border: 1px solid #b3261e; color: #8c1d18; border-radius: 6px; padding: .5rem .75rem }
  .note { background: #fff7e0; border: 1px solid #d9a400; border-radius: 6px; padding: .5rem .75rem }
  table { border-collapse: collapse; width: 100%; font-size: .9rem; margin-top: .75rem }
  th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid #e5e9ef } code { font-size: .95em }
`

/** The sign-in page of the sample persons: plain HTML, nothing is loaded and nothing runs. */
export function loginPage({ action, persons, authority, failed }: LoginPage): string {
  const own = persons.persons.filter(({ authorities }) => authorities.some((one) => one === authority))
  const shown = own.length === 0 ? persons.persons : own
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>登录 / Sign in · 獬豸 Xiezhi</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>登录 · Sign in</h1>
<p>獬豸司法协同 · Xiezhi</p>
${failed ? '<p class="failed" role="alert">账号或口令不正确，请重试。Name or password is wrong; please try again.</p>' : ''}
<form method="post" action="${escaped(action)}" autocomplete="off">
<label for="name">账号 Name</label>
<input id="name" name="name" list="names" required autofocus maxlength="64" autocomplete="username" spellcheck="false">
<datalist id="names">${shown.map(({ id, zh }) => `<option value="${escaped(id)}">${escaped(zh)}</option>`).join('')}</datalist>
<label for="password">口令 Password</label>
<input id="password" name="password" type="password" required maxlength="200" autocomplete="current-password">
<button type="submit">登录 Sign in</button>
</form>
<p></p>
<div class="note">演示环境：以下人员与口令均为虚构，口令一律为 <code>${escaped(persons.demonstrationPassword)}</code>。<br>
Demonstration: these persons and their password are invented.<br>
签名口令（虚构，用于解锁签名密钥）Signing passphrase: <code>${escaped(DEMONSTRATION_PASSPHRASE)}</code>
<table>
<thead><tr><th scope="col">账号 Name</th><th scope="col">姓名</th><th scope="col">职责 Duty</th></tr></thead>
<tbody>
${shown.map(({ id, name, zh, en }) => `<tr><td><code>${escaped(id)}</code></td><td>${escaped(name)}</td><td>${escaped(zh)} · ${escaped(en)}</td></tr>`).join('\n')}
</tbody>
</table>
</div>
</main>
</body>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
