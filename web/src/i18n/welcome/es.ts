/** La página a la que lleva el enlace de una invitación. */
export const welcome = {
  title: 'Te damos la bienvenida',
  invited: '{{company}} invitó a {{email}}. Elige una contraseña y listo.',
  name: 'Tu nombre',
  password: 'Contraseña',
  submit: 'Unirme a {{company}}',
  invalid: 'Esta invitación no se puede usar',
  toSignIn: 'Ir a iniciar sesión',
  somebody: {
    title: 'Ya hay una sesión abierta aquí',
    body: 'Iniciaste sesión como {{email}}. Si la invitación es para otra cuenta, cierra la sesión primero.',
    signOut: 'Cerrar sesión y continuar',
    stay: 'Seguir con esta sesión',
  },
  rules: {
    label: 'Qué necesita una buena contraseña',
    length: 'Al menos {{count}} caracteres',
    own: 'Que no sea tu nombre ni tu correo',
    common: 'Que no sea una contraseña muy conocida, una repetición ni una fila de teclas',
    advice: 'Tres o cuatro palabras que no van juntas son fáciles de recordar y difíciles de adivinar.',
  },
};
