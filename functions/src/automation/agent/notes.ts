import type { Locale } from '#contracts/locales.ts';

/** Why people have to go on, beside the reason: only what the reason does not say. */
export type Trouble =
  | 'no-key'
  | 'key-refused'
  | 'rate-limited'
  | 'timed-out'
  | 'unavailable'
  | 'malformed'
  | 'blocked'
  | 'instructions'
  | 'credential'
  | 'contact'
  | 'nothing-left';

/** What people of the company read in the conversation, in the company's language. */
export const TROUBLES = {
  en: {
    'no-key': 'No key of the AI provider is stored.',
    'key-refused': 'The AI provider refused the key or the model.',
    'rate-limited': 'The AI provider had too many requests.',
    'timed-out': 'The AI provider took too long.',
    unavailable: 'The AI provider could not be reached.',
    malformed: 'The AI provider gave no usable answer.',
    blocked: 'The safety filter of the AI provider stopped the answer.',
    instructions: 'The answer was held back: it repeated the instructions.',
    credential: 'The answer was held back: it held something like a key.',
    contact: 'The answer was held back: it held a number or address that is not from here.',
    'nothing-left': 'The answer was held back: it was nothing but links that are not allowed.',
  },
  es: {
    'no-key': 'No hay clave del proveedor de IA guardada.',
    'key-refused': 'El proveedor de IA rechazó la clave o el modelo.',
    'rate-limited': 'El proveedor de IA tenía demasiadas solicitudes.',
    'timed-out': 'El proveedor de IA tardó demasiado.',
    unavailable: 'No se pudo contactar al proveedor de IA.',
    malformed: 'El proveedor de IA no dio una respuesta utilizable.',
    blocked: 'El filtro de seguridad del proveedor de IA detuvo la respuesta.',
    instructions: 'La respuesta se retuvo: repetía las instrucciones.',
    credential: 'La respuesta se retuvo: contenía algo parecido a una clave.',
    contact: 'La respuesta se retuvo: contenía un número o una dirección que no es de aquí.',
    'nothing-left': 'La respuesta se retuvo: solo tenía enlaces no permitidos.',
  },
  'pt-BR': {
    'no-key': 'Nenhuma chave do provedor de IA está guardada.',
    'key-refused': 'O provedor de IA recusou a chave ou o modelo.',
    'rate-limited': 'O provedor de IA tinha pedidos demais.',
    'timed-out': 'O provedor de IA demorou demais.',
    unavailable: 'Não foi possível contatar o provedor de IA.',
    malformed: 'O provedor de IA não deu uma resposta utilizável.',
    blocked: 'O filtro de segurança do provedor de IA barrou a resposta.',
    instructions: 'A resposta foi retida: repetia as instruções.',
    credential: 'A resposta foi retida: continha algo parecido com uma chave.',
    contact: 'A resposta foi retida: continha um número ou endereço que não é daqui.',
    'nothing-left': 'A resposta foi retida: só tinha links não permitidos.',
  },
} as const satisfies Record<Locale, Record<Trouble, string>>;
