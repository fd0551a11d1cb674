/** Cómo se llaman los roles y qué permiten; Configuración > Quién puede qué. */
export const roles = {
  title: 'Quién puede qué',
  body: 'Lo que cada rol puede ver y hacer. Un rol vale para toda la empresa.',
  ability: 'Puede',
  yes: 'Sí',
  no: 'No',
  name: { admin: 'Administrador', supervisor: 'Supervisor', agent: 'Agente' },
  what: {
    admin: 'Todo, con personas, canales y ajustes.',
    supervisor:
      'Atiende clientes, interviene en las conversaciones de todos, maneja etiquetas y ve lo que hicieron el bot y la IA (Automatización).',
    agent: 'Atiende clientes.',
  },
  abilities: {
    inbox: {
      read: 'Leer todas las conversaciones',
      reply: 'Aceptar conversaciones, responder y escribir notas',
      manageOthers: 'Responder, transferir y cerrar lo que tomó otra persona',
    },
    clients: { edit: 'Cambiar nombres y notas de clientes' },
    tags: { manage: 'Crear y cambiar etiquetas' },
    queues: { manage: 'Crear y cambiar colas' },
    channels: { manage: 'Conectar y cambiar canales' },
    people: { manage: 'Invitar, cambiar, deshabilitar y eliminar personas' },
    audit: { read: 'Leer y exportar el registro de auditoría' },
    company: { manage: 'Cambiar nombre, aspecto y servidor de correo de la empresa' },
    hours: { manage: 'Cambiar horarios de atención' },
    announcements: { read: 'Leer anuncios', manage: 'Escribir anuncios' },
    automation: { read: 'Ver lo que hicieron el bot y la IA', manage: 'Configurar el bot y la IA' },
  },
};
