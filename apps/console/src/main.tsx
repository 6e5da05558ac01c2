import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { Providers } from './app/providers.tsx'
import { router } from './app/router.tsx'
import { layOutAgainWithWebFonts } from './app/web-fonts.ts'

layOutAgainWithWebFonts()
const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  )
}
