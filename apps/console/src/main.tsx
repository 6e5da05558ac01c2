import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { Providers } from './app/providers.tsx'
import { router } from './app/router.tsx'
import { layOutAgainWithWebFonts } from './app/web-fonts.ts'
import { firstLanguage } from './i18n/i18n.tsx'

layOutAgainWithWebFonts()
const root = document.getElementById('root')
// Nothing is shown before the texts of its language are there.
const language = await firstLanguage()
if (root !== null) {
  createRoot(root).render(
    <Providers language={language}>
      <RouterProvider router={router} />
    </Providers>,
  )
}
