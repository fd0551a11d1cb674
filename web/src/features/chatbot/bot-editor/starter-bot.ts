import type { BotDefinition } from '#contracts/collections/bot.ts';
import type { Locale } from '#contracts/locales.ts';

interface StarterTexts {
  greeting: string;
  menu: string;
  hours: string;
  message: string;
  person: string;
  opening: string;
  back: string;
  email: string;
  emailRetry: string;
  matter: string;
  thanks: string;
  handOver: string;
  closed: string;
  fallback: string;
  keywords: string[];
}

/** Content of a new bot, which belongs to the company from then on: no sentences of the app. */
const TEXTS: Record<Locale, StarterTexts> = {
  en: {
    greeting: 'Hello {{client.firstName}}, welcome to {{company.name}}.',
    menu: 'How can we help you?',
    hours: 'Opening hours',
    message: 'Leave a message',
    person: 'Talk to a person',
    opening: 'We are here Monday to Friday from 9:00 to 18:00. Write again whenever you need something else.',
    back: 'Back to the beginning',
    email: 'What is your email address?',
    emailRetry: 'That does not look like an email address. Please write it like name@example.com.',
    matter: 'Thank you. What is it about?',
    thanks: 'We have noted it and will answer you at {{email}}.',
    handOver: 'One moment, somebody of our team will be with you shortly.',
    closed: 'Nobody is here at the moment. Leave us a message and we will come back to you.',
    fallback: 'I did not understand that.',
    keywords: ['person', 'agent'],
  },
  es: {
    greeting: 'Hola {{client.firstName}}, te damos la bienvenida a {{company.name}}.',
    menu: '¿Cómo podemos ayudarte?',
    hours: 'Horario de atención',
    message: 'Dejar un mensaje',
    person: 'Hablar con una persona',
    opening: 'Atendemos de lunes a viernes de 9:00 a 18:00. Escríbenos de nuevo cuando necesites algo más.',
    back: 'Volver al inicio',
    email: '¿Cuál es tu correo electrónico?',
    emailRetry: 'Eso no parece un correo. Escríbelo así: nombre@ejemplo.com.',
    matter: 'Gracias. ¿De qué se trata?',
    thanks: 'Lo anotamos y te responderemos a {{email}}.',
    handOver: 'Un momento, alguien de nuestro equipo te atenderá enseguida.',
    closed: 'En este momento no hay nadie. Déjanos un mensaje y te responderemos.',
    fallback: 'No entendí eso.',
    keywords: ['persona', 'asesor'],
  },
  'pt-BR': {
    greeting: 'Olá {{client.firstName}}, boas-vindas à {{company.name}}.',
    menu: 'Como podemos ajudar?',
    hours: 'Horário de atendimento',
    message: 'Deixar uma mensagem',
    person: 'Falar com uma pessoa',
    opening:
      'Atendemos de segunda a sexta, das 9h às 18h. Escreva de novo quando precisar de mais alguma coisa.',
    back: 'Voltar ao início',
    email: 'Qual é o seu e-mail?',
    emailRetry: 'Isso não parece um e-mail. Escreva assim: nome@exemplo.com.',
    matter: 'Obrigado. Qual é o assunto?',
    thanks: 'Anotamos e vamos responder para {{email}}.',
    handOver: 'Um momento, alguém da nossa equipe já vai atender você.',
    closed: 'Não há ninguém no momento. Deixe uma mensagem e vamos responder.',
    fallback: 'Não entendi.',
    keywords: ['pessoa', 'atendente'],
  },
};

/** A small bot without problems, to be changed: greeting, menu, hours, a message with an email, people. */
export function starterBot(locale: Locale): BotDefinition {
  const text = TEXTS[locale];
  return {
    start: 'greeting',
    steps: {
      greeting: { type: 'say', text: text.greeting, media: null, next: 'menu' },
      menu: {
        type: 'menu',
        text: text.menu,
        options: [
          { id: 'opening', label: text.hours, next: 'opening' },
          { id: 'message', label: text.message, next: 'email' },
          { id: 'person', label: text.person, next: 'hours' },
        ],
        failuresUntil: 3,
        onFailure: 'hours',
      },
      opening: { type: 'say', text: text.opening, media: null, next: null },
      email: {
        type: 'ask',
        text: text.email,
        format: 'email',
        variable: 'email',
        retryText: text.emailRetry,
        failuresUntil: 3,
        onFailure: 'hours',
        next: 'matter',
      },
      matter: {
        type: 'ask',
        text: text.matter,
        format: 'text',
        variable: 'matter',
        retryText: '',
        failuresUntil: 3,
        onFailure: 'hours',
        next: 'noted',
      },
      noted: { type: 'handOver', text: text.thanks, queueId: null },
      hours: { type: 'hours', calendarId: null, whenOpen: 'people', whenClosed: 'closed' },
      people: { type: 'handOver', text: text.handOver, queueId: null },
      closed: {
        type: 'menu',
        text: text.closed,
        options: [
          { id: 'leave', label: text.message, next: 'email' },
          { id: 'back', label: text.back, next: 'menu' },
        ],
        failuresUntil: 3,
        onFailure: null,
      },
    },
    rules: text.keywords.map((value, index) => ({
      match: 'keyword',
      value,
      priority: (index + 1) * 10,
      next: 'hours',
    })),
    fallbackText: text.fallback,
  };
}
