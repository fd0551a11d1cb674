import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The app is built for a strict content security policy: no inlined script or data address, every chunk a file of its
 * own origin. Libraries that change seldom stand in chunks of their own, so that a release leaves them cached.
 */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'firestore', test: /node_modules[\\/]@firebase[\\/](firestore|webchannel-wrapper)[\\/]/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            {
              name: 'libraries',
              test: /node_modules[\\/](i18next|react-i18next|react-router|@tanstack|zod|clsx)[\\/]/,
            },
            {
              name: 'interface',
              test: /node_modules[\\/]@mantine[\\/](hooks|core[\\/]esm[\\/](core|components[\\/](ActionIcon|Button|CloseButton|Input|InputBase|Loader|TextInput|Transition|UnstyledButton)))[\\/]/,
            },
            { name: 'temporal', test: /node_modules[\\/]temporal-(polyfill|utils)[\\/]/ },
            // What most pages share, so that opening one asks for few files.
            {
              name: 'common',
              test: /web[\\/]src[\\/](platform|i18n[\\/]use|ui[\\/](states|person-avatar|address))/,
            },
          ],
        },
      },
    },
  },
});
