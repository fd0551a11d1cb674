import type { Words } from './en.ts';

/** Neutral Latin American Spanish. */
export const es: Words = {
  greeting: 'Hola, {{name}}:',
  footer: 'Enviado por {{company}} con Colibri.',
  linkHelp: 'Si el botón no funciona, copia esta dirección en tu navegador:',
  roles: { admin: 'administrador', supervisor: 'supervisor', agent: 'agente' },
  invitation: {
    subject: '{{inviter}} te invita a {{company}}',
    body: '{{inviter}} te agregó a la bandeja de {{company}}. Elige una contraseña para empezar. El enlace funciona una vez, hasta el {{until}}.',
    action: 'Aceptar la invitación',
    ignore: 'Si no sabes de qué se trata, ignora este correo: sin ti no pasa nada.',
  },
  roleChanged: {
    subject: 'Tu rol en {{company}} cambió',
    body: 'Ahora eres {{role}} en {{company}}. Ingresa de nuevo para seguir.',
  },
  accessEnded: {
    subject: 'Tu acceso a {{company}} terminó',
    body: 'Un administrador terminó tu acceso a la bandeja de {{company}}. Pregúntale si es un error.',
  },
  budgetWarning: {
    subject: '{{company}}: se usó el {{percent}} % del presupuesto de IA de hoy',
    body: 'La IA de {{company}} usó el {{percent}} % de lo que puede usar hoy. Después responden personas.',
    action: 'Abrir ChatBot',
  },
  test: {
    subject: 'El correo de {{company}} funciona',
    body: 'Este es el correo de prueba que pediste. El correo de {{company}} te llega.',
  },
};
