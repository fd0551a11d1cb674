import type { Words } from './en.ts';

/** Brazilian Portuguese. */
export const ptBR: Words = {
  greeting: 'Olá, {{name}}!',
  footer: 'Enviado por {{company}} com o Colibri.',
  linkHelp: 'Se o botão não funcionar, copie este endereço no seu navegador:',
  roles: { admin: 'administrador', supervisor: 'supervisor', agent: 'agente' },
  invitation: {
    subject: '{{inviter}} convida você para {{company}}',
    body: '{{inviter}} adicionou você à caixa de entrada de {{company}}. Escolha uma senha para começar. O link funciona uma vez, até {{until}}.',
    action: 'Aceitar o convite',
    ignore: 'Se você não sabe do que se trata, ignore este e-mail: sem você nada acontece.',
  },
  roleChanged: {
    subject: 'Sua função em {{company}} mudou',
    body: 'Agora você é {{role}} em {{company}}. Entre de novo para continuar.',
  },
  accessEnded: {
    subject: 'Seu acesso a {{company}} terminou',
    body: 'Um administrador encerrou seu acesso à caixa de entrada de {{company}}. Pergunte a ele se foi engano.',
  },
  budgetWarning: {
    subject: '{{company}}: {{percent}} % do orçamento de IA de hoje foi usado',
    body: 'A IA de {{company}} usou {{percent}} % do que pode usar hoje. Depois disso, pessoas respondem.',
    action: 'Abrir ChatBot',
  },
  test: {
    subject: 'O e-mail de {{company}} funciona',
    body: 'Este é o e-mail de teste que você pediu. O e-mail de {{company}} chega até você.',
  },
};
