import '@mantine/core/styles.css';
import './fonts.css';
import './page.css';
import './steps.css';
import './phone.css';
import './templates.css';
import './plan.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connectorsQuery } from './connectors-query.ts';
import { cssVariables, theme } from './theme.ts';
import { TranslationProvider } from './translate.tsx';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
// The scroll-lock library of dialogs reads the nonce from here.
Object.assign(globalThis, { __webpack_nonce__: nonce });
const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, networkMode: 'always' } },
});
// Asked while the words of the page load.
void queries.prefetchQuery(connectorsQuery);
const place = document.querySelector('#page');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queries}>
          <TranslationProvider>
            <App />
          </TranslationProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
