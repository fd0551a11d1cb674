/** A página a que leva o link de um convite. */
export const welcome = {
  title: 'Boas-vindas',
  invited: '{{company}} convidou {{email}}. Escolha uma senha e pronto.',
  name: 'Seu nome',
  password: 'Senha',
  submit: 'Entrar em {{company}}',
  invalid: 'Este convite não pode ser usado',
  toSignIn: 'Ir para a página de entrada',
  somebody: {
    title: 'Alguém já entrou aqui',
    body: 'Você entrou como {{email}}. Se o convite é para outra conta, saia primeiro.',
    signOut: 'Sair e continuar',
    stay: 'Continuar nesta conta',
  },
  rules: {
    label: 'O que uma boa senha precisa',
    length: 'Pelo menos {{count}} caracteres',
    own: 'Não ser seu nome nem seu e-mail',
    common: 'Não ser uma senha muito conhecida, uma repetição nem uma fileira de teclas',
    advice: 'Três ou quatro palavras que não combinam são fáceis de lembrar e difíceis de adivinhar.',
  },
};
