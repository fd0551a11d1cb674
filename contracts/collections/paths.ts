/** Every document path of the product, in one place. All ids are opaque; none holds a raw external id. */
export const paths = {
  installation: () => 'installation/state',
  company: (companyId: string) => `companies/${companyId}`,
  route: (routeId: string) => `routes/${routeId}`,
  members: (companyId: string) => `companies/${companyId}/members`,
  member: (companyId: string, uid: string) => `companies/${companyId}/members/${uid}`,
  presence: (companyId: string, uid: string) => `companies/${companyId}/presence/${uid}`,
  preferences: (companyId: string, uid: string) => `companies/${companyId}/preferences/${uid}`,
  directory: (companyId: string) => `companies/${companyId}/settings/directory`,
  taxonomy: (companyId: string) => `companies/${companyId}/settings/taxonomy`,
  clients: (companyId: string) => `companies/${companyId}/clients`,
  client: (companyId: string, clientId: string) => `companies/${companyId}/clients/${clientId}`,
  clientKey: (companyId: string, keyId: string) => `companies/${companyId}/clientKeys/${keyId}`,
  identity: (companyId: string, identityId: string) => `companies/${companyId}/identities/${identityId}`,
  channels: (companyId: string) => `companies/${companyId}/channels`,
  channel: (companyId: string, channelId: string) => `companies/${companyId}/channels/${channelId}`,
  secret: (companyId: string, secretId: string) => `companies/${companyId}/secrets/${secretId}`,
  dataKey: (companyId: string, version: number) => `companies/${companyId}/dataKeys/v${version}`,
  conversations: (companyId: string) => `companies/${companyId}/conversations`,
  conversation: (companyId: string, conversationId: string) =>
    `companies/${companyId}/conversations/${conversationId}`,
  messages: (companyId: string, conversationId: string) =>
    `companies/${companyId}/conversations/${conversationId}/messages`,
  message: (companyId: string, conversationId: string, messageId: string) =>
    `companies/${companyId}/conversations/${conversationId}/messages/${messageId}`,
  rawPayload: (companyId: string, messageId: string) => `companies/${companyId}/rawPayloads/${messageId}`,
  tickets: (companyId: string) => `companies/${companyId}/tickets`,
  ticket: (companyId: string, ticketId: string) => `companies/${companyId}/tickets/${ticketId}`,
  invitations: () => 'invitations',
  invitation: (invitationId: string) => `invitations/${invitationId}`,
  invitedAddress: (companyId: string, addressId: string) =>
    `companies/${companyId}/invitedAddresses/${addressId}`,
  sessions: (companyId: string, uid: string) => `companies/${companyId}/members/${uid}/sessions`,
  session: (companyId: string, uid: string, authTime: number) =>
    `companies/${companyId}/members/${uid}/sessions/${authTime}`,
  audit: (companyId: string) => `companies/${companyId}/audit`,
  mailSettings: (companyId: string) => `companies/${companyId}/settings/mail`,
  announcements: (companyId: string) => `companies/${companyId}/announcements`,
  announcement: (companyId: string, announcementId: string) =>
    `companies/${companyId}/announcements/${announcementId}`,
  calendars: (companyId: string) => `companies/${companyId}/calendars`,
  calendar: (companyId: string, calendarId: string) => `companies/${companyId}/calendars/${calendarId}`,
  automation: (companyId: string) => `companies/${companyId}/settings/automation`,
  aiSettings: (companyId: string) => `companies/${companyId}/settings/ai`,
  assistants: (companyId: string) => `companies/${companyId}/chatbots`,
  assistant: (companyId: string, assistantId: string) => `companies/${companyId}/chatbots/${assistantId}`,
  knowledgeDocuments: (companyId: string, assistantId: string) =>
    `companies/${companyId}/chatbots/${assistantId}/knowledge`,
  knowledgeDocument: (companyId: string, assistantId: string, documentId: string) =>
    `companies/${companyId}/chatbots/${assistantId}/knowledge/${documentId}`,
  knowledgeChunks: (companyId: string, assistantId: string) =>
    `companies/${companyId}/chatbots/${assistantId}/chunks`,
  runs: (companyId: string) => `companies/${companyId}/runs`,
  run: (companyId: string, runId: string) => `companies/${companyId}/runs/${runId}`,
  usage: (companyId: string, day: string) => `companies/${companyId}/usage/${day}`,
  unanswered: (companyId: string) => `companies/${companyId}/unanswered`,
  question: (companyId: string, questionId: string) => `companies/${companyId}/unanswered/${questionId}`,
  outbox: (companyId: string) => `companies/${companyId}/outbox`,
  outboxEntry: (companyId: string, outboxId: string) => `companies/${companyId}/outbox/${outboxId}`,
} as const;
