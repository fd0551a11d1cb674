import * as z from 'zod/mini';

export const LOCALES = ['en', 'es', 'pt-BR'] as const;
export const localeSchema = z.enum(LOCALES);
export type Locale = z.infer<typeof localeSchema>;
