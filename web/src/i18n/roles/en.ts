/** What roles are called and may do; Settings > Who may do what. */
export const roles = {
  title: 'Who may do what',
  body: 'What each role may see and do. A role holds for the whole company.',
  ability: 'May',
  yes: 'Yes',
  no: 'No',
  name: { admin: 'Administrator', supervisor: 'Supervisor', agent: 'Agent' },
  what: {
    admin: 'Everything, with people, channels and settings.',
    supervisor:
      'Answers customers, acts on everybody’s conversations, manages tags and sees what bot and AI did (Automation).',
    agent: 'Answers customers.',
  },
  abilities: {
    inbox: {
      read: 'Read every conversation',
      reply: 'Accept conversations, answer and write notes',
      manageOthers: 'Answer, transfer and close what somebody else has taken',
    },
    clients: { edit: 'Change names and notes of customers' },
    tags: { manage: 'Make and change tags' },
    queues: { manage: 'Make and change queues' },
    channels: { manage: 'Connect and change channels' },
    people: { manage: 'Invite, change, disable and remove people' },
    audit: { read: 'Read and export the audit log' },
    company: { manage: 'Change the company’s name, look and mail server' },
    hours: { manage: 'Change opening hours' },
    announcements: { read: 'Read announcements', manage: 'Write announcements' },
    automation: { read: 'See what bot and AI did', manage: 'Set up bot and AI' },
  },
};
