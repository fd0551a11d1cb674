import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The phone page, which the simulator serves from its own `dist`. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
