/** Como se chamam as funções e o que permitem; Configurações > Quem pode o quê. */
export const roles = {
  title: 'Quem pode o quê',
  body: 'O que cada função pode ver e fazer. Uma função vale para a empresa toda.',
  ability: 'Pode',
  yes: 'Sim',
  no: 'Não',
  name: { admin: 'Administrador', supervisor: 'Supervisor', agent: 'Agente' },
  what: {
    admin: 'Tudo, com pessoas, canais e configurações.',
    supervisor:
      'Atende clientes, age nas conversas de todos, cuida das etiquetas e vê o que o bot e a IA fizeram (Automação).',
    agent: 'Atende clientes.',
  },
  abilities: {
    inbox: {
      read: 'Ler todas as conversas',
      reply: 'Aceitar conversas, responder e escrever notas',
      manageOthers: 'Responder, transferir e encerrar o que outra pessoa assumiu',
    },
    clients: { edit: 'Mudar nomes e notas de clientes' },
    tags: { manage: 'Criar e mudar etiquetas' },
    queues: { manage: 'Criar e mudar filas' },
    channels: { manage: 'Conectar e mudar canais' },
    people: { manage: 'Convidar, mudar, desativar e remover pessoas' },
    audit: { read: 'Ler e exportar o registro de auditoria' },
    company: { manage: 'Mudar nome, aparência e servidor de e-mail da empresa' },
    hours: { manage: 'Mudar horários de atendimento' },
    announcements: { read: 'Ler avisos', manage: 'Escrever avisos' },
    automation: { read: 'Ver o que o bot e a IA fizeram', manage: 'Configurar o bot e a IA' },
  },
};
